//! What others do for the investigation, each with its clock.

use super::ClockBody;
use homeward_app::dossier::{Dossier, Entry};
use homeward_domain::case::event::InvestigationFact;
use homeward_domain::case::{Case, Fact, InvestigationTask};
use homeward_domain::promises::Subject;
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// What others do for the investigation.
#[derive(Default, Serialize, ToSchema)]
pub struct ErrandsBody {
    /// Questions to suppliers and departments.
    questions: Vec<QuestionBody>,
    /// Site checks.
    site_checks: Vec<SiteCheckBody>,
    /// Perishable evidence.
    evidence: Vec<EvidenceBody>,
}

/// A question.
#[derive(Serialize, ToSchema)]
struct QuestionBody {
    /// Its number in the case.
    question: i64,
    /// `supplier` or `department`.
    respondent: String,
    /// The supplier or unit, by its reference.
    to: String,
    /// What was asked.
    text: Option<String>,
    /// When it was asked.
    asked_at: String,
    /// `confirmed`, `partly_confirmed` or `disputed`; null before the answer.
    position: Option<String>,
    /// Their answer.
    answer: Option<String>,
    /// Its clock.
    clock: Option<ClockBody>,
}

/// A site check.
#[derive(Serialize, ToSchema)]
struct SiteCheckBody {
    /// Its number in the case.
    check: i64,
    /// The place.
    place: Option<String>,
    /// What is looked at.
    text: Option<String>,
    /// Who goes there.
    owner: Option<i64>,
    /// By when.
    due_at: String,
    /// What was seen; null before the report.
    report: Option<String>,
}

/// Evidence that disappears.
#[derive(Serialize, ToSchema)]
struct EvidenceBody {
    /// Its number in the case.
    evidence: i64,
    /// As `cctv`.
    what: String,
    /// Where it is.
    text: Option<String>,
    /// `open`, `secured` or `lost`.
    state: String,
    /// Where it is kept, or why it is gone.
    outcome: Option<String>,
    /// Its clock.
    clock: Option<ClockBody>,
}

impl ErrandsBody {
    /// What the record of a case tells.
    pub fn new(dossier: &Dossier, case: &Case) -> Self {
        let both = |errand: &InvestigationTask| {
            let begun = dossier.entry(errand.entry)?;
            Some((begun, errand.ended.and_then(|seq| dossier.entry(seq))))
        };
        let errands = &case.investigation;
        Self {
            questions: errands.questions.iter().filter_map(|e| question(dossier, both(e)?)).collect(),
            site_checks: errands.site_checks.iter().filter_map(|e| site_check(both(e)?)).collect(),
            evidence: errands.evidence.iter().filter_map(|e| evidence(dossier, both(e)?)).collect(),
        }
    }
}

type Both<'a> = (&'a Entry, Option<&'a Entry>);

fn question(dossier: &Dossier, (begun, ended): Both) -> Option<QuestionBody> {
    let Fact::Investigation(InvestigationFact::QuestionAsked(asked)) = &begun.event.fact else { return None };
    let answered = ended.and_then(|entry| match &entry.event.fact {
        Fact::Investigation(InvestigationFact::QuestionAnswered(f)) => Some((entry, f)),
        _ => None,
    });
    Some(QuestionBody {
        question: asked.question,
        respondent: asked.respondent.as_str().into(),
        to: asked.to.clone(),
        text: words(begun, asked.words),
        asked_at: begun.event.effective_at.to_rfc3339(),
        position: answered.map(|(_, f)| f.position.as_str().into()),
        answer: answered.and_then(|(entry, f)| words(entry, f.words)),
        clock: clock(dossier, Subject::Question, asked.respondent.as_str(), asked.question),
    })
}

fn site_check((begun, ended): Both) -> Option<SiteCheckBody> {
    let Fact::Investigation(InvestigationFact::SiteCheckOrdered(ordered)) = &begun.event.fact else { return None };
    let report = ended.and_then(|entry| match &entry.event.fact {
        Fact::Investigation(InvestigationFact::SiteCheckReported(f)) => words(entry, f.words),
        _ => None,
    });
    Some(SiteCheckBody {
        check: ordered.check,
        place: words(begun, ordered.place),
        text: words(begun, ordered.words),
        owner: ordered.owner,
        due_at: Timestamp::to_rfc3339(ordered.due_at),
        report,
    })
}

fn evidence(dossier: &Dossier, (begun, ended): Both) -> Option<EvidenceBody> {
    let Fact::Investigation(InvestigationFact::EvidenceNamed(named)) = &begun.event.fact else { return None };
    let (state, outcome) = match ended.map(|entry| (entry, &entry.event.fact)) {
        Some((entry, Fact::Investigation(InvestigationFact::EvidenceSecured(f)))) => ("secured", words(entry, f.words)),
        Some((entry, Fact::Investigation(InvestigationFact::EvidenceLost(f)))) => ("lost", words(entry, f.words)),
        _ => ("open", None),
    };
    Some(EvidenceBody {
        evidence: named.evidence,
        what: named.what.as_str().into(),
        text: words(begun, named.words),
        state: state.into(),
        outcome,
        clock: clock(dossier, Subject::Evidence, "evidence", named.evidence),
    })
}

/// The clock of one errand: its promise begins with who or what it is about.
fn clock(dossier: &Dossier, subject: Subject, of: &str, number: i64) -> Option<ClockBody> {
    let of_errand = |clock: &&homeward_app::view::ClockView| {
        clock.subject.as_deref() == Some(subject.as_str()) && clock.run == number && clock.promise.starts_with(of)
    };
    dossier.view.clocks.iter().find(of_errand).map(ClockBody::from)
}

fn words(entry: &Entry, reference: ContentRef) -> Option<String> {
    entry.words(reference).map(str::to_owned)
}
