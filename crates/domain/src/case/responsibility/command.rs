//! Commands of who answers for what (journey §6).

use crate::case::responsibility::event::Share;
use crate::record::ContentRef;

/// Wants something done in who answers for what.
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
