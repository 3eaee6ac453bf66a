//! What the investigation has others do: questions, site checks, evidence to be
//! secured before it disappears.

use crate::Seq;
use crate::case::event::{Event, Fact, InvestigationFact, ResponsibilityFact};
use crate::catalogue::{Respondent, ShareParty};

/// One thing that somebody else does for the investigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Its number among its kind, from 1.
    pub number: i64,
    /// The entry that began it.
    pub entry: Seq,
    /// The entry that ended it.
    pub ended: Option<Seq>,
}

/// Everything that others do for the investigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errands {
    /// Questions to suppliers and departments.
    pub questions: Vec<Errand>,
    /// Site checks.
    pub site_checks: Vec<Errand>,
    /// Perishable evidence.
    pub evidence: Vec<Errand>,
    /// Whether a department was asked, and so knows of the case.
    pub department_asked: bool,
    /// Whether a supplier was asked, or answers for a part of it: they may object to
    /// what is published of it.
    pub supplier_concerned: bool,
}

impl Errands {
    /// The part of an event that begins or ends an errand.
    pub(in crate::case) fn advance(&mut self, event: &Event) {
        let seq = event.seq;
        let begin = |number: i64| Errand { number, entry: seq, ended: None };
        match &event.fact {
            Fact::Investigation(InvestigationFact::QuestionAsked(f)) => {
                self.questions.push(begin(f.question));
                self.department_asked |= f.respondent == Respondent::Department;
                self.supplier_concerned |= f.respondent == Respondent::Supplier;
            }
            Fact::Responsibility(ResponsibilityFact::ResponsibilitySet(f)) => {
                self.supplier_concerned |= f.shares.iter().any(|share| share.party == ShareParty::Supplier);
            }
            Fact::Investigation(InvestigationFact::QuestionAnswered(f)) => end(&mut self.questions, f.question, seq),
            Fact::Investigation(InvestigationFact::SiteCheckOrdered(f)) => self.site_checks.push(begin(f.check)),
            Fact::Investigation(InvestigationFact::SiteCheckReported(f)) => end(&mut self.site_checks, f.check, seq),
            Fact::Investigation(InvestigationFact::EvidenceNamed(f)) => self.evidence.push(begin(f.evidence)),
            Fact::Investigation(InvestigationFact::EvidenceSecured(f)) => end(&mut self.evidence, f.evidence, seq),
            Fact::Investigation(InvestigationFact::EvidenceLost(f)) => end(&mut self.evidence, f.evidence, seq),
            _ => {}
        }
    }
}

fn end(errands: &mut [Errand], number: i64, seq: Seq) {
    for errand in errands.iter_mut().filter(|errand| errand.number == number) {
        errand.ended = Some(seq);
    }
}
