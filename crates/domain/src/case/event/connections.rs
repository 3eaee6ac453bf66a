//! Facts between cases: linked, merged and un-merged, split (journey §4). Each
//! case keeps its own events; a pointer stands in both.

use super::Fact;
use super::Payload;
use super::clocks::StartedClock;
use crate::Seq;
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

/// Who of those that complain in a merged case something came from: words to it
/// reach the case that goes on, and stand there as what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// The merged case.
    pub case: CaseNumber,
    /// Who of those who complain in it, from 1.
    pub complainant: i64,
}

/// One who complained in a merged case, as the case that goes on knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    #[serde(flatten)]
    pub who: Via,
    /// Who of the case that goes on is the same person, from 1; none where it is
    /// another one, who answers its plans for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<i64>,
}

/// See [`Fact::PassedOn`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// The case that goes on.
    pub into: CaseNumber,
    /// Its entries in which that stands.
    pub entries: Vec<Seq>,
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
    /// Who complained in it, and in those merged into it before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Whether they are known to look at their page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_page: bool,
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

impl Payload for PassedOn {}

impl Payload for CaseSplit {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

/// The other cases that a fact names: links, merges, parts, and by way of which it came.
pub fn named(fact: &Fact) -> Vec<CaseNumber> {
    let own = match fact {
        Fact::CasesLinked(f) => vec![f.other],
        Fact::LinkRemoved(f) => vec![f.other],
        Fact::CaseMerged(f) => vec![f.into],
        Fact::CaseAbsorbed(f) => vec![f.other],
        Fact::CaseUnmerged(f) => vec![f.from],
        Fact::CaseReleased(f) => vec![f.other],
        Fact::PassedOn(f) => vec![f.into],
        Fact::CaseSplit(f) => f.parts.clone(),
        Fact::ClocksStarted(f) => f.on_behalf_of.into_iter().collect(),
        _ => Vec::new(),
    };
    own.into_iter().chain(fact.via().map(|via| via.case)).collect()
}
