//! The procedure of a category: what a good desk does, in order (journey §4).
//! It guides and forbids nothing.

use crate::Seq;
use crate::case::Event;
use crate::catalogue::Category;
use crate::promises::pack::PackError;
use crate::time::Timestamp;
use serde::Deserialize;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name, as `secure_evidence`.
    pub id: String,
    /// Kinds of entries any of which shows that it was taken; where none is
    /// named a person says so.
    #[serde(default)]
    pub shown_by: Vec<String>,
}

/// The procedure of some categories.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sop {
    /// Its name.
    pub id: String,
    /// Categories `main.sub`, or a whole main category; the one without any
    /// serves all others.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// How far a case has come in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The step.
    pub step: &'a Step,
    /// When and by which entry it was taken.
    pub taken: Option<(Seq, Timestamp)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    sop: Vec<Sop>,
}

/// Reads a pack of procedures.
pub fn sops(toml: &str) -> Result<Vec<Sop>, PackError> {
    let pack: Pack = toml::from_str(toml).map_err(|e| PackError(e.to_string()))?;
    Ok(pack.sop)
}

/// The procedure of a category: its own, that of its main category, or the one
/// for all others.
pub fn of(all: &[Sop], category: Option<Category>) -> Option<&Sop> {
    let named = |name: &str| all.iter().find(|sop| sop.categories.iter().any(|one| one == name));
    let own = category.and_then(|category| {
        let name = category.to_string();
        let main = name.split('.').next().unwrap_or_default();
        named(&name).or_else(|| named(main))
    });
    own.or_else(|| all.iter().find(|sop| sop.categories.is_empty()))
}

/// How far a case has come in its procedure.
pub fn progress<'a>(sop: &'a Sop, events: &[&Event]) -> Vec<Progress<'a>> {
    use crate::case::Fact;
    let shows = |event: &Event, step: &Step| match &event.fact {
        Fact::StepTaken(taken) => taken.step == step.id,
        fact => step.shown_by.iter().any(|kind| kind == fact.kind()),
    };
    let taken = |step: &Step| events.iter().find(|event| shows(event, step)).map(|e| (e.seq, e.effective_at));
    sop.steps.iter().map(|step| Progress { step, taken: taken(step) }).collect()
}
