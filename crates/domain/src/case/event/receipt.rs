//! Facts of taking a case in and of accepting it (journey §1).

use super::Payload;
use super::connections::Via;
use crate::catalogue::{Category, Channel, ComplainantType, Kind, Nature, RefusalGround, State};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One complainant of a case; a group complaint has several (journey §1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complainant {
    /// Name and contact points; `None` for an anonymous one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<ContentRef>,
    /// What this one wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_outcome: Option<ContentRef>,
    /// What kind of complainant.
    #[serde(rename = "type")]
    pub complainant_type: ComplainantType,
    /// BCP 47 tag of the language they want to be spoken to in.
    pub language: String,
}

/// How an imported, finished case ended; it gets no clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Where the case stood.
    pub state: State,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// The result in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<ContentRef>,
}

/// See [`Fact::CaseReceived`](super::Fact::CaseReceived). Its effective time is the receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReceived {
    /// What kind of matter.
    pub kind: Kind,
    /// The way in.
    pub channel: Channel,
    /// The category, where it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// Whether the guest is in the house now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_house: bool,
    /// The unit that it was brought to, by its reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The first is the representative, who is talked to.
    pub complainants: Vec<Complainant>,
    /// What happened, in the words as they came.
    pub statement: ContentRef,
    /// Booking, place, persons involved and the sender's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub particulars: Option<ContentRef>,
    /// When it happened, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// Keyed hash of source and external reference: it tells one matter from
    /// another for ever, also after the reference itself was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_key: Option<String>,
    /// Set for an imported case whose life was lived elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// See [`Fact::CaseAccepted`](super::Fact::CaseAccepted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {}

/// See [`Fact::CaseRefused`](super::Fact::CaseRefused).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRefused {
    /// The ground, from the closed list.
    pub ground: RefusalGround,
    /// What the complainant is told, where to go among it.
    pub words: ContentRef,
}

/// See [`Fact::RefusalObjected`](super::Fact::RefusalObjected).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalObjected {
    /// Who of a group objects, from 1.
    pub complainant: i64,
    /// Why, in their words.
    pub words: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

/// See [`Fact::ObjectionDecided`](super::Fact::ObjectionDecided).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionDecided {
    /// Whether the case is taken up after all; refused for good otherwise.
    pub upheld: bool,
    /// The reasons, as the complainant is told.
    pub words: ContentRef,
    /// Whether whoever refused the case decided on this as well, since the company has
    /// nobody else who may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}

impl Payload for CaseReceived {
    fn contents(&self) -> Vec<ContentRef> {
        let persons = self.complainants.iter().flat_map(|c| [c.person, c.desired_outcome]);
        let result = self.history.as_ref().and_then(|h| h.result);
        [Some(self.statement), self.particulars, result].into_iter().chain(persons).flatten().collect()
    }
}

impl Payload for CaseAccepted {}

impl Payload for CaseRefused {
    /// Since version 2 what they are told stands in the message before it as well.
    const VERSION: i64 = 2;

    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for RefusalObjected {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for ObjectionDecided {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}
