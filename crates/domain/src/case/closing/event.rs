//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::catalogue::{SettledHow, spelled};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Closing: ClosingFact {
        FinalAnswerGiven = "final_answer_given",
        CaseSettled = "case_settled",
        ResultNoticeGiven = "result_notice_given",
        CaseResolved = "case_resolved",
        SatisfactionTold = "satisfaction_told",
        CaseReopened = "case_reopened",
        CaseWithdrawn = "case_withdrawn",
        CaseArchived = "case_archived",
    }
}

/// The company said its last word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalAnswerGiven {
    /// Until when the last offer stays open.
    pub open_until: Timestamp,
    /// Position, reasons, offer and the ways outside.
    pub words: ContentRef,
    /// To whom of a group it is given, from 1; to all where nobody is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complainants: Vec<i64>,
}

impl Payload for FinalAnswerGiven {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("reopening")
    }
}

/// A plan is accepted, or the last word is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSettled {
    /// In which way.
    pub how: SettledHow,
}

impl Payload for CaseSettled {
    fn put_right(&self) -> PutRight {
        match self.how {
            // That nobody could be reached is the word of a lead; agreement is theirs.
            SettledHow::Unreachable => PutRight::WithdrawingByLead,
            SettledHow::PlanAccepted | SettledHow::FinalAnswer => PutRight::WithWhatItRestsOn("reopening"),
        }
    }
}

/// Everything is done and told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseResolved {
    /// The result notice, which version 1 told with the closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<ContentRef>,
    /// What was said at the closing, where anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

impl Payload for CaseResolved {
    const VERSION: i64 = 2;

    fn contents(&self) -> Vec<ContentRef> {
        self.notice.into_iter().chain(self.words).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("reopening")
    }
}

/// The complainant was told the result in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultNoticeGiven {
    /// The whole notice.
    pub words: ContentRef,
    /// What we changed because of it, or why nothing, where that was told by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<ContentRef>,
    /// To whom of a group it is given, from 1; to all where nobody is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complainants: Vec<i64>,
}

impl Payload for ResultNoticeGiven {
    fn contents(&self) -> Vec<ContentRef> {
        std::iter::once(self.words).chain(self.changed).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("result_notice")
    }
}

/// The complainant said whether they are content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SatisfactionTold {
    /// Whether they are content with the result.
    pub content: bool,
    /// From 1 to 5, where they gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<i64>,
    /// In their words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Payload for SatisfactionTold {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

/// The matter is taken up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReopened {
    /// Whether something came up that was not known before.
    pub new_facts: bool,
    /// What let it be taken up, where that is not the word of whoever did it; older
    /// entries do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<ReopenCause>,
    /// Why.
    pub reason: ContentRef,
}

impl CaseReopened {
    /// Whether it had never ended: what its end rested on did not happen.
    pub fn never_ended(&self) -> bool {
        self.cause == Some(ReopenCause::EntryWithdrawn)
    }

    /// Whether nothing had changed since the case ended: the same was not content.
    pub fn is_without_news(&self) -> bool {
        !self.new_facts && self.cause.is_none_or(|cause| cause == ReopenCause::NotContent)
    }
}

impl Payload for CaseReopened {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }

    fn put_right(&self) -> PutRight {
        PutRight::WithWhatItRestsOn("resolution")
    }
}

spelled! {
    /// What takes a case up again by itself.
    ReopenCause {
        /// An objection to the refusal was upheld.
        ObjectionUpheld = "objection_upheld",
        /// The complainant was not content with the result.
        NotContent = "not_content",
        /// Who could not be reached has written.
        Wrote = "wrote",
        /// The entry was withdrawn on which its end had rested.
        EntryWithdrawn = "entry_withdrawn",
    }
}

/// The complainant took the matter back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseWithdrawn {
    /// Their words.
    pub words: ContentRef,
}

impl Payload for CaseWithdrawn {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// The file is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseArchived {
    /// What went well, and what did not.
    pub summary: ContentRef,
    /// Until when the file must be kept; older entries do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_until: Option<Timestamp>,
}

impl Payload for CaseArchived {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.summary]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("reopening")
    }
}
