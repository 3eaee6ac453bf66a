//! What the investigation has others do: questions, site checks, evidence to be
//! secured before it disappears.

use crate::Seq;

/// One thing that somebody else does for the investigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvestigationTask {
    /// Its number among its kind, from 1.
    pub number: i64,
    /// The entry that began it.
    pub entry: Seq,
    /// The entry that ended it.
    pub ended: Option<Seq>,
}

/// Everything that others do for the investigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Investigation {
    /// Questions to suppliers and departments.
    pub questions: Vec<InvestigationTask>,
    /// Site checks.
    pub site_checks: Vec<InvestigationTask>,
    /// Perishable evidence.
    pub evidence: Vec<InvestigationTask>,
    /// Whether a department was asked, and so knows of the case.
    pub department_asked: bool,
    /// Whether a supplier was asked, or answers for a part of it: they may object to
    /// what is published of it.
    pub supplier_concerned: bool,
}

impl Investigation {
    pub(in crate::case) fn ask(&mut self, number: i64, entry: Seq) {
        self.questions.push(InvestigationTask { number, entry, ended: None });
    }

    pub(in crate::case) fn order(&mut self, number: i64, entry: Seq) {
        self.site_checks.push(InvestigationTask { number, entry, ended: None });
    }

    pub(in crate::case) fn name(&mut self, number: i64, entry: Seq) {
        self.evidence.push(InvestigationTask { number, entry, ended: None });
    }
}

/// Notes the entry that ended one of them.
pub(in crate::case) fn end(errands: &mut [InvestigationTask], number: i64, seq: Seq) {
    for errand in errands.iter_mut().filter(|errand| errand.number == number) {
        errand.ended = Some(seq);
    }
}
