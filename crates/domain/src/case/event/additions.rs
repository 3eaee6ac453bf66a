//! Facts told after the intake: more of the matter, more who complain, who acts
//! for them (journey §1). What was told before stays on the record.

use super::Payload;
use super::receipt::Complainant;
use crate::catalogue::{ComplainantType, Item, RepresentativeRole};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

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

/// See [`Fact::MatterAdded`](super::Fact::MatterAdded).
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

/// See [`Fact::RepresentativeNamed`](super::Fact::RepresentativeNamed). Told again under the same number, it says
/// what holds from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepresentativeNamed {
    /// Its number in the case, from 1.
    pub representative: i64,
    /// For whom they act, from 1.
    pub complainants: Vec<i64>,
    /// As what.
    pub role: RepresentativeRole,
    /// Who.
    pub person: ContentRef,
    /// What was shown of their right to act, and what it covers; none where
    /// nothing was shown yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<ContentRef>,
    /// The file of the case that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<i64>,
}

/// See [`Fact::RepresentationEnded`](super::Fact::RepresentationEnded). Its effective time is when the right to act ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepresentationEnded {
    /// Whose, by its number in the case.
    pub representative: i64,
    /// Why.
    pub words: ContentRef,
}

impl Payload for RepresentationEnded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for MatterAdded {
    fn contents(&self) -> Vec<ContentRef> {
        let told = self.of_complainant.iter().flat_map(|told| [told.person, told.desired_outcome]);
        let joined = self.joined.iter().flat_map(|one| [one.person, one.desired_outcome]);
        [self.particulars, self.statement].into_iter().chain(told).chain(joined).flatten().collect()
    }
}

impl Payload for RepresentativeNamed {
    fn contents(&self) -> Vec<ContentRef> {
        std::iter::once(self.person).chain(self.authorisation).collect()
    }
}
