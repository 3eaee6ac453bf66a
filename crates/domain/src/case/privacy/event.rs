//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{ErasureGround, GivingGround, KeptGround, RestrictionGround};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Privacy: PrivacyFact {
        HoldSet = "hold_set",
        HoldLifted = "hold_lifted",
        ProcessingRestricted = "processing_restricted",
        RestrictionLifted = "restriction_lifted",
        RestrictedSeen = "restricted_seen",
        PersonDataGiven = "person_data_given",
        ContentsErased = "contents_erased",
    }
}

/// Bodies were removed on a lawful ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentsErased {
    /// On what ground.
    pub ground: ErasureGround,
    /// Whose data went, of several who complain, from 1; nobody is named where it was the
    /// whole case, and where something was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complainant: Option<i64>,
    /// The bodies removed, by event and slot.
    pub bodies: Vec<(Seq, i64)>,
    /// What had to stay; nothing where all went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// What stands in the place of bodies that held more than had to stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extracts: Vec<Extract>,
}

impl Payload for ContentsErased {
    fn contents(&self) -> Vec<ContentRef> {
        self.extracts.iter().map(|extract| extract.words).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// What an erasure had to leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The first moment at which it may go.
    pub until: Timestamp,
    /// On what ground it stays.
    pub ground: KeptGround,
    /// How many bodies.
    pub bodies: i64,
}

/// The part of a body that had to stay, where the whole was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The erased body, by event and slot.
    pub of: (Seq, i64),
    /// What stays of it.
    pub words: ContentRef,
}

/// It is kept, and shown to nobody but who must.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessingRestricted {
    /// On what ground.
    pub ground: RestrictionGround,
    /// Until when what is kept must be kept, where an erasure was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What was asked and why; not of one that a refused erasure or a restored
    /// backup brings about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

impl Payload for ProcessingRestricted {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("restriction_release")
    }
}

/// It is shown again to everybody who works on cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictionLifted {
    /// Why; not of one that a restored backup brings about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

impl Payload for RestrictionLifted {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("restriction")
    }
}

/// Somebody who must has opened it while it was under restriction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictedSeen {
    /// Why they must see it.
    pub words: ContentRef,
}

impl Payload for RestrictedSeen {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// One person of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonOfCase {
    /// One who complains, from 1, the representative of a group.
    Complainant(i64),
    /// One who acts for them, by number.
    Representative(i64),
}

/// A copy of a person's data was handed out.
///
/// Its actor got it, to
/// hand it on, or is the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDataGiven {
    /// Whose data.
    pub whose: PersonOfCase,
    /// On what ground.
    pub ground: GivingGround,
}

impl Payload for PersonDataGiven {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// Nothing of the case may be deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldSet {
    /// On what ground.
    pub words: ContentRef,
}

impl Payload for HoldSet {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("hold_release")
    }
}

/// That ground is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldLifted {
    /// Why.
    pub words: ContentRef,
}

impl Payload for HoldLifted {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("hold")
    }
}
