//! Who at the company does what for a case: the duties of its strategy, the
//! steps of its procedure, the unit that has it (journey §§2, 4, 6).

use crate::case::clocks::running;
use crate::case::command::TakesPart;
use crate::case::decision::Decision;
use crate::case::event::{DutyFulfilled, DutyWaived, RulesStopped, SeverityAssessed, StepTaken, UnitChanged};
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::rejection::{Rejection, TeamRejection};
use crate::case::team::duties;
use crate::case::team::duties::{Part, Shown};
use crate::catalogue::State;
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};
use crate::triage::strategy::Duty;

/// How long after it a review can be put on record: it is one of each day.
const REVIEWED_WITHIN: Span = Span::hours(24);

/// Puts on record that what the strategy asks for was done. Each is done once;
/// a team grows, and a review is due again.
pub(in crate::case) fn fulfil_duty(
    decision: &mut Decision,
    duty: Duty,
    (who, at): (Option<TakesPart>, Option<Timestamp>),
    words: ContentRef,
) -> Result<(), Rejection> {
    must_ask_for(decision, duty)?;
    must_be_shown(decision, duty, who)?;
    let at = reviewed_at(decision, duty, at)?;
    let staff = who.map(|who| who.staff);
    let mut done = decision.case().team.duties.iter().filter(|done| done.duty == duty && !done.waived);
    let known = done.any(|done| done.staff == staff || !duty.recurs());
    if known && duty != Duty::DailyReview {
        return Err(Rejection::NothingToChange);
    }
    decision.push_at(at, DutyFulfilled { duty, staff, words });
    if duty == Duty::DailyReview && decision.case().state().is_open() {
        decision.meet_at(&[MetBy::Reviewed], at);
        running::start(decision, &[Starts::Severe], at);
    }
    Ok(())
}

/// Words alone do not do what other entries show, nor what somebody must be named for.
fn must_be_shown(decision: &Decision, duty: Duty, who: Option<TakesPart>) -> Result<(), Rejection> {
    match (duties::shown(duty), who) {
        (Shown::ByRecord, _) => Err(Rejection::Team(TeamRejection::DutyShownByRecord)),
        (Shown::AfterContact, _) if !duties::was_contacted(decision.case()) => {
            Err(Rejection::Team(TeamRejection::DutyBeforeContact))
        }
        (Shown::ByNaming(_), None) => Err(Rejection::Team(TeamRejection::DutyWithoutStaff)),
        (Shown::ByNaming(Part::Lead), Some(who)) if !who.leads => Err(Rejection::Team(TeamRejection::NotALead)),
        (Shown::ByNaming(Part::Manager), Some(who)) if !who.manages => Err(Rejection::Team(TeamRejection::NotAManager)),
        _ => Ok(()),
    }
}

/// When a review was, which is told of it; everything else is now.
fn reviewed_at(decision: &Decision, duty: Duty, at: Option<Timestamp>) -> Result<Timestamp, Rejection> {
    let now = decision.now();
    let reviews = decision.case().team.duties.iter().filter(|done| done.duty == Duty::DailyReview && !done.waived);
    let last = reviews.map(|done| done.at).max();
    match at {
        None if duty != Duty::DailyReview => Ok(now),
        None => Err(Rejection::Team(TeamRejection::ReviewWithoutTime)),
        Some(_) if duty != Duty::DailyReview => Err(Rejection::Team(TeamRejection::ReviewTime)),
        Some(at) if at > now + CLOCK_SKEW_MAX || now - at > REVIEWED_WITHIN => {
            Err(Rejection::Team(TeamRejection::ReviewTime))
        }
        Some(at) if last.is_some_and(|last| at < last) => Err(Rejection::Team(TeamRejection::ReviewTime)),
        Some(at) => Ok(at.clamp(decision.case().received_at, now)),
    }
}

/// Says, with a reason, that something is not needed in this case.
pub(in crate::case) fn waive_duty(decision: &mut Decision, duty: Duty, reason: ContentRef) -> Result<(), Rejection> {
    must_ask_for(decision, duty)?;
    if decision.case().team.duties.iter().any(|done| done.duty == duty && (done.waived || !duty.recurs())) {
        return Err(Rejection::NothingToChange);
    }
    decision.push(DutyWaived { duty, reason });
    Ok(())
}

/// A duty can be done or waived until the file is sealed.
fn must_ask_for(decision: &Decision, duty: Duty) -> Result<(), Rejection> {
    let case = decision.case();
    if !case.state().is_open() && !matches!(case.state(), State::Resolved | State::NotAgreed) {
        return Err(decision.forbidden("duty"));
    }
    if asks_for(case.triage.severity.as_ref(), duty) {
        Ok(())
    } else {
        Err(Rejection::Team(TeamRejection::DutyOfAnotherStrategy))
    }
}

fn asks_for(severity: Option<&SeverityAssessed>, duty: Duty) -> bool {
    severity.is_some_and(|severity| severity.duties.contains(&duty))
}

/// A strategy that asks for a review each day brings its clock, and another one
/// takes it away again.
pub(in crate::case) fn follow_strategy(decision: &mut Decision, before: Option<&SeverityAssessed>) {
    let now = decision.case().triage.severity.as_ref();
    match (asks_for(before, Duty::DailyReview), asks_for(now, Duty::DailyReview)) {
        (false, true) => running::start_again(decision, &[MetBy::Reviewed]),
        (true, false) => running::end(decision, |met_by| met_by == MetBy::Reviewed),
        _ => {}
    }
}

/// A step of the procedure; which steps there are is the caller's to know.
pub(in crate::case) fn take_step(
    decision: &mut Decision,
    step: String,
    words: Option<ContentRef>,
) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("step"));
    }
    if decision.case().team.steps.contains(&step) {
        return Err(Rejection::NothingToChange);
    }
    decision.push(StepTaken { step, words });
    Ok(())
}

pub(in crate::case) fn move_to_unit(
    decision: &mut Decision,
    unit: Option<String>,
    reason: Option<ContentRef>,
) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("unit"));
    }
    if decision.case().team.unit == unit {
        return Err(Rejection::NothingToChange);
    }
    if decision.case().team.unit.is_some() && reason.is_none() {
        return Err(Rejection::ReasonMissing);
    }
    decision.push(UnitChanged { unit, reason });
    // What this unit promises besides counts from the receipt, as everything does.
    running::end_of_other_units(decision);
    let received_at = decision.case().received_at;
    running::start_new(decision, &[Starts::Receipt], received_at);
    Ok(())
}

pub(in crate::case) fn stop_rules(decision: &mut Decision, rules: Vec<i64>, depth: i64) {
    decision.push(RulesStopped { rules, depth });
}
