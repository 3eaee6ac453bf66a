//! The case, a room for each of its capabilities: in each the acts of that room, one verb
//! a file, and what helps them.

mod acceptance;
mod clocks;
pub(crate) mod closing;
mod complainants;
mod connections;
pub(crate) mod conversation;
mod corrections;
mod files;
mod intake;
pub(crate) mod investigation;
mod plans;
mod privacy;
mod proceedings;
mod publication;
mod responsibility;
mod team;
mod triage;

pub use complainants::{HandedOut, link_handed_out};
pub use corrections::{Follows, Withdrawal, foresee_withdrawal};
pub use files::attach_files;
pub use privacy::{Foreseen, Part, erasure_until, foresee_erasure, last_erasure};
pub(crate) use privacy::{erase_by_schedule, erasure_of, replay_erasures, take_back_unanswered};

use crate::act::{Act, Menu};

/// The acts of every room.
const ROOMS: [&[&Act]; 17] = [
    acceptance::ACTS,
    clocks::ACTS,
    closing::ACTS,
    complainants::ACTS,
    connections::ACTS,
    conversation::ACTS,
    corrections::ACTS,
    files::ACTS,
    intake::ACTS,
    investigation::ACTS,
    plans::ACTS,
    privacy::ACTS,
    proceedings::ACTS,
    publication::ACTS,
    responsibility::ACTS,
    team::ACTS,
    triage::ACTS,
];

/// Everything that can be done to a case.
pub fn acts() -> impl Iterator<Item = &'static Act> {
    ROOMS.into_iter().flatten().copied()
}

/// An act by its name.
pub fn act(name: &str) -> Option<&'static Act> {
    acts().find(|act| act.name == name)
}

/// The acts of a group of the menu, in their order.
pub fn in_menu(group: Menu) -> Vec<&'static Act> {
    let place = |act: &&'static Act| act.menu.filter(|(menu, _)| *menu == group).map(|(_, place)| place);
    let mut found: Vec<&Act> = acts().filter(|act| place(act).is_some()).collect();
    found.sort_by_key(place);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_acts_have_one_name_one_address_one_body_or_one_place_in_the_menu() {
        let (mut names, mut paths, mut bodies, mut places) =
            (HashSet::new(), HashSet::new(), HashSet::new(), HashSet::new());
        for act in acts() {
            assert!(names.insert(act.name), "{} is there twice", act.name);
            assert!(paths.insert(act.path()), "{} stands at the address of another", act.name);
            assert!(bodies.insert(act.body.0), "{} has the body of another", act.name);
            assert!(act.menu.is_none_or(|place| places.insert(place)), "{} stands in the place of another", act.name);
        }
        let shown: usize = Menu::ALL.into_iter().map(|group| in_menu(group).len()).sum();
        assert_eq!(shown, places.len(), "every group of the menu is shown");
    }

    /// What speaks is held back at night, where contact is in writing, and where it says an
    /// apology of another case; each can be said all the same.
    #[test]
    fn every_act_that_speaks_can_be_done_in_spite_of_what_holds_it_back() {
        for act in acts().filter(|act| act.speaks()) {
            for asked in ["night_reason", "call_reason", "send_anyway"] {
                assert!(act.fields.iter().any(|field| field.name == asked), "{} asks for no {asked}", act.name);
            }
        }
    }
}
