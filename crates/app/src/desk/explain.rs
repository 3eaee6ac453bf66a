//! Every due time explains itself: promise and version, start, limit, calendar,
//! pauses, re-targets, and how long each owner held the case until it was due.

use crate::model::dossier::Dossier;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ClockFact, ClockName, RetargetCause, TeamFact};
use homeward_domain::catalogue::{ExtensionReason, PauseReason};
use homeward_domain::number::CaseNumber;
use homeward_domain::policies::Policies;
use homeward_domain::promises::{Audience, ClockState};
use homeward_domain::time::{Span, Timestamp};

/// Why a clock is due when it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Which clock.
    pub clock: ClockName,
    /// Where it stands, as the API spells it.
    pub state: &'static str,
    /// The version of the promise.
    pub version: i64,
    /// Where the figure comes from.
    pub source: String,
    /// To whom it is promised.
    pub audience: Option<Audience>,
    /// When counting began.
    pub start: Timestamp,
    /// The counting time allowed.
    pub limit: Span,
    /// The calendar that counts, with its version; wall time where there is none.
    pub calendar: Option<(String, i64)>,
    /// Pauses: from, to, for what.
    pub pauses: Vec<(Timestamp, Timestamp, Option<PauseReason>)>,
    /// An extension: counting time added, and why.
    pub extension: Option<(Span, ExtensionReason)>,
    /// Changes of what it counts by: when, and why.
    pub retargets: Vec<(Timestamp, RetargetCause)>,
    /// When it is, or was, due.
    pub due_at: Timestamp,
    /// The case in which it counts on.
    pub carried_to: Option<CaseNumber>,
    /// How long each owner held the case between start and due time, or until
    /// it was met; `None` stands for nobody.
    pub held: Vec<(Option<i64>, Span)>,
}

/// The clocks of a case, explained, in the order in which they started.
pub fn explanations(dossier: &Dossier, policies: &Policies, now: Timestamp) -> Vec<Explanation> {
    let Some(case) = dossier.case() else { return Vec::new() };
    let owners = owners(dossier);
    let explained = |of_case: &homeward_domain::case::CaseClock| {
        let clock = &of_case.clock;
        let name = ClockName { promise: clock.promise.clone(), run: clock.run };
        let promise = policies.promise(&clock.promise, clock.version);
        // Clocks pause together: a stretch has the reason of all that began then.
        let reason = |from: Timestamp| case.paused.iter().find(|(_, since, _)| *since == from).map(|(why, ..)| *why);
        let pauses = clock.pauses.iter().map(|pause| (pause.from, pause.end(), reason(pause.from)));
        let until = match clock.state {
            ClockState::Met { at } | ClockState::Ended { at } | ClockState::CarriedOver { at, .. } => at,
            ClockState::Breached { .. } => clock.schedule.due_at,
            ClockState::Running | ClockState::Paused { .. } => now.min(clock.schedule.due_at),
        };
        Explanation {
            state: clock.state_word(),
            carried_to: match clock.state {
                ClockState::CarriedOver { to, .. } if !dossier.closed.has(to) => Some(to),
                _ => None,
            },
            version: clock.version,
            source: promise.map(|p| p.source.clone()).unwrap_or_default(),
            audience: promise.map(|p| p.audience),
            start: clock.start,
            limit: clock.limit,
            calendar: clock.calendar.clone(),
            pauses: pauses.collect(),
            extension: extension(dossier, &name),
            retargets: retargets(dossier, &name),
            due_at: clock.schedule.due_at,
            held: held(&owners, clock.start, until),
            clock: name,
        }
    };
    case.clocks.iter().map(explained).collect()
}

/// Who owned the case since when, in order.
fn owners(dossier: &Dossier) -> Vec<(Timestamp, Option<i64>)> {
    let assigned = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Team(TeamFact::CaseAssigned(f)) => Some((entry.event.effective_at, f.owner)),
        _ => None,
    });
    assigned.collect()
}

/// The stretch between two moments, cut by who owned the case; each owner once,
/// in the order in which they first had it.
pub(crate) fn held(owners: &[(Timestamp, Option<i64>)], from: Timestamp, until: Timestamp) -> Vec<(Option<i64>, Span)> {
    let mut held: Vec<(Option<i64>, Span)> = Vec::new();
    let starts = std::iter::once((from, None)).chain(owners.iter().map(|(at, owner)| (*at, *owner)));
    let ends = owners.iter().map(|(at, _)| *at).chain([until]);
    for ((start, owner), end) in starts.zip(ends) {
        let (start, end) = (start.clamp(from, until.max(from)), end.clamp(from, until.max(from)));
        let span = Span((end - start).0.max(0));
        if span == Span::ZERO {
            continue;
        }
        match held.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, sum)) => *sum = Span(sum.0 + span.0),
            None => held.push((owner, span)),
        }
    }
    held
}

fn extension(dossier: &Dossier, name: &ClockName) -> Option<(Span, ExtensionReason)> {
    dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::Clocks(ClockFact::ClockExtended(f)) if f.clock == *name => Some((f.by, f.reason)),
        _ => None,
    })
}

fn retargets(dossier: &Dossier, name: &ClockName) -> Vec<(Timestamp, RetargetCause)> {
    let one = |entry: &crate::model::dossier::Entry| match &entry.event.fact {
        Fact::Clocks(ClockFact::ClockRetargeted(f)) if f.clock == *name => Some((entry.event.recorded_at, f.cause)),
        _ => None,
    };
    dossier.entries.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_shared_among_those_who_had_the_case() {
        let at = |minute: i64| Timestamp::EARLIEST + Span::minutes(minute);
        let owners = [(at(10), Some(1)), (at(30), Some(2)), (at(50), Some(1)), (at(90), Some(3))];
        let shares = held(&owners, at(0), at(60));
        let minutes: Vec<_> = shares.iter().map(|(owner, span)| (*owner, span.0 / 60_000_000)).collect();
        assert_eq!(minutes, [(None, 10), (Some(1), 30), (Some(2), 20)]);
        assert_eq!(held(&[], at(5), at(5)), []);
    }
}
