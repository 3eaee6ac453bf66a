//! Which entries can be withdrawn because what they say did not happen. One can be that
//! is somebody's word that something was said, found or done, by us or by those who
//! complain. What the program did
//! itself happened as it says; what a person decided is put right by deciding anew, on
//! record and with its own consequences (journey §1, "Rules of the record").

use crate::actor::Actor;
use crate::case::event::{Event, PutRight};

/// What puts an entry right that is not true.
pub fn put_right(event: &Event) -> PutRight {
    match (event.actor, event.fact.put_right()) {
        (_, follows @ PutRight::WithWhatItRestsOn(_)) => follows,
        (Actor::Complainant(_), _) => PutRight::Theirs,
        (_, other) => other,
    }
}
