//! Procedures of categories over the API.

use super::categories::WordingBody;
use homeward_app::sops::{Preview, Sop, Step};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A step.
#[derive(Serialize, ToSchema)]
struct SopStepBody {
    /// Its name.
    #[schema(example = "secure_evidence")]
    step: String,
    /// What it is, by language; empty where it came with the program.
    text: BTreeMap<String, String>,
    /// Kinds of entries any of which shows that it was taken; where none is named
    /// a person says so.
    #[schema(example = json!(["evidence_secured", "file_attached"]))]
    shown_by: Vec<String>,
}

impl From<&Step> for SopStepBody {
    fn from(step: &Step) -> Self {
        Self { step: step.id.clone(), text: step.text.0.clone(), shown_by: step.shown_by.clone() }
    }
}

/// The procedure of some categories.
#[derive(Serialize, ToSchema)]
pub struct SopBody {
    /// Its name.
    #[schema(example = "lost_property")]
    id: String,
    /// Its version, from 1.
    version: i64,
    /// What it is called, by language; empty where it came with the program.
    title: BTreeMap<String, String>,
    /// Categories `main.sub`, or whole main categories; the one without any serves
    /// all others.
    #[schema(example = json!(["safety.lost_property", "service.baggage"]))]
    categories: Vec<String>,
    /// Its steps, in order.
    steps: Vec<SopStepBody>,
}

impl From<&Sop> for SopBody {
    fn from(sop: &Sop) -> Self {
        Self {
            id: sop.id.clone(),
            version: sop.version,
            title: sop.title.0.clone(),
            categories: sop.categories.clone(),
            steps: sop.steps.iter().map(SopStepBody::from).collect(),
        }
    }
}

/// The procedures.
#[derive(Serialize, ToSchema)]
pub struct SopPage {
    /// The newest version of each.
    pub items: Vec<SopBody>,
}

/// A step as it is sent: by its name, or in words of the company's own.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
struct NewSopStep {
    /// The name of a step that there is.
    #[schema(example = "hear_out")]
    step: Option<String>,
    /// What it is; a step in new words gets a name of its own.
    text: Option<WordingBody>,
    /// Kinds of entries that show that it was taken.
    #[schema(example = json!(["message_recorded"]))]
    shown_by: Option<Vec<String>>,
}

/// A procedure as it is sent, whole.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewSop {
    /// Its name; only for a new one.
    #[schema(example = "pets")]
    id: Option<String>,
    /// What it is called; needed for a new one.
    title: Option<WordingBody>,
    /// What it serves; none for the one that serves all others.
    #[schema(example = json!(["service.transport"]))]
    categories: Option<Vec<String>>,
    /// Its steps, in order; at most 30.
    steps: Vec<NewSopStep>,
}

/// What a change would do to open cases.
#[derive(Serialize, ToSchema)]
pub struct SopPreview {
    /// Open cases that would follow this procedure.
    cases: i64,
    /// Of them, those that follow another one now.
    come: i64,
    /// Open cases that follow it now and would follow another one.
    go: i64,
}

impl From<Preview> for SopPreview {
    fn from(p: Preview) -> Self {
        Self { cases: p.cases, come: p.come, go: p.go }
    }
}
