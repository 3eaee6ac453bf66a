//! The journey of a case as a line for its complainant: what was done, what is now,
//! what is still to come, and how it ended. A case that was taken up again begins anew;
//! of what was before stands how that ended.

use crate::pages::frame::Frame;
use crate::pages::words::name;
use homeward_app::dossier::Entry;
use homeward_app::follow::Followed;
use homeward_domain::case::{Case, Fact, Objection, Standing};
use homeward_domain::catalogue::{Kind, SettledHow, State};
use homeward_domain::promises::{ClockState, MetBy};
use homeward_domain::time::Timestamp;

/// A stop of the line: `done`, `now`, `end` where it ended short of a result, or still
/// to come.
pub struct Stop {
    pub label: String,
    pub class: &'static str,
    pub when: String,
}

/// The line under way.
struct Line<'a> {
    frame: &'a Frame,
    stops: Vec<Stop>,
}

impl Line<'_> {
    fn put(&mut self, key: &str, class: &'static str, at: Option<Timestamp>) {
        let when = at.map(|at| self.frame.time(at.0)).unwrap_or_default();
        self.stops.push(Stop { label: self.frame.t(key), class, when });
    }

    fn done(&mut self, key: &str, at: Option<Timestamp>) {
        if at.is_some() {
            self.put(key, "done", at);
        }
    }
}

/// Where it stands in a word, with what they wait for although it has ended.
pub fn state(frame: &Frame, case: Option<&Case>, spelling: &str) -> String {
    let words = name(frame.language, "state", spelling);
    let waits = case.and_then(|case| match case.journey.objection {
        Some(Objection::Waits) if case.standing.is_refused() => Some("state-under-review"),
        _ if !case.state().is_open() && case.owes(MetBy::AfterwordAnswered) => Some("state-word-waits"),
        _ => None,
    });
    waits.map_or_else(|| words.clone(), |waits| format!("{words} · {}", frame.t(waits)))
}

/// The line of a case.
pub fn journey(frame: &Frame, followed: &Followed) -> Vec<Stop> {
    let mut line = Line { frame, stops: Vec::new() };
    line.done("line-received", at(&followed.dossier.entries));
    let all = &followed.journey().entries;
    let Some(case) = followed.journey().case() else { return line.stops };
    let reopened = taken_up(all);
    let (before, round) = all.split_at(reopened.unwrap_or(0));
    if reopened.is_some() {
        former(&mut line, before);
        line.done(if by_review(before) { "line-review-upheld" } else { "line-reopened" }, at(round));
    }
    way(&mut line, round, (&case, followed), reopened.is_none());
    if let Some(ended) = ended(&case) {
        let (key, class) = end(ended);
        line.put(key, class, case.standing.ended_at());
        review(&mut line, round, &case);
    }
    line.stops
}

/// The place of the entry by which a case was taken up again for the last time.
pub fn taken_up(entries: &[Entry]) -> Option<usize> {
    entries.iter().rposition(|entry| matches!(entry.event.fact, Fact::CaseReopened(_)))
}

fn at(entries: &[Entry]) -> Option<Timestamp> {
    entries.first().map(|entry| entry.event.effective_at)
}

fn at_first(entries: &[Entry], wanted: impl Fn(&Fact) -> bool) -> Option<Timestamp> {
    let mut standing = entries.iter().filter(|entry| entry.withdrawn.is_none());
    standing.find(|entry| wanted(&entry.event.fact)).map(|entry| entry.event.effective_at)
}

/// What was before it was taken up again, in two stops at most.
fn former(line: &mut Line, entries: &[Entry]) {
    line.done("line-accepted", at_first(entries, |fact| matches!(fact, Fact::CaseAccepted(_))));
    let ended = entries.iter().rev().find_map(|entry| {
        let state = match entry.event.fact {
            Fact::CaseResolved(_) => State::Resolved,
            Fact::FinalAnswerGiven(_) => State::NotAgreed,
            Fact::CaseRefused(_) => State::Refused,
            Fact::CaseWithdrawn(_) => State::Withdrawn,
            _ => return None,
        };
        Some((end(state), entry.event.effective_at))
    });
    if let Some(((key, class), at)) = ended {
        line.put(key, class, Some(at));
    }
}

/// Whether the end of the former round was a refusal that a review did away with.
fn by_review(entries: &[Entry]) -> bool {
    let last = entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::ObjectionDecided(decided) => Some(decided.upheld),
        Fact::CaseResolved(_) | Fact::FinalAnswerGiven(_) | Fact::CaseRefused(_) | Fact::CaseWithdrawn(_) => {
            Some(false)
        }
        _ => None,
    });
    last.unwrap_or(false)
}

/// The stops between receipt and end. One that was passed over is left out; those to
/// come stand there as long as the case has not ended, as its kind has them.
fn way(line: &mut Line, entries: &[Entry], (case, followed): (&Case, &Followed), is_first: bool) {
    let agreed = |how: SettledHow| match how {
        SettledHow::PlanAccepted => true,
        SettledHow::FinalAnswer => case.journey.any_accepted(),
        SettledHow::Unreachable => false,
    };
    let is_complaint = case.kind == Kind::Complaint;
    // Of a group a plan may have been put to others alone.
    let planned = |entry: &&Entry| matches!(entry.event.fact, Fact::PlanProposed(_)) && followed.is_for(entry);
    let planned_at = entries.iter().find(planned).map(|entry| entry.event.effective_at);
    let stops: [(&str, Option<Timestamp>, bool); 5] = [
        (
            "line-accepted",
            at_first(entries, |fact| matches!(fact, Fact::CaseAccepted(_))),
            is_first && case.kind.needs_acceptance(),
        ),
        (
            "line-investigated",
            at_first(entries, |fact| matches!(fact, Fact::FindingRecorded(_) | Fact::CausesFound(_))),
            is_complaint,
        ),
        ("line-planned", planned_at, is_complaint),
        (
            "line-settled",
            at_first(entries, |fact| matches!(fact, Fact::CaseSettled(settled) if agreed(settled.how))),
            is_complaint && case.journey.settled.is_none(),
        ),
        ("line-resolved", None, true),
    ];
    let last = stops.iter().rposition(|(_, at, _)| at.is_some());
    let ended = ended(case).is_some();
    let mut next = "now";
    for (place, (key, at, expected)) in stops.into_iter().enumerate() {
        let is_ahead = last.is_none_or(|last| place > last);
        if at.is_some() {
            line.done(key, at);
        } else if expected && is_ahead && !ended {
            line.put(key, std::mem::take(&mut next), None);
        }
    }
}

/// How the case ended, sealed or not; none while it is open, or goes on in another one.
fn ended(case: &Case) -> Option<State> {
    let state = match case.standing {
        Standing::Archived { ended, .. } => ended,
        ref standing => standing.state(),
    };
    (!state.is_open() && state != State::Merged).then_some(state)
}

const fn end(state: State) -> (&'static str, &'static str) {
    match state {
        State::Refused => ("state-refused", "end"),
        State::Withdrawn => ("state-withdrawn", "end"),
        State::NotAgreed => ("state-not-agreed", "end"),
        _ => ("line-resolved", "done"),
    }
}

/// The review of a refusal that they asked for, and what came of it.
fn review(line: &mut Line, entries: &[Entry], case: &Case) {
    if !case.standing.is_refused() {
        return;
    }
    let decided = at_first(entries, |fact| matches!(fact, Fact::ObjectionDecided(_)));
    match (case.journey.objection, decided) {
        (Some(Objection::Waits), _) => {
            let mut owed = case.clocks.iter().filter(|c| c.met_by == MetBy::ObjectionDecided);
            let due = owed.find(|c| c.clock.state == ClockState::Running).map(|c| c.clock.schedule.due_at);
            line.put("line-review", "now", None);
            if let (Some(due), Some(stop)) = (due, line.stops.last_mut()) {
                stop.when = line.frame.t1("line-until", "time", &line.frame.time(due.0));
            }
        }
        (Some(Objection::Dismissed), Some(_)) => {
            line.done("line-review", decided);
            line.put("line-review-dismissed", "end", None);
        }
        _ => {}
    }
}
