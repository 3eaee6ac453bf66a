//! What can happen in this room.

use crate::Seq;
use crate::case::clocks::event::StartedClock;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::catalogue::LinkKind;
use crate::number::CaseNumber;
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Connections: ConnectionFact {
        CasesLinked = "cases_linked",
        LinkRemoved = "link_removed",
        CaseMerged = "case_merged",
        CaseAbsorbed = "case_absorbed",
        CaseUnmerged = "case_unmerged",
        CaseReleased = "case_released",
        PassedOn = "passed_on",
        CaseSplit = "case_split",
    }
}

/// The case belongs to another one.
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

impl Payload for CasesLinked {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("link_removals")
    }
}

/// It does not after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRemoved {
    /// The other case.
    pub other: CaseNumber,
}

impl Payload for LinkRemoved {
    fn put_right(&self) -> PutRight {
        PutRight::By("links")
    }
}

/// Another case goes on with this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMerged {
    /// The case that goes on.
    pub into: CaseNumber,
    /// Why.
    pub words: ContentRef,
}

impl Payload for CaseMerged {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("unmerge")
    }
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

/// Words to this merged case stand in the one that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// The case that goes on.
    pub into: CaseNumber,
    /// Its entries in which that stands.
    pub entries: Vec<Seq>,
}

impl Payload for PassedOn {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// This case goes on with another one.
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

impl Payload for CaseAbsorbed {
    fn put_right(&self) -> PutRight {
        PutRight::By("unmerge")
    }
}

/// The case goes its own way again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseUnmerged {
    /// The case that had gone on with it.
    pub from: CaseNumber,
    /// Why.
    pub words: ContentRef,
}

impl Payload for CaseUnmerged {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("merge")
    }
}

/// Another case goes its own way again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReleased {
    /// The case that goes its own way again.
    pub other: CaseNumber,
}

impl Payload for CaseReleased {
    fn put_right(&self) -> PutRight {
        PutRight::By("merge")
    }
}

/// Parts of the matter go on as cases of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSplit {
    /// The cases that go on with parts of it.
    pub parts: Vec<CaseNumber>,
    /// Why.
    pub words: ContentRef,
}

impl Payload for CaseSplit {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("merge")
    }
}
