//! The journey of a case as a line for its complainant: what was done, what is now,
//! what is still to come, and how it ended. A case that was taken up again begins anew;
//! of what was before stands how that ended.

use crate::frame::Frame;
use crate::wording::name;
use homeward_app::dossier::Entry;
use homeward_app::follow::Followed;
use homeward_domain::case::complainants::part::Part;
use homeward_domain::case::event::{AcceptanceFact, ClosingFact, InvestigationFact, PlanFact};
use homeward_domain::case::{Case, CaseStatus, Fact, Objection};
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

/// Where it stands for them in a word, with what they wait for although it has ended.
pub fn state(frame: &Frame, followed: &Followed) -> String {
    let case = followed.own_case();
    let part = followed.part();
    if part.as_ref().is_some_and(|part| part.left_at.is_some()) {
        return frame.t("state-left");
    }
    let of_case = &followed.journey().view.row.state;
    let words = name(frame.language, "state", part.as_ref().map_or(of_case.as_str(), |part| part.state.as_str()));
    let waits = case.as_ref().and_then(|case| match case.acceptance.objection {
        Some(Objection::Waits) if case.status.is_refused() => Some("state-under-review"),
        _ if !case.state().is_open() && case.owes(MetBy::AfterwordAnswered) => Some("state-word-waits"),
        _ => None,
    });
    waits.map_or_else(|| words.clone(), |waits| format!("{words} · {}", frame.t(waits)))
}

/// The line of a case.
pub fn journey(frame: &Frame, followed: &Followed) -> Vec<Stop> {
    let mut line = Line { frame, stops: Vec::new() };
    line.done("line-received", Some(followed.received_at()));
    let Some(case) = followed.journey().case() else { return line.stops };
    let own = Own { followed, part: followed.part() };
    let all = own.until_they_left();
    let reopened = taken_up(all).filter(|place| own.since(all[*place].event.effective_at));
    let (before, round) = all.split_at(reopened.unwrap_or(0));
    if reopened.is_some() {
        former(&mut line, before, &own);
        line.done(if by_review(before, &own) { "line-review-upheld" } else { "line-reopened" }, at(round));
    }
    way(&mut line, round, (&case, &own), reopened.is_none());
    if let Some((ended, at)) = own.ended(&case) {
        let (key, class) = end(ended);
        line.put(key, class, at);
        review(&mut line, round, &case);
    }
    if let Some(left) = own.left_at() {
        line.put("state-left", "end", Some(left));
    }
    line.stops
}

/// What of a journey is that of the one who follows it.
struct Own<'a> {
    followed: &'a Followed,
    /// Of one who complains beside others.
    part: Option<Part>,
}

impl<'a> Own<'a> {
    fn left_at(&self) -> Option<Timestamp> {
        self.part.as_ref()?.left_at
    }

    fn until_they_left(&self) -> &'a [Entry] {
        let all = self.followed.journey().entries.as_slice();
        let is_after = |entry: &Entry| self.left_at().is_some_and(|left| left < entry.event.effective_at);
        &all[..all.iter().position(is_after).unwrap_or(all.len())]
    }

    /// Whether they complained already at a time.
    fn since(&self, at: Timestamp) -> bool {
        self.part.as_ref().and_then(|part| part.joined_at).is_none_or(|joined| joined <= at)
    }

    /// When something that was done for all was so for them as well: at the earliest when
    /// they joined.
    fn done_at(&self, at: Option<Timestamp>) -> Option<Timestamp> {
        at.max(at.and(self.part.as_ref().and_then(|part| part.joined_at)))
    }

    /// When they agreed, of a group they themselves.
    fn agreed_at(&self, entries: &[Entry], case: &Case) -> Option<Timestamp> {
        let agreed = |how: SettledHow| match how {
            SettledHow::PlanAccepted => true,
            SettledHow::FinalAnswer => case.complainants.any_accepted(),
            SettledHow::Unreachable => false,
        };
        match &self.part {
            Some(part) => part.agreed_at,
            None => at_first(
                entries,
                |fact| matches!(fact, Fact::Closing(ClosingFact::CaseSettled(settled)) if agreed(settled.how)),
            ),
        }
    }

    /// How it ended for them, and when.
    fn ended(&self, case: &Case) -> Option<(State, Option<Timestamp>)> {
        match &self.part {
            Some(part) => part.ended.filter(|_| part.left_at.is_none()),
            None => ended(case).map(|state| (state, case.status.ended_at())),
        }
    }
}

/// The place of the entry by which a case was taken up again for the last time.
pub fn taken_up(entries: &[Entry]) -> Option<usize> {
    entries.iter().rposition(|entry| {
        matches!(entry.event.fact, Fact::Closing(ClosingFact::CaseReopened(_))) && entry.withdrawn.is_none()
    })
}

fn at(entries: &[Entry]) -> Option<Timestamp> {
    entries.first().map(|entry| entry.event.effective_at)
}

fn at_first(entries: &[Entry], wanted: impl Fn(&Fact) -> bool) -> Option<Timestamp> {
    let mut standing = entries.iter().filter(|entry| entry.withdrawn.is_none());
    standing.find(|entry| wanted(&entry.event.fact)).map(|entry| entry.event.effective_at)
}

/// What was before it was taken up again, in two stops at most.
fn former(line: &mut Line, entries: &[Entry], own: &Own) {
    line.done(
        "line-accepted",
        at_first(entries, |fact| matches!(fact, Fact::Acceptance(AcceptanceFact::CaseAccepted(_)))),
    );
    // That it was closed is told all the same where the end fell with what it rested on.
    let was = |entry: &&Entry| entry.withdrawn.as_ref().is_none_or(|withdrawn| withdrawn.fell);
    let ended = entries.iter().rev().filter(was).find_map(|entry| {
        let state = match entry.event.fact {
            Fact::Closing(ClosingFact::CaseResolved(_)) => State::Resolved,
            Fact::Closing(ClosingFact::FinalAnswerGiven(_)) if own.followed.is_for(entry) => State::NotAgreed,
            Fact::Acceptance(AcceptanceFact::CaseRefused(_)) => State::Refused,
            Fact::Closing(ClosingFact::CaseWithdrawn(_)) => State::Withdrawn,
            _ => return None,
        };
        Some((end(state), entry.event.effective_at))
    });
    if let Some(((key, class), at)) = ended {
        line.put(key, class, Some(at));
    }
}

/// Whether the end of the former round was a refusal that a review did away with.
fn by_review(entries: &[Entry], own: &Own) -> bool {
    let last = entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Acceptance(AcceptanceFact::ObjectionDecided(decided)) => Some(decided.upheld),
        Fact::Closing(ClosingFact::FinalAnswerGiven(_)) => own.followed.is_for(entry).then_some(false),
        Fact::Closing(ClosingFact::CaseResolved(_) | ClosingFact::CaseWithdrawn(_))
        | Fact::Acceptance(AcceptanceFact::CaseRefused(_)) => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

/// The stops between receipt and end. One that was passed over is left out; those to
/// come stand there as long as the case has not ended, as its kind has them.
fn way(line: &mut Line, entries: &[Entry], (case, own): (&Case, &Own), is_first: bool) {
    let is_complaint = case.triage.kind == Kind::Complaint;
    // Of a group a plan may have been put to others alone.
    let planned = |entry: &&Entry| {
        matches!(entry.event.fact, Fact::Plans(PlanFact::PlanProposed(_))) && own.followed.is_for(entry)
    };
    let planned_at = entries.iter().find(planned).map(|entry| entry.event.effective_at);
    let stops: [(&str, Option<Timestamp>, bool); 5] = [
        (
            "line-accepted",
            own.done_at(at_first(entries, |fact| matches!(fact, Fact::Acceptance(AcceptanceFact::CaseAccepted(_))))),
            is_first && case.triage.kind.needs_acceptance(),
        ),
        (
            "line-investigated",
            own.done_at(at_first(entries, |fact| {
                matches!(
                    fact,
                    Fact::Investigation(InvestigationFact::FindingRecorded(_) | InvestigationFact::CausesFound(_))
                )
            })),
            is_complaint,
        ),
        ("line-planned", planned_at, is_complaint),
        ("line-settled", own.agreed_at(entries, case), is_complaint && case.closing.settled.is_none()),
        ("line-resolved", None, true),
    ];
    let last = stops.iter().rposition(|(_, at, _)| at.is_some());
    let ended = own.ended(case).is_some() || own.left_at().is_some();
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
    let state = match case.status {
        CaseStatus::Archived { ended, .. } => ended,
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
    if !case.status.is_refused() {
        return;
    }
    let decided = at_first(entries, |fact| matches!(fact, Fact::Acceptance(AcceptanceFact::ObjectionDecided(_))));
    match (case.acceptance.objection, decided) {
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
