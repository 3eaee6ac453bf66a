//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IntakeRejection {
    /// The receipt lies in the future.
    #[error("received_at.future")]
    ReceivedInFuture,
    /// Something happened after it was told.
    #[error("occurred_at.after_receipt")]
    OccurredAfterReceipt,
    /// The end of a finished case is missing, or not between receipt and now.
    #[error("resolved_at.out_of_order")]
    EndOutOfOrder,
}

impl IntakeRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::ReceivedInFuture => ("received_at_future", Some("received_at")),
            Self::OccurredAfterReceipt => ("occurred_after_receipt", Some("occurred_at")),
            Self::EndOutOfOrder => ("end_out_of_order", Some("resolved_at")),
        }
    }
}
