//! Plans in versions, put to the complainant, who accepts, asks for a change or
//! refuses; each of a group answers for themselves (journey §§1, 4).

use super::draft::Draft;
use super::investigation::must_be_handled;
use super::telling::tell;
use super::{measures, pauses, settlement};
use crate::case::command::Telling;
use crate::case::event::{ComplainantLeft, Party, PlanAnswered, PlanOption, PlanProposed};
use crate::case::rejection::Rejection;
use crate::case::state::{Plan, Stance};
use crate::catalogue::{AnswerWay, PlanAnswer, State};
use crate::promises::MetBy;
use crate::record::ContentRef;

/// The most alternatives of one plan.
pub const OPTIONS_MAX: usize = 5;

/// Puts a plan to the complainant: what they are told stands on record as a
/// message, and a newer version takes the place of the one before. One that
/// stands on a page where they do not look was not put to them yet.
pub(super) fn propose(
    draft: &mut Draft,
    options: Vec<PlanOption>,
    words: ContentRef,
    how: Telling,
) -> Result<(), Rejection> {
    must_be_handled(draft, "plan")?;
    if options.is_empty() || options.len() > OPTIONS_MAX {
        return Err(Rejection::EmptyPlan);
    }
    if draft.case().journey.all_agree() {
        return Err(draft.forbidden("plan"));
    }
    let heard = tell(draft, words, how)?;
    let version = newest(draft).map_or(0, |plan| plan.version) + 1;
    draft.push(PlanProposed { version, options });
    if heard {
        draft.meet(&[MetBy::PlanProposed]);
    }
    Ok(())
}

/// An answer to a plan.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    pub version: i64,
    pub complainant: i64,
    pub says: PlanAnswer,
    pub option: Option<i64>,
    pub way: AnswerWay,
    pub words: Option<ContentRef>,
}

pub(super) fn answer(draft: &mut Draft, given: Answer) -> Result<(), Rejection> {
    let takes_last_offer = takes_last_offer(draft, &given);
    if draft.case().state() != State::Planned && !takes_last_offer {
        return Err(draft.forbidden("plan_answer"));
    }
    let plan = newest(draft).filter(|plan| plan.version == given.version);
    let Some(plan) = plan.cloned() else {
        return Err(Rejection::NotTheNewestPlan { newest: newest(draft).map_or(0, |plan| plan.version) });
    };
    let given = Answer { complainant: place(draft, given.complainant), ..given };
    match stance(draft, given.complainant)? {
        Stance::Open => {}
        Stance::Refused { .. } if takes_last_offer => {}
        _ => return Err(Rejection::AlreadyAnswered),
    }
    let option = chosen(&plan, &given)?;
    let Answer { version, complainant, says, way, words, .. } = given;
    draft.push(PlanAnswered { version, complainant, answer: says, option, way, words, via: draft.via() });
    pauses::end_waiting_for_customer(draft);
    // Nobody answers what was not put to them.
    draft.meet(&[MetBy::PlanProposed]);
    if let Some(option) = option {
        let taken_before = |s: &Stance| *s == Stance::Accepted { version, option };
        // What several of a group choose is done once.
        if draft.case().journey.all_stances().filter(taken_before).count() == 1 {
            measures::of_plan(draft, &plan, option);
        }
    }
    settlement::if_all_agree(draft);
    Ok(())
}

/// One of a group goes on without us; the others may be settled by that.
pub(super) fn leave(draft: &mut Draft, complainant: i64, words: ContentRef) -> Result<(), Rejection> {
    must_be_handled(draft, "leave")?;
    let complainant = place(draft, complainant);
    if stance(draft, complainant)? == Stance::Left {
        return Err(Rejection::NothingToChange);
    }
    let others = draft.case().journey.all_stances().filter(|s| *s != Stance::Left).count();
    if others < 2 {
        // Who is alone takes the whole matter back.
        return Err(draft.forbidden("leave"));
    }
    draft.push(ComplainantLeft { complainant, words, via: draft.via() });
    settlement::if_all_agree(draft);
    Ok(())
}

fn newest<'a>(draft: &'a Draft) -> Option<&'a Plan> {
    draft.case().journey.plans.last()
}

fn stance(draft: &Draft, complainant: i64) -> Result<Stance, Rejection> {
    let journey = &draft.case().journey;
    let count = i64::try_from(journey.stances.len()).unwrap_or(i64::MAX);
    journey.stance(complainant, draft.via()).ok_or(Rejection::NoSuchComplainant { count })
}

/// Who of this case speaks by way of a merged one: themselves, where they complain
/// here as well.
fn place(draft: &Draft, told: i64) -> i64 {
    let party = |who| draft.case().connections.party(who);
    match draft.via().map(party) {
        None => told,
        Some(Some(Party { who, same_as })) => same_as.unwrap_or(who.complainant),
        // Merged before it was noted who is who: one of them speaks for both.
        Some(None) => 1,
    }
}

/// The offer of a final answer stays open for a while after the end.
fn takes_last_offer(draft: &Draft, given: &Answer) -> bool {
    let journey = &draft.case().journey;
    let is_open = journey.final_answer.is_some_and(|answer| draft.now() <= answer.open_until);
    given.says == PlanAnswer::Accepted && is_open && draft.case().state() == State::NotAgreed
}

/// The option that is accepted; of a plan with a single one it need not be named.
fn chosen(plan: &Plan, given: &Answer) -> Result<Option<i64>, Rejection> {
    let count = i64::try_from(plan.options.len()).unwrap_or(i64::MAX);
    match (given.says, given.option) {
        (PlanAnswer::Accepted, None) if count == 1 => Ok(Some(1)),
        (PlanAnswer::Accepted, Some(option)) if (1..=count).contains(&option) => Ok(Some(option)),
        (PlanAnswer::ChangeAsked | PlanAnswer::Refused, None) => Ok(None),
        _ => Err(Rejection::NoSuchOption { count }),
    }
}
