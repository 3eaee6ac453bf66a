//! What can be wanted in this room.

use crate::case::responsibility::event::Share;
use crate::record::ContentRef;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponsibilityCommand {
    /// Say who answers for what.
    SetResponsibility {
        /// The shares.
        shares: Vec<Share>,
    },
    /// Say what a member of staff answers for.
    NameStaffResponsibility {
        /// Who, and for what.
        details: ContentRef,
    },
}
