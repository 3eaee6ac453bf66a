//! What can be wanted in this room.

use crate::case::conversation::command::Telling;
use crate::catalogue::{Channel, ObjectorKind};
use crate::record::ContentRef;

/// A step on the way of a nameless result to the public page (journey §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationCommand {
    /// Propose it.
    Propose {
        /// What it was about.
        matter: ContentRef,
        /// How it ended.
        result: ContentRef,
    },
    /// Decide on it, telling the complainant.
    Decide {
        /// Whether it is published.
        publish: bool,
        /// What they are told, or why it is withheld.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
    },
    /// Put on record that a supplier concerned was told of it.
    TellSupplier {
        /// How it came to them.
        channel: Channel,
        /// What they were told, and who of them took it.
        words: ContentRef,
    },
    /// Object to it.
    Object {
        /// Who does.
        by: ObjectorKind,
        /// Why.
        words: ContentRef,
    },
    /// Put it on the public page.
    Release,
}
