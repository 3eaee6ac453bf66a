//! Who acts for those who complain.

use crate::case::event::{ComplainantFact, Event, Fact};
use crate::catalogue::RepresentativeRole;
use crate::time::Timestamp;

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
    /// When their right to act ended; none while they act.
    pub ended_at: Option<Timestamp>,
}

/// The representatives after one more event.
pub(in crate::case) fn advance(all: &mut Vec<Representative>, event: &Event) {
    if let Fact::Complainants(ComplainantFact::RepresentationEnded(f)) = &event.fact {
        let ended = all.iter_mut().filter(|one| one.number == f.representative);
        ended.for_each(|one| (one.authorised, one.ended_at) = (false, Some(event.effective_at)));
    }
    let Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) = &event.fact else { return };
    let named = Representative {
        number: f.representative,
        complainants: f.complainants.clone(),
        role: f.role,
        authorised: f.authorisation.is_some() || f.file.is_some(),
        ended_at: None,
    };
    match all.iter_mut().find(|one| one.number == f.representative) {
        Some(known) => *known = named,
        None => all.push(named),
    }
}
