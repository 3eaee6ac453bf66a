//! Who at the company does what for a case: the duties of its strategy, the
//! steps of its procedure, the unit that has it (journey §§2, 4, 6).

use crate::case::clocks::running;
use crate::case::command::TakesPart;
use crate::case::draft::Draft;
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
    draft: &mut Draft,
    duty: Duty,
    (who, at): (Option<TakesPart>, Option<Timestamp>),
    words: ContentRef,
) -> Result<(), Rejection> {
    must_ask_for(draft, duty)?;
    must_be_shown(draft, duty, who)?;
    let at = reviewed_at(draft, duty, at)?;
    let staff = who.map(|who| who.staff);
    let mut done = draft.case().team.duties.iter().filter(|done| done.duty == duty && !done.waived);
    let known = done.any(|done| done.staff == staff || !duty.recurs());
    if known && duty != Duty::DailyReview {
        return Err(Rejection::NothingToChange);
    }
    draft.push_at(at, DutyFulfilled { duty, staff, words });
    if duty == Duty::DailyReview && draft.case().state().is_open() {
        draft.meet_at(&[MetBy::Reviewed], at);
        running::start(draft, &[Starts::Severe], at);
    }
    Ok(())
}

/// Words alone do not do what other entries show, nor what somebody must be named for.
fn must_be_shown(draft: &Draft, duty: Duty, who: Option<TakesPart>) -> Result<(), Rejection> {
    match (duties::shown(duty), who) {
        (Shown::ByRecord, _) => Err(Rejection::Team(TeamRejection::DutyShownByRecord)),
        (Shown::AfterContact, _) if !duties::was_contacted(draft.case()) => {
            Err(Rejection::Team(TeamRejection::DutyBeforeContact))
        }
        (Shown::ByNaming(_), None) => Err(Rejection::Team(TeamRejection::DutyWithoutStaff)),
        (Shown::ByNaming(Part::Lead), Some(who)) if !who.leads => Err(Rejection::Team(TeamRejection::NotALead)),
        (Shown::ByNaming(Part::Manager), Some(who)) if !who.manages => Err(Rejection::Team(TeamRejection::NotAManager)),
        _ => Ok(()),
    }
}

/// When a review was, which is told of it; everything else is now.
fn reviewed_at(draft: &Draft, duty: Duty, at: Option<Timestamp>) -> Result<Timestamp, Rejection> {
    let now = draft.now();
    let reviews = draft.case().team.duties.iter().filter(|done| done.duty == Duty::DailyReview && !done.waived);
    let last = reviews.map(|done| done.at).max();
    match at {
        None if duty != Duty::DailyReview => Ok(now),
        None => Err(Rejection::Team(TeamRejection::ReviewWithoutTime)),
        Some(_) if duty != Duty::DailyReview => Err(Rejection::Team(TeamRejection::ReviewTime)),
        Some(at) if at > now + CLOCK_SKEW_MAX || now - at > REVIEWED_WITHIN => {
            Err(Rejection::Team(TeamRejection::ReviewTime))
        }
        Some(at) if last.is_some_and(|last| at < last) => Err(Rejection::Team(TeamRejection::ReviewTime)),
        Some(at) => Ok(at.clamp(draft.case().received_at, now)),
    }
}

/// Says, with a reason, that something is not needed in this case.
pub(in crate::case) fn waive_duty(draft: &mut Draft, duty: Duty, reason: ContentRef) -> Result<(), Rejection> {
    must_ask_for(draft, duty)?;
    if draft.case().team.duties.iter().any(|done| done.duty == duty && (done.waived || !duty.recurs())) {
        return Err(Rejection::NothingToChange);
    }
    draft.push(DutyWaived { duty, reason });
    Ok(())
}

/// A duty can be done or waived until the file is sealed.
fn must_ask_for(draft: &Draft, duty: Duty) -> Result<(), Rejection> {
    let case = draft.case();
    if !case.state().is_open() && !matches!(case.state(), State::Resolved | State::NotAgreed) {
        return Err(draft.forbidden("duty"));
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
pub(in crate::case) fn follow_strategy(draft: &mut Draft, before: Option<&SeverityAssessed>) {
    let now = draft.case().triage.severity.as_ref();
    match (asks_for(before, Duty::DailyReview), asks_for(now, Duty::DailyReview)) {
        (false, true) => running::start_again(draft, &[MetBy::Reviewed]),
        (true, false) => running::end(draft, |met_by| met_by == MetBy::Reviewed),
        _ => {}
    }
}

/// A step of the procedure; which steps there are is the caller's to know.
pub(in crate::case) fn take_step(draft: &mut Draft, step: String, words: Option<ContentRef>) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("step"));
    }
    if draft.case().team.steps.contains(&step) {
        return Err(Rejection::NothingToChange);
    }
    draft.push(StepTaken { step, words });
    Ok(())
}

pub(in crate::case) fn move_to_unit(
    draft: &mut Draft,
    unit: Option<String>,
    reason: Option<ContentRef>,
) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("unit"));
    }
    if draft.case().team.unit == unit {
        return Err(Rejection::NothingToChange);
    }
    if draft.case().team.unit.is_some() && reason.is_none() {
        return Err(Rejection::ReasonMissing);
    }
    draft.push(UnitChanged { unit, reason });
    // What this unit promises besides counts from the receipt, as everything does.
    running::end_of_other_units(draft);
    let received_at = draft.case().received_at;
    running::start_new(draft, &[Starts::Receipt], received_at);
    Ok(())
}

pub(in crate::case) fn stop_rules(draft: &mut Draft, rules: Vec<i64>, depth: i64) {
    draft.push(RulesStopped { rules, depth });
}
