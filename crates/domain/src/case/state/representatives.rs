//! Who acts for those who complain.

use crate::case::event::{Event, Fact};
use crate::catalogue::RepresentativeRole;

/// Somebody who acts for one who complains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    /// Its number in the case, from 1.
    pub number: i64,
    /// For whom they act, from 1.
    pub complainants: Vec<i64>,
    /// As what.
    pub role: RepresentativeRole,
    /// Whether they showed their right to: before that nothing personal is told
    /// to them, and nothing paid.
    pub authorised: bool,
}

/// The representatives after one more event.
pub(super) fn advance(all: &mut Vec<Representative>, event: &Event) {
    let Fact::RepresentativeNamed(f) = &event.fact else { return };
    let named = Representative {
        number: f.representative,
        complainants: f.complainants.clone(),
        role: f.role,
        authorised: f.authorisation.is_some() || f.file.is_some(),
    };
    match all.iter_mut().find(|one| one.number == f.representative) {
        Some(known) => *known = named,
        None => all.push(named),
    }
}
