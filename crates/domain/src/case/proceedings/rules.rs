//! Outside proceedings are attached to a case, they are not the case. Dates
//! that bind the authority are expected; what binds us, the answer by the date
//! in its notice, is a clock (journey §7).

use crate::case::command::OpenProceeding;
use crate::case::decision::{Decision, name};
use crate::case::event::{
    ClockEnded, ClockMet, ClockName, ClockRetargeted, ClocksStarted, ExpectedDate, ProceedingDated, ProceedingMoved,
    ProceedingOpened, PublicationWithdrawn, RetargetCause, StartedClock, Target,
};
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::publication::state::Publication;
use crate::case::rejection::{IntakeRejection, ProceedingRejection, Rejection};
use crate::catalogue::{DateTopic, ProceedingStep};
use crate::procedures::{CountsFrom, PeriodRule, Procedure};
use crate::promises::clock::Schedule;
use crate::promises::{Counting, MetBy};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The most proceedings of one case.
pub const PROCEEDINGS_MAX: usize = 50;

pub(in crate::case) fn open(decision: &mut Decision, notice: OpenProceeding) -> Result<(), Rejection> {
    let OpenProceeding { body, law, received_at, answer_due_at, name, reference, words } = notice;
    let received_at = past(decision, received_at)?;
    if decision.case().proceedings.len() >= PROCEEDINGS_MAX {
        return Err(Rejection::Proceedings(ProceedingRejection::TooManyProceedings(
            i64::try_from(PROCEEDINGS_MAX).unwrap_or(i64::MAX),
        )));
    }
    if answer_due_at.is_some_and(|due| due <= received_at) {
        return Err(Rejection::Proceedings(ProceedingRejection::AnswerDueBeforeNotice));
    }
    let procedure = match law {
        Some(law) => {
            let found = decision.context().policies.procedure(&law, received_at);
            Some(found.ok_or(Rejection::Proceedings(ProceedingRejection::NoSuchProcedure))?.clone())
        }
        None => None,
    };
    let expected = expected(decision, procedure.as_ref(), CountsFrom::Receipt, received_at);
    let by_law = expected.iter().find(|date| date.topic == DateTopic::Answer).and_then(|date| date.at);
    let proceeding = i64::try_from(decision.case().proceedings.len()).unwrap_or(i64::MAX) + 1;
    let law = procedure.map(|p| p.version_name());
    decision.push_at(received_at, ProceedingOpened { proceeding, body, law, expected, name, reference, words });
    start_answer(decision, proceeding, received_at, answer_due_at.or(by_law));
    // Nothing is published while a proceeding runs.
    if matches!(decision.case().publication, Some(Publication::Published { until, .. }) if decision.now() < until) {
        decision.push(PublicationWithdrawn {});
    }
    Ok(())
}

pub(in crate::case) fn advance(
    decision: &mut Decision,
    proceeding: i64,
    step: ProceedingStep,
    at: Option<Timestamp>,
    words: ContentRef,
) -> Result<(), Rejection> {
    let at = past(decision, at)?;
    let found = decision.case().proceedings.iter().find(|one| one.number == proceeding);
    let found = found.ok_or(Rejection::Proceedings(ProceedingRejection::NoSuchProceeding(proceeding)))?;
    if !found.runs() {
        return Err(Rejection::Proceedings(ProceedingRejection::ProceedingOver));
    }
    if !step.is_of(found.body) {
        return Err(Rejection::Proceedings(ProceedingRejection::StepOfAnotherBody));
    }
    let at = at.max(found.received_at);
    let law = found.law.clone().and_then(|law| decision.context().policies.procedure_version(&law).cloned());
    let expected = match step {
        ProceedingStep::Accepted => expected(decision, law.as_ref(), CountsFrom::Acceptance, at),
        _ => Vec::new(),
    };
    decision.push_at(at, ProceedingMoved { proceeding, step, expected, words });
    let by = decision.case().seq;
    let clock = answer_clock(proceeding);
    let still = decision.case().clock(&clock).is_some_and(crate::promises::Clock::is_open);
    if step == ProceedingStep::Answered && still {
        decision.push_at(at, ClockMet { clock, by });
    } else if step.ends() && decision.case().clock(&clock).is_some_and(|c| c.next_alarm_at().is_some()) {
        decision.push(ClockEnded { clock, by });
    }
    Ok(())
}

pub(in crate::case) fn tell_date(
    decision: &mut Decision,
    proceeding: i64,
    topic: DateTopic,
    at: Timestamp,
    words: ContentRef,
) -> Result<(), Rejection> {
    let found = decision.case().proceedings.iter().find(|one| one.number == proceeding);
    let found = found.ok_or(Rejection::Proceedings(ProceedingRejection::NoSuchProceeding(proceeding)))?;
    if !found.runs() {
        return Err(Rejection::Proceedings(ProceedingRejection::ProceedingOver));
    }
    if at <= found.received_at {
        return Err(Rejection::Proceedings(ProceedingRejection::AnswerDueBeforeNotice));
    }
    decision.push(ProceedingDated { proceeding, topic, at, words });
    if topic == DateTopic::Answer {
        move_answer(decision, proceeding, at);
    }
    Ok(())
}

/// The answer is due at the date of the notice, else of the law, else by our
/// own promise.
fn start_answer(decision: &mut Decision, proceeding: i64, from: Timestamp, due_at: Option<Timestamp>) {
    let promise = decision.context().policies.current().find(|p| p.met_by == MetBy::AuthorityAnswered);
    let Some(promise) = promise else { return };
    let limit = due_at.map_or(promise.limit(false, false), |due| due - from);
    let schedule = Schedule::of(Counting::Wall, from, limit, Span::ZERO, &[]);
    let target = Target { version: promise.version, calendar: None, start: from, limit, schedule };
    let started =
        StartedClock { clock: answer_clock(proceeding), subject: promise.subject, met_by: promise.met_by, target };
    decision.push_at(from, ClocksStarted { clocks: vec![started], on_behalf_of: None, by: None });
}

fn move_answer(decision: &mut Decision, proceeding: i64, due_at: Timestamp) {
    let clock = decision.case().clock(&answer_clock(proceeding)).cloned();
    let Some(clock) = clock.filter(|clock| clock.next_alarm_at().is_some()) else { return };
    let limit = due_at - clock.start;
    let schedule = Schedule::of(Counting::Wall, clock.start, limit, Span::ZERO, &[]);
    let target = Target { version: clock.version, calendar: None, start: clock.start, limit, schedule };
    decision.push(ClockRetargeted { clock: name(&clock), cause: RetargetCause::DateTold, target });
}

/// Each proceeding has one answer of ours, whose round is its number.
fn answer_clock(proceeding: i64) -> ClockName {
    ClockName { promise: "authority_answer".into(), run: proceeding }
}

fn expected(
    decision: &Decision,
    law: Option<&Procedure>,
    counts_from: CountsFrom,
    from: Timestamp,
) -> Vec<ExpectedDate> {
    let policies = decision.context().policies;
    let rows = law.into_iter().flat_map(|law| &law.dates).filter(|row| row.counts_from == counts_from);
    let at = |row: &PeriodRule| row.date(from, policies.newest_calendar(&row.calendar));
    rows.map(|row| ExpectedDate { topic: row.topic, rule: row.rule.clone(), at: at(row) }).collect()
}

fn past(decision: &Decision, told: Option<Timestamp>) -> Result<Timestamp, Rejection> {
    match told {
        Some(told) if told > decision.now() + CLOCK_SKEW_MAX => {
            Err(Rejection::Intake(IntakeRejection::ReceivedInFuture))
        }
        Some(told) => Ok(told.min(decision.now())),
        None => Ok(decision.now()),
    }
}
