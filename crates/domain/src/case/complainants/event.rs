//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::catalogue::{LinkWay, RepresentativeRole};
use crate::record::ContentRef;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Complainants: ComplainantFact {
        RepresentativeNamed = "representative_named",
        RepresentationEnded = "representation_ended",
        ComplainantLeft = "complainant_left",
        LinkRenewed = "link_renewed",
        LinkHandedOut = "link_handed_out",
    }
}

/// Somebody acts for a complainant.
///
/// Told again under the same number, it says
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

impl Payload for RepresentativeNamed {
    fn contents(&self) -> Vec<ContentRef> {
        std::iter::once(self.person).chain(self.authorisation).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("representation_ends")
    }
}

/// Somebody acts for a complainant no more.
///
/// Its effective time is when the right to act ended.
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

    fn put_right(&self) -> PutRight {
        PutRight::By("representatives")
    }
}

/// One of a group goes on without us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplainantLeft {
    /// Who of the group, from 1.
    pub complainant: i64,
    /// Why, in words.
    pub words: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Payload for ComplainantLeft {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

/// A complainant got a new private link; who did it was handed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRenewed {
    /// Whose, from 1, the representative.
    pub complainant: i64,
    /// Which one it is now; those before open nothing any more.
    pub generation: i64,
}

impl Payload for LinkRenewed {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// Somebody was handed the private link of a complainant that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkHandedOut {
    /// Whose, from 1, the representative.
    pub complainant: i64,
    /// Which one it is; it stays the one in force.
    pub generation: i64,
    /// How they came by it.
    pub way: LinkWay,
}

impl Payload for LinkHandedOut {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}
