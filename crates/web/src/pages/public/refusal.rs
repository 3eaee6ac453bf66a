//! The refusal of a case as the complainant reads it: the ground in plain words, what
//! we wrote, where they can go, and the one objection that they have (journey §1).

use crate::frame::Frame;
use crate::state::Web;
use crate::wording::name;
use homeward_app::dossier::Dossier;
use homeward_domain::case::event::AcceptanceFact;
use homeward_domain::case::{Case, Fact, Objection};
use homeward_domain::promises::{MetBy, Promise};

/// A refusal on the page.
pub struct Refusal {
    /// The ground, as one says it to somebody.
    pub ground: String,
    /// What we wrote.
    pub words: String,
    /// Where they can go.
    pub ways: Vec<String>,
    /// What became of their objection; they have it still where nothing stands here.
    pub objected: Option<String>,
    /// The reasons of the decision on it.
    pub reasons: Option<String>,
}

/// Bodies outside the company that hear a traveller.
const WAYS: [&str; 4] = ["authority", "consumers", "arbitration", "court"];

/// The refusal that stands, its texts as they are `shown`; none where the case is not
/// refused.
pub fn of(frame: &Frame, case: &Case, dossier: &Dossier, shown: &dyn Fn(Option<&str>) -> String) -> Option<Refusal> {
    if !case.status.is_refused() {
        return None;
    }
    let (entry, refused) = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Acceptance(AcceptanceFact::CaseRefused(refused)) => Some((entry, refused)),
        _ => None,
    })?;
    let is_alone = dossier
        .standing()
        .any(|entry| matches!(&entry.event.fact, Fact::Acceptance(AcceptanceFact::ObjectionDecided(f)) if f.alone));
    let decided = dossier.standing().filter_map(|entry| match &entry.event.fact {
        Fact::Acceptance(AcceptanceFact::ObjectionDecided(decided)) if !decided.upheld => {
            Some(entry.words(decided.words))
        }
        _ => None,
    });
    let reasons = decided.last();
    Some(Refusal {
        ground: name(frame.language, "refusal-told", refused.ground.as_str()),
        words: shown(entry.words(refused.words)),
        ways: WAYS.iter().map(|way| frame.t(&format!("follow-way-{way}"))).collect(),
        objected: case.acceptance.objection.map(|objection| {
            frame.t(match objection {
                Objection::Waits => "follow-objection-waits",
                Objection::Upheld => "follow-objection-spent",
                Objection::Dismissed if is_alone => "follow-objection-dismissed-alone",
                Objection::Dismissed => "follow-objection-dismissed",
            })
        }),
        reasons: reasons.map(shown),
    })
}

/// What an objection brings, with the hours until it is answered where a promise says
/// them as they run on the clock.
pub fn lead(frame: &Frame, web: &Web, case: &Case) -> String {
    let policies = web.app.policies();
    let holds = |p: &&Promise| p.kinds.contains(&case.triage.kind) && (p.unit.is_none() || p.unit == case.team.unit);
    let mut owed = policies.current().filter(|p| p.met_by == MetBy::ObjectionDecided).filter(holds);
    let minutes = owed.find(|p| p.calendar.is_none()).map(|p| p.within_minutes).filter(|minutes| minutes % 60 == 0);
    match minutes {
        Some(minutes) => frame.t1("follow-refusal-object-lead", "hours", &(minutes / 60).to_string()),
        None => frame.t("follow-refusal-object-lead-open"),
    }
}
