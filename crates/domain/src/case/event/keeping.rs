//! Facts of what is kept, what goes, and who may see what is kept (trust,
//! "Privacy").

use super::Payload;
use crate::Seq;
use crate::catalogue::{ErasureGround, GivingGround, KeptGround, RestrictionGround};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// See [`Fact::ContentsErased`](super::Fact::ContentsErased).
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

/// See [`Fact::ProcessingRestricted`](super::Fact::ProcessingRestricted).
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

/// See [`Fact::RestrictionLifted`](super::Fact::RestrictionLifted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictionLifted {
    /// Why; not of one that a restored backup brings about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

/// See [`Fact::RestrictedSeen`](super::Fact::RestrictedSeen).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictedSeen {
    /// Why they must see it.
    pub words: ContentRef,
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

/// See [`Fact::PersonDataGiven`](super::Fact::PersonDataGiven). Its actor got it, to
/// hand it on, or is the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDataGiven {
    /// Whose data.
    pub whose: PersonOfCase,
    /// On what ground.
    pub ground: GivingGround,
}

impl Payload for PersonDataGiven {}

impl Payload for ContentsErased {
    fn contents(&self) -> Vec<ContentRef> {
        self.extracts.iter().map(|extract| extract.words).collect()
    }
}

impl Payload for ProcessingRestricted {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }
}

impl Payload for RestrictionLifted {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }
}

impl Payload for RestrictedSeen {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}
