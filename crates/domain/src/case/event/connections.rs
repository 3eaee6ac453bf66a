//! Facts between cases: linked, merged and un-merged, split (journey §4). Each
//! case keeps its own events; a pointer stands in both.

use super::Payload;
use super::clocks::StartedClock;
use crate::catalogue::LinkKind;
use crate::number::CaseNumber;
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// See [`Fact::CasesLinked`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesLinked {
    /// The other case.
    pub other: CaseNumber,
    /// How this case belongs to it.
    pub how: LinkKind,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

/// See [`Fact::LinkRemoved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRemoved {
    /// The other case.
    pub other: CaseNumber,
}

/// See [`Fact::CaseMerged`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMerged {
    /// The case that goes on.
    pub into: CaseNumber,
    /// Why.
    pub words: ContentRef,
}

/// See [`Fact::CaseAbsorbed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAbsorbed {
    /// The case that was merged into this one.
    pub other: CaseNumber,
    /// When that one reached the company.
    pub received_at: Timestamp,
    /// Its clocks that still counted, as this case takes them over.
    pub clocks: Vec<StartedClock>,
}

/// See [`Fact::CaseUnmerged`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseUnmerged {
    /// The case that had gone on with it.
    pub from: CaseNumber,
    /// Why.
    pub words: ContentRef,
}

/// See [`Fact::CaseReleased`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReleased {
    /// The case that goes its own way again.
    pub other: CaseNumber,
}

/// See [`Fact::CaseSplit`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSplit {
    /// The cases that go on with parts of it.
    pub parts: Vec<CaseNumber>,
    /// Why.
    pub words: ContentRef,
}

impl Payload for CasesLinked {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }
}

impl Payload for LinkRemoved {}

impl Payload for CaseMerged {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for CaseAbsorbed {}

impl Payload for CaseUnmerged {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for CaseReleased {}

impl Payload for CaseSplit {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}
