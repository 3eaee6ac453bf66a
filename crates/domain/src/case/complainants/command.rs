//! What can be wanted in this room.

use crate::case::complainants::event::{RepresentationEnded, RepresentativeNamed};
use crate::catalogue::LinkWay;
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ComplainantCommand {
    /// Say who acts for a complainant; the number 0 stands for the next.
    NameRepresentative(Box<RepresentativeNamed>),
    /// Say that somebody acts for a complainant no more, and since when.
    EndRepresentation {
        /// What ended, and why.
        ended: RepresentationEnded,
        /// When, where it was not now.
        at: Option<Timestamp>,
    },
    /// One of a group goes on without us.
    LeaveGroup {
        /// Who, from 1.
        complainant: i64,
        /// Why.
        words: ContentRef,
    },
    /// Give a complainant a new private link.
    RenewLink {
        /// Which complainant, from 1.
        complainant: i64,
    },
    /// Hand out the private link of a complainant that is in force.
    HandOutLink {
        /// Which complainant, from 1.
        complainant: i64,
        /// How whoever gets it comes by it.
        way: LinkWay,
    },
}
