//! What of a case is that of those for whom a letter is.

use homeward_app::dossier::Dossier;
use homeward_app::view::ClockView;
use homeward_domain::case::complainants::part::{self, Part};
use homeward_domain::case::{Case, CaseClock, page};
use homeward_domain::promises::ClockState;
use homeward_domain::time::Timestamp;

/// When the matter reached the company from the first of those who are named, or from all.
pub fn received_at(dossier: &Dossier, named: &[i64]) -> Timestamp {
    let of_case = Timestamp(dossier.view.row.received_at);
    let events = dossier.entries.iter().map(|entry| &entry.event);
    let joined = |place: &i64| page::joined_at(events.clone(), *place).unwrap_or(of_case);
    named.iter().map(joined).min().unwrap_or(of_case)
}

/// The clocks of the case as they count for those who are named, or for all: where one
/// was served later than the others, what a letter to them all says of it is how that one
/// was served.
pub fn clocks(dossier: &Dossier, named: &[i64]) -> Vec<ClockView> {
    let own = dossier.case().and_then(|case| Some((parts(dossier, &case, named)?, case)));
    let Some((parts, case)) = own else { return dossier.view.clocks.clone() };
    let each: Vec<Vec<CaseClock>> = parts.iter().map(|part| part.clocks(&case)).collect();
    let last_served = |clock: &CaseClock| {
        let same = |one: &&CaseClock| one.clock.promise == clock.clock.promise && one.clock.run == clock.clock.run;
        let theirs = each.iter().filter_map(|clocks| clocks.iter().find(same));
        theirs.max_by_key(|one| met_at(one.clock.state)).map(ClockView::from)
    };
    case.clocks.iter().filter_map(last_served).collect()
}

/// Those who are named, or all who have not left where nobody is; nobody where one
/// complains alone, or where others of merged cases read it as well.
pub fn all(dossier: &Dossier, named: &[i64]) -> Vec<i64> {
    let members = || {
        let complainants = dossier.case()?.complainants;
        (complainants.stances.len() > 1 && complainants.guests.is_empty()).then(|| complainants.members())
    };
    if named.is_empty() { members().unwrap_or_default() } else { named.to_vec() }
}

/// The part of each who is named, or of each who has not left; none where one complains
/// alone.
fn parts(dossier: &Dossier, case: &Case, named: &[i64]) -> Option<Vec<Part>> {
    let places = if named.is_empty() { case.complainants.members() } else { named.to_vec() };
    let all = dossier.entries.iter().map(|entry| &entry.event);
    let part = |place: &i64| {
        let standing = dossier.standing().map(|entry| &entry.event);
        part::of(case, standing, page::of_case(all.clone(), *place))
    };
    places.iter().map(part).collect()
}

const fn met_at(state: ClockState) -> Timestamp {
    match state {
        ClockState::Met { at } | ClockState::Breached { met_at: Some(at) } => at,
        _ => Timestamp::LATEST,
    }
}
