//! Plain records as the API answers them. What is sent is described by the fields of each
//! register.

use super::keeping::{ErasureBody, RestrictionBody};
use super::time;
use homeward_app::registers::{self, Change, Noun, View};
use homeward_app::{Caller, Scope};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A record.
#[derive(Serialize, ToSchema)]
pub struct RecordBody {
    /// Its reference, unique among its noun.
    #[schema(example = "S-0012")]
    reference: String,
    /// Its name.
    #[schema(example = "海岸酒店")]
    name: String,
    /// Counts its changes, from 1.
    version: i64,
    /// When it was last changed.
    updated_at: String,
    /// Whether it is kept and shown to nobody but who must; not there where everybody
    /// may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    restriction: Option<RestrictionBody>,
    /// That the personal data of a customer were erased; not there where they were not.
    #[serde(skip_serializing_if = "Option::is_none")]
    erasure: Option<ErasureBody>,
    /// Its other fields, as they are sent.
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl RecordBody {
    /// A record as a caller sees it.
    pub fn new(view: &View, noun: Noun, caller: &Caller) -> Self {
        Self {
            reference: view.reference.clone(),
            name: view.name.clone(),
            version: view.version,
            updated_at: time(view.updated_at),
            restriction: view.restriction.as_ref().map(RestrictionBody::from),
            erasure: view.erasure.as_ref().map(ErasureBody::from),
            fields: registers::shown(noun, view, caller.may(Scope::ContactsRead)),
        }
    }
}

/// One page of records.
#[derive(Serialize, ToSchema)]
pub struct RecordPage {
    /// The records, in the order in which they were made.
    pub items: Vec<RecordBody>,
    /// Where the list goes on; null at its end.
    pub next: Option<String>,
}

/// One change of a record.
#[derive(Serialize, ToSchema)]
pub struct ChangeBody {
    /// When.
    pub at: String,
    /// Who.
    #[schema(example = "staff:2")]
    pub actor: String,
    /// `made` or `changed`.
    #[schema(example = "changed")]
    pub verb: String,
    /// The fields that changed.
    pub fields: Vec<String>,
}

impl From<Change> for ChangeBody {
    fn from(change: Change) -> Self {
        Self {
            at: time(change.recorded_at),
            actor: change.actor,
            verb: change.verb,
            fields: change.fields.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// The changes of a record.
#[derive(Serialize, ToSchema)]
pub struct ChangePage {
    /// In order.
    pub items: Vec<ChangeBody>,
}
