//! Why a rule of this room forbids a command.

use crate::Seq;
use crate::number::CaseNumber;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CorrectionRejection {
    /// Nothing that was entered later waits to be confirmed there.
    #[error("entry.nothing_to_confirm: {0}")]
    NothingToConfirm(Seq),
    /// Nobody confirms their own entry.
    #[error("entry.own")]
    OwnEntry,
    /// The entry was withdrawn already.
    #[error("entry.withdrawn_before: {0}")]
    WithdrawnBefore(Seq),
    /// An untrue entry of this kind is put right by an act of its own.
    #[error("entry.put_right_by: {act}")]
    PutRightBy {
        /// The act, by its resource.
        act: &'static str,
    },
    /// What rests on the entry is withdrawn before it.
    #[error("entry.withdraw_first: {0}")]
    WithdrawFirst(Seq),
    /// What the entry follows from is withdrawn in its place.
    #[error("entry.follows_from: {0}")]
    FollowsFrom(Seq),
    /// It is not withdrawn, and no act puts it right in a case that stands so.
    #[error("entry.cannot_be_withdrawn: {0}")]
    CannotBeWithdrawn(Seq),
    /// That nobody could be reached is withdrawn by a lead alone.
    #[error("entry.only_by_a_lead")]
    OnlyByALead,
    /// The program itself did what the entry says.
    #[error("entry.done_by_program: {0}")]
    DoneByProgram(Seq),
    /// Whoever complains has written the entry themselves.
    #[error("entry.written_by_them: {0}")]
    WrittenByThem(Seq),
    /// What was withdrawn is put on record again, and never brought back.
    #[error("entry.withdrawal_stands: {0}")]
    WithdrawalStands(Seq),
    /// An entry is withdrawn by whoever wrote it, or by a lead; of an ended case by a
    /// lead alone.
    #[error("entry.only_by_writer_or_lead")]
    OnlyByWriterOrLead,
    /// Where a withdrawal makes the company look better, a lead other than the writer
    /// says so.
    #[error("entry.only_by_another_lead")]
    OnlyByAnotherLead,
    /// What would count again goes on in another case: the two are parted first.
    #[error("entry.part_first: it goes on in {into}")]
    PartFirst {
        /// The case that goes on.
        into: CaseNumber,
    },
}

impl CorrectionRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NothingToConfirm(..) => ("nothing_to_confirm", Some("entry")),
            Self::OwnEntry => ("own_entry", None),
            Self::WithdrawnBefore(..) => ("withdrawn_before", Some("entry")),
            Self::PutRightBy { .. } => ("put_right_by", Some("entry")),
            Self::WithdrawFirst(..) => ("withdraw_first", Some("entry")),
            Self::FollowsFrom(..) => ("follows_from", Some("entry")),
            Self::CannotBeWithdrawn(..) => ("cannot_be_withdrawn", Some("entry")),
            Self::OnlyByALead => ("only_by_a_lead", None),
            Self::DoneByProgram(..) => ("done_by_program", Some("entry")),
            Self::WrittenByThem(..) => ("written_by_them", Some("entry")),
            Self::WithdrawalStands(..) => ("withdrawal_stands", Some("entry")),
            Self::OnlyByWriterOrLead => ("only_by_writer_or_lead", None),
            Self::OnlyByAnotherLead => ("only_by_another_lead", None),
            Self::PartFirst { .. } => ("part_first", None),
        }
    }
}
