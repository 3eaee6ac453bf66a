//! Merge and un-merge. Events stay where they were: the merged case gets a
//! pointer and its clocks are carried over; the case that goes on takes the
//! earlier receipt and the stricter due times. Un-merging restores both and
//! says what happened meanwhile (journey §4).

use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::running;
use crate::case::closing::settlement;
use crate::case::command::{
    ClockCommand, Command, ComplainantCommand, ConnectionCommand, ConversationCommand, CorrectionCommand,
    InvestigationCommand, PlanCommand, PrivacyCommand, ProceedingCommand, TeamCommand,
};
use crate::case::decision::{Decision, name};
use crate::case::event::{
    CaseAbsorbed, CaseMerged, CaseReleased, CaseUnmerged, ClockBreached, ClockMet, ClockName, ClockRestored,
    ClockRetargeted, ClocksStarted, Party, RetargetCause, StartedClock, Target,
};
use crate::case::rejection::{ConnectionRejection, Rejection};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::case::who::Via;
use crate::catalogue::State;
use crate::number::CaseNumber;
use crate::policies::Policies;
use crate::promises::{Clock, ClockState, Counting, MetBy, Starts};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The clocks of a case that still count, as another case takes them over:
/// what a pause or an extension gave them stands in the limit.
pub fn carried(case: &Case, policies: &Policies) -> Vec<StartedClock> {
    let counts = |c: &&CaseClock| counts(&c.clock) && !c.met_by.stands_apart();
    case.clocks.iter().filter(counts).map(|clock| as_carried(clock, policies)).collect()
}

fn as_carried(of_case: &CaseClock, policies: &Policies) -> StartedClock {
    let clock = &of_case.clock;
    let calendar = clock.calendar.as_ref().and_then(|(id, version)| policies.calendar(id, *version));
    let counting = calendar.map_or(Counting::Wall, Counting::Working);
    let paused: i64 = clock.pauses.iter().map(|p| counting.measured(p.from.max(clock.start), p.end()).0).sum();
    let limit = Span(clock.limit.0 + clock.extra.0 + paused);
    let target = Target {
        version: clock.version,
        calendar: clock.calendar.clone(),
        start: clock.start,
        limit,
        schedule: clock.schedule,
    };
    StartedClock { clock: name(clock), subject: of_case.subject, met_by: of_case.met_by, target }
}

/// The clocks that began in a case by words to one merged into it, and when they were
/// met: they go back with that.
pub fn brought_back(case: &Case, other: CaseNumber, policies: &Policies) -> Vec<(StartedClock, Option<Timestamp>)> {
    let connections = &case.connections;
    let Some(absorbed) = connections.absorbed.iter().find(|one| one.other == other) else { return Vec::new() };
    let began_here = |c: &&CaseClock| {
        let named = |(of, clock): &(CaseNumber, ClockName)| *of == other && *clock == name(&c.clock);
        let carried = |one: &StartedClock| one.clock.promise == c.clock.promise && one.target.start == c.began;
        connections.on_behalf.iter().any(named) && !absorbed.clocks.iter().any(carried)
    };
    let met_at = |clock: &Clock| match clock.state {
        ClockState::Met { at } | ClockState::Breached { met_at: Some(at) } => Some(at),
        _ => None,
    };
    let clocks = case.clocks.iter().filter(began_here);
    clocks.map(|c| (as_carried(c, policies), met_at(&c.clock))).collect()
}

/// Those who complained in a case, and in those merged into it before, as a case
/// knows them that goes on with it; `same_as` tells who of its own is who of that.
pub fn parties(case: &Case, number: CaseNumber, same_as: impl Fn(i64) -> Option<i64>) -> Vec<Party> {
    let party = |complainant: i64| Party { who: Via { case: number, complainant }, same_as: same_as(complainant) };
    let own = (1..).zip(&case.complainants.stances).map(|(complainant, _)| party(complainant));
    let before = case.connections.absorbed.iter().flat_map(|one| &one.parties);
    let before = before.map(|party| Party { same_as: party.same_as.and_then(&same_as), ..*party });
    own.chain(before).collect()
}

/// Whether this may be done to a case although it was merged: what belongs to it alone,
/// and what is said of the record itself.
pub(in crate::case) fn may_be_done(case: &Case, command: &Command) -> bool {
    !matches!(case.status, CaseStatus::Merged { .. })
        || matches!(
            command,
            Command::Clocks(ClockCommand::ReadClocks | ClockCommand::FollowPolicies)
                | Command::Team(TeamCommand::StopRules { .. } | TeamCommand::MoveToUnit { .. })
                | Command::Connections(
                    ConnectionCommand::PassOn(_)
                        | ConnectionCommand::Absorb(_)
                        | ConnectionCommand::Unmerge { .. }
                        | ConnectionCommand::Link { .. }
                        | ConnectionCommand::Unlink { .. }
                )
                | Command::Conversation(ConversationCommand::AddTranslation { .. })
                | Command::Corrections(CorrectionCommand::ConfirmEntry { .. })
                | Command::Investigation(
                    InvestigationCommand::AnswerQuestion { .. }
                        | InvestigationCommand::ReportSiteCheck { .. }
                        | InvestigationCommand::SecureEvidence { .. }
                        | InvestigationCommand::LoseEvidence { .. }
                )
                | Command::Plans(PlanCommand::CompleteMeasure { .. } | PlanCommand::WaiveMeasure { .. })
                | Command::Proceedings(
                    ProceedingCommand::OpenProceeding(_)
                        | ProceedingCommand::MoveProceeding { .. }
                        | ProceedingCommand::DateProceeding { .. }
                )
                | Command::Privacy(PrivacyCommand::SetHold { .. } | PrivacyCommand::LiftHold { .. })
                | Command::Complainants(
                    ComplainantCommand::RenewLink { .. }
                        | ComplainantCommand::EndRepresentation { .. }
                        | ComplainantCommand::HandOutLink { .. }
                )
        )
}

/// That a merged case goes on in another one.
pub(in crate::case) fn goes_on(case: &Case) -> Rejection {
    match case.status {
        CaseStatus::Merged { into, .. } => Rejection::Connections(ConnectionRejection::GoesOn { into }),
        _ => Rejection::NothingToChange,
    }
}

pub(in crate::case) fn merge(decision: &mut Decision, into: CaseNumber, words: ContentRef) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("merge"));
    }
    decision.push(CaseMerged { into, words });
    running::end(decision, |met_by| !met_by.stands_apart());
    Ok(())
}

pub(in crate::case) fn absorb(decision: &mut Decision, absorbed: CaseAbsorbed) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(Rejection::Connections(ConnectionRejection::OtherNotOpen { state: decision.case().state() }));
    }
    let (other, clocks) = (absorbed.other, absorbed.clocks.clone());
    decision.push(absorbed);
    let mut new = Vec::new();
    for carried in clocks {
        let same = |clock: &&Clock| clock.promise == carried.clock.promise;
        let own: Vec<Clock> = decision.case().clocks.iter().map(|c| &c.clock).filter(same).cloned().collect();
        let run = own.iter().map(|clock| clock.run).max().unwrap_or(0) + 1;
        match own.iter().find(|clock| counts(clock)) {
            Some(clock) => tighten(decision, clock, &carried.target),
            None if is_kept_for_both(&own, carried.met_by) => {}
            None => new.push(StartedClock { clock: ClockName { run, ..carried.clock }, ..carried }),
        }
    }
    if !new.is_empty() {
        decision.push(ClocksStarted { clocks: new, on_behalf_of: Some(other), by: None });
    }
    Ok(())
}

/// Whether a promise that does not count in this case need not count for the other:
/// what it has met already is met for both. A promise that comes again, as an answer to
/// each message, is not met by an earlier round; one that is late is owed already.
fn is_kept_for_both(own: &[Clock], met_by: MetBy) -> bool {
    !own.is_empty() && (!met_by.comes_again() || own.iter().any(Clock::is_open))
}

fn tighten(decision: &mut Decision, clock: &Clock, target: &Target) {
    if let Some(target) = stricter(decision, clock, target) {
        decision.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::Merged, target });
    }
}

/// A target of another case on this clock, where it is due earlier.
fn stricter(decision: &Decision, clock: &Clock, target: &Target) -> Option<Target> {
    let changed = Clock {
        version: target.version,
        calendar: target.calendar.clone(),
        start: target.start,
        limit: target.limit,
        ..clock.clone()
    };
    let schedule = decision.schedule(&changed);
    (schedule.due_at < clock.schedule.due_at).then(|| Target { schedule, ..target.clone() })
}

pub(in crate::case) fn unmerge(
    decision: &mut Decision,
    met: &[(String, Timestamp)],
    brought: Vec<(StartedClock, Option<Timestamp>)>,
    words: ContentRef,
) -> Result<(), Rejection> {
    let CaseStatus::Merged { into, carried, .. } = &decision.case().status else {
        return Err(decision.forbidden("unmerge"));
    };
    let (from, carried) = (*into, carried.clone());
    decision.push(CaseUnmerged { from, words });
    for clock in carried {
        decision.push(ClockRestored { clock: clock.clone(), left_out: None });
        if let Some((_, at)) = met.iter().find(|(promise, _)| *promise == clock.promise) {
            met_elsewhere(decision, &clock, *at);
        }
    }
    for (started, met_at) in brought {
        begin_here(decision, started, met_at);
    }
    promise_next_word(decision, met);
    Ok(())
}

/// Whoever heard from the other case meanwhile hears of this one again, and in time.
fn promise_next_word(decision: &mut Decision, met: &[(String, Timestamp)]) {
    let case = decision.case();
    let is_word = |promise: &str| case.clocks.iter().any(|c| c.met_by == MetBy::Word && c.clock.promise == promise);
    let last = met.iter().filter(|(promise, _)| is_word(promise)).map(|(_, at)| *at).max();
    if let Some(last) = last.filter(|_| case.state().is_open() && !case.owes(MetBy::Word)) {
        running::start(decision, &[Starts::Word], last);
    }
}

/// A clock that began in the other case by words to this one.
fn begin_here(decision: &mut Decision, started: StartedClock, met_at: Option<Timestamp>) {
    let runs = decision.case().clocks.iter().filter(|c| c.clock.promise == started.clock.promise);
    let run = runs.map(|c| c.clock.run).max().unwrap_or(0) + 1;
    let clock = ClockName { run, ..started.clock.clone() };
    let from = started.target.start;
    let clocks = vec![StartedClock { clock: clock.clone(), ..started }];
    decision.push_at(from, ClocksStarted { clocks, on_behalf_of: None, by: None });
    if let Some(at) = met_at {
        met_elsewhere(decision, &clock, at);
    }
}

/// A clock that another case has met, in time or late.
pub(in crate::case) fn met_elsewhere(decision: &mut Decision, clock: &ClockName, at: Timestamp) {
    let by = decision.case().seq;
    let Some(due_at) = decision.case().clock(clock).map(|found| found.schedule.due_at) else { return };
    if due_at < at {
        decision.push_at(due_at, ClockBreached { clock: clock.clone(), on_arrival: false });
    }
    decision.push_at(at, ClockMet { clock: clock.clone(), by });
}

pub(in crate::case) fn release(decision: &mut Decision, other: CaseNumber) -> Result<(), Rejection> {
    let connections = &decision.case().connections;
    if !connections.absorbed.iter().any(|one| one.other == other) {
        return Err(Rejection::NothingToChange);
    }
    decision.push(CaseReleased { other });
    let clocks: Vec<Clock> = decision.case().clocks.iter().map(|c| &c.clock).filter(|c| counts(c)).cloned().collect();
    for clock in clocks {
        loosen(decision, &clock);
    }
    // Those who are left may all have accepted.
    if decision.case().state() == State::Planned {
        settlement::if_all_agree(decision, decision.now());
    }
    Ok(())
}

/// Gives a clock back what it counted by before the merge, or what the cases
/// that are still merged leave it.
fn loosen(decision: &mut Decision, clock: &Clock) {
    let Some(own) = decision.case().connections.own_target(&name(clock)).cloned() else { return };
    let case = decision.case();
    let urgent = decision.context().policies.promise(&clock.promise, own.version);
    let urgent = urgent.map(|p| p.limit(case.triage.nature == crate::catalogue::Nature::Urgent, case.triage.danger));
    // What was told of urgency meanwhile was told of this case too.
    let limit = urgent.map_or(own.limit, |urgent| own.limit.min(urgent));
    let mut back =
        Clock { version: own.version, calendar: own.calendar.clone(), start: own.start, limit, ..clock.clone() };
    back.schedule = decision.schedule(&back);
    let others = decision.case().connections.absorbed.iter().flat_map(|one| &one.clocks);
    let targets: Vec<Target> = others.filter(|c| c.clock.promise == clock.promise).map(|c| c.target.clone()).collect();
    let own = Target {
        version: back.version,
        calendar: back.calendar.clone(),
        start: back.start,
        limit: back.limit,
        schedule: back.schedule,
    };
    let target =
        targets.iter().filter_map(|target| stricter(decision, &back, target)).fold(own, |strictest, target| {
            if target.schedule.due_at < strictest.schedule.due_at { target } else { strictest }
        });
    if target.schedule != clock.schedule {
        decision.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::Unmerged, target });
    }
}

const fn counts(clock: &Clock) -> bool {
    matches!(clock.state, ClockState::Running | ClockState::Paused { .. })
}
