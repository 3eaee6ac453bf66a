//! Which field of a request a rule speaks of.

use super::Rejection;

impl Rejection {
    /// The field of the request that the rule speaks of; `None` where it is
    /// the state of the case that forbids the act.
    #[allow(clippy::too_many_lines, reason = "a line for each rule, and no rule of its own")]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::ReceivedInFuture => Some("received_at"),
            Self::OccurredAfterReceipt => Some("occurred_at"),
            Self::EndOutOfOrder => Some("resolved_at"),
            Self::NoSuchEntry(_)
            | Self::NothingToConfirm(_)
            | Self::WithdrawnBefore(_)
            | Self::PutRightBy { .. }
            | Self::WithdrawFirst(_)
            | Self::FollowsFrom(_)
            | Self::CannotBeWithdrawn(_)
            | Self::DoneByProgram(_)
            | Self::WrittenByThem(_)
            | Self::WithdrawalStands(_) => Some("entry"),
            Self::ReasonMissing => Some("reason"),
            Self::PauseEnd { .. } | Self::PausedTooLong { .. } => Some("until"),
            Self::NoSuchCalendar => Some("calendar"),
            Self::ExtensionTooShort { .. } | Self::ExtensionTooLong { .. } | Self::DueInPast => Some("due_at"),
            Self::AutomaticMessage | Self::ActsInbound => Some("acts"),
            Self::NotOurWords | Self::ToldOtherwise => Some("told"),
            Self::WayOtherwise { .. } | Self::WayMissing => Some("channel"),
            Self::NothingToTell(_) => Some("tells"),
            Self::NotEnteredLater
            | Self::HappenedBeforeReceipt
            | Self::ToldBeforeItWas { .. }
            | Self::SaidBeforeItWas { .. }
            | Self::EnteredTooLate { .. }
            | Self::HappenedInFuture => Some("happened_at"),
            Self::CategoryMissing => Some("category"),
            Self::NotJudged => Some("override"),
            Self::EmptyPlan | Self::OptionsNotTheirs => Some("options"),
            Self::NoSuchOption { .. } => Some("option"),
            Self::NoSuchComplainant { .. } => Some("complainant"),
            Self::TooManyComplainants(_) => Some("co_complainants"),
            Self::NoSuchRepresentative { .. } => Some("representative"),
            Self::NoSuchFile { .. } => Some("file"),
            Self::EndedInFuture => Some("ended_at"),
            Self::SharesNotWhole { .. } | Self::GroundOfAnotherParty => Some("shares"),
            Self::DiscontentWithoutWords => Some("text"),
            Self::SameCase => Some("other"),
            Self::EmptySplit => Some("parts"),
            Self::NoSuchAddressee { .. }
            | Self::AddresseeSettled
            | Self::AddresseeLeft { .. }
            | Self::NobodySpeaks
            | Self::EndedDifferently { .. } => Some("complainants"),
            Self::NextWordNotAhead | Self::NextWordTooLate { .. } | Self::NextWordForSome => Some("next_word_at"),
            Self::ReviewDate { .. } => Some("review_at"),
            Self::NoSuchProcedure => Some("law"),
            Self::AnswerDueBeforeNotice => Some("answer_due_at"),
            Self::StepOfAnotherBody => Some("step"),
            Self::DutyOfAnotherStrategy | Self::DutyShownByRecord | Self::DutyBeforeContact => Some("duty"),
            Self::DutyWithoutStaff | Self::NotALead | Self::NotAManager => Some("staff"),
            Self::ReviewWithoutTime | Self::ReviewTime => Some("at"),
            Self::NothingTold
            | Self::OwnEntry
            | Self::OnlyByWriterOrLead
            | Self::OnlyByALead
            | Self::OnlyByAnotherLead
            | Self::PartFirst { .. }
            | Self::NotTheNewestPlan { .. }
            | Self::AlreadyAnswered
            | Self::FinalAnswerTooEarly { .. }
            | Self::NotTriedEnough { .. }
            | Self::NoOpenMeasure(_)
            | Self::NotSettled
            | Self::FinalAnswerUntold
            | Self::MeasuresOpen { .. }
            | Self::NotReadyToClose { .. }
            | Self::DutiesOpen { .. }
            | Self::ProceedingRuns
            | Self::ItemsMissing { .. }
            | Self::State { .. }
            | Self::GoesOn { .. }
            | Self::History
            | Self::NothingToChange
            | Self::PauseNotAllowed
            | Self::NothingPaused
            | Self::ExtensionNotAllowed
            | Self::OtherNotOpen { .. }
            | Self::NoOpenErrand(_)
            | Self::TooManyErrands(_)
            | Self::TooManyLinks(_)
            | Self::NoSuchProceeding(_)
            | Self::TooManyProceedings(_)
            | Self::ProceedingOver
            | Self::BeforeOthers
            | Self::NoPublication
            | Self::ObjectedBefore
            | Self::NoObjection
            | Self::OwnRefusal
            | Self::NotApproved
            | Self::SamePerson
            | Self::SupplierNotTold
            | Self::PublicationNotTold
            | Self::ObjectionRuns { .. }
            | Self::OnHold
            | Self::EntryProves
            | Self::RetentionRuns { .. }
            | Self::OnlyByLead { .. }
            | Self::NotAskedTwice { .. }
            | Self::TooManyFiles(_)
            | Self::TooManyRepresentatives(_)
            | Self::TooManyEntries(_) => None,
        }
    }
}
