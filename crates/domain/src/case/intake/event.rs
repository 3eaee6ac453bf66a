//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{Category, Channel, ComplainantType, Item, Kind, Nature, State};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Intake: IntakeFact {
        CaseReceived = "case_received",
        MatterAdded = "matter_added",
    }
}

/// What is told anew of one who complains; what is not told stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldOfComplainant {
    /// Who, from 1, the representative.
    pub complainant: i64,
    /// Name, contact points and personal details, as far as they are told now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<ContentRef>,
    /// What this one wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_outcome: Option<ContentRef>,
    /// What kind of complainant.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub complainant_type: Option<ComplainantType>,
    /// BCP 47 tag of the language they want to be spoken to in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// More was told of the matter than at the intake, or more joined it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterAdded {
    /// Which items are filled by it.
    pub told: Vec<Item>,
    /// Which items were asked for and are not given.
    pub not_given: Vec<Item>,
    /// What is told of one who complains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_complainant: Option<ToldOfComplainant>,
    /// Booking, place and persons involved, as far as they are told now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub particulars: Option<ContentRef>,
    /// More of what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<ContentRef>,
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// Who joins those that complain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Complainant>,
}

impl Payload for MatterAdded {
    fn contents(&self) -> Vec<ContentRef> {
        let told = self.of_complainant.iter().flat_map(|told| [told.person, told.desired_outcome]);
        let joined = self.joined.iter().flat_map(|one| [one.person, one.desired_outcome]);
        [self.particulars, self.statement].into_iter().chain(told).chain(joined).flatten().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("additions")
    }
}

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

/// A case was taken in.
///
/// Its effective time is the receipt.
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

impl Payload for CaseReceived {
    fn contents(&self) -> Vec<ContentRef> {
        let persons = self.complainants.iter().flat_map(|c| [c.person, c.desired_outcome]);
        let result = self.history.as_ref().and_then(|h| h.result);
        [Some(self.statement), self.particulars, result].into_iter().chain(persons).flatten().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}
