//! Plans in versions, put to the complainant, who accepts, asks for a change or
//! refuses; each of a group answers for themselves (journey §§1, 4).

use crate::case::clocks::pauses;
use crate::case::closing::settlement;
use crate::case::command::Telling;
use crate::case::complainants::addressed;
use crate::case::complainants::addressed::addressed;
use crate::case::complainants::speaker::{place, stance};
use crate::case::complainants::stance::Stance;
use crate::case::conversation::messages::Heard;
use crate::case::conversation::telling::{said_at, tell_since};
use crate::case::decision::Decision;
use crate::case::event::{ClosingFact, Fact, PlanAnswered, PlanFact, PlanOption, PlanProposed};
use crate::case::guards::must_be_handled;
use crate::case::plans::measures;
use crate::case::plans::state::Plan;
use crate::case::rejection::{PlanRejection, Rejection};
use crate::case::who::REPRESENTATIVE;
use crate::catalogue::{AnswerWay, PlanAnswer, State};
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::time::Timestamp;

/// The most alternatives of one plan.
pub const OPTIONS_MAX: usize = 5;

/// Puts a plan to the complainant: what they are told stands on record as a
/// message, and a newer version takes the place of the one before. One that
/// stands on a page where they do not look was not put to them yet.
pub(in crate::case) fn propose(
    decision: &mut Decision,
    mut options: Vec<PlanOption>,
    (words, how): (ContentRef, Telling),
    named: Vec<i64>,
) -> Result<(), Rejection> {
    must_be_handled(decision, "plan")?;
    if options.is_empty() || options.len() > OPTIONS_MAX {
        return Err(Rejection::Plans(PlanRejection::EmptyPlan));
    }
    let to = asked(decision, &mut options, named)?;
    if !decision.case().complainants.all_stances().any(Stance::waits) {
        return Err(decision.forbidden("plan"));
    }
    addressed::must_wait(decision, &to)?;
    let version = newest(decision).map_or(0, |plan| plan.version) + 1;
    let since = decision.case().plans.planned_until;
    let heard = tell_since(decision, words, how, &to, since)?;
    let at = heard.as_ref().map_or(decision.now(), |heard| heard.at);
    decision.push_at(at, PlanProposed { version, options, complainants: to });
    if let Some(Heard { at, who }) = heard {
        decision.meet_of(&[MetBy::PlanProposed], at, &who);
    }
    Ok(())
}

/// To whom a plan is put: those who are named, or those whom its options name. Each of
/// them has an option to choose.
fn asked(decision: &Decision, options: &mut [PlanOption], named: Vec<i64>) -> Result<Vec<i64>, Rejection> {
    let to = addressed(decision, named)?;
    for option in &mut *options {
        option.complainants = addressed(decision, std::mem::take(&mut option.complainants))?;
    }
    let of_options = |place: &i64| options.iter().any(|option| option.complainants.contains(place));
    if options.iter().any(|option| option.complainants.is_empty()) {
        let is_beyond = |place: &i64| !to.is_empty() && !to.contains(place);
        let beyond = options.iter().flat_map(|option| &option.complainants).any(is_beyond);
        return if beyond { Err(Rejection::Plans(PlanRejection::OptionsNotTheirs)) } else { Ok(to) };
    }
    if to.iter().all(of_options) {
        return addressed(decision, options.iter().flat_map(|option| option.complainants.clone()).collect());
    }
    Err(Rejection::Plans(PlanRejection::OptionsNotTheirs))
}

/// An answer to a plan.
#[derive(Clone, Copy)]
pub(in crate::case) struct Answer {
    pub version: i64,
    pub complainant: i64,
    pub says: PlanAnswer,
    pub option: Option<i64>,
    pub way: AnswerWay,
    pub words: Option<ContentRef>,
    /// When it was said, where that was before it is written down.
    pub happened_at: Option<Timestamp>,
}

pub(in crate::case) fn answer(decision: &mut Decision, given: Answer) -> Result<(), Rejection> {
    let takes_last_offer = takes_last_offer(decision, &given);
    if decision.case().state() != State::Planned && !takes_last_offer {
        return Err(decision.forbidden("plan_answer"));
    }
    let given = Answer { complainant: place(decision, given.complainant), ..given };
    match stance(decision, given.complainant)? {
        Stance::Open => {}
        Stance::Refused { .. } | Stance::Answered { .. } if takes_last_offer => {}
        _ => return Err(Rejection::Plans(PlanRejection::AlreadyAnswered)),
    }
    let theirs = decision.case().plan_of(given.complainant, decision.via());
    let Some(plan) = theirs.filter(|plan| plan.version == given.version).cloned() else {
        return Err(Rejection::Plans(PlanRejection::NotTheNewestPlan {
            newest: theirs.map_or(0, |plan| plan.version),
        }));
    };
    let is_guest = decision.case().complainants.is_guest(decision.via());
    let option = chosen(&plan.options_of(given.complainant, is_guest), &given)?;
    let at = said_at(decision, given.happened_at, answerable_since(decision, &plan, given.complainant))?;
    let Answer { version, complainant, says, way, words, .. } = given;
    decision.push_at(at, PlanAnswered { version, complainant, answer: says, option, way, words, via: decision.via() });
    pauses::end_waiting_for_customer(decision, at);
    // Nobody answers what was not put to them; for all, the representative is spoken with.
    let for_all = decision.via().is_some() || (plan.to_all && complainant == REPRESENTATIVE);
    let who = if for_all { Vec::new() } else { vec![complainant] };
    decision.meet_of(&[MetBy::PlanProposed], at, &who);
    if let Some(option) = option {
        let taken_before = |s: &Stance| *s == Stance::Accepted { version, option };
        // What several of a group choose is done once.
        if decision.case().complainants.all_stances().filter(taken_before).count() == 1 {
            measures::of_plan(decision, &plan, option);
        }
    }
    settlement::if_all_agree(decision, at);
    Ok(())
}

/// Since when there was something to answer: the plan, our last word to them, their own
/// answer before, and that the matter was taken up again.
fn answerable_since(decision: &Decision, plan: &Plan, complainant: i64) -> Option<Timestamp> {
    decision.case().last(|fact| match fact {
        Fact::Plans(PlanFact::PlanProposed(f)) => f.version == plan.version,
        Fact::Plans(PlanFact::PlanAnswered(f)) => f.complainant == complainant && f.via == decision.via(),
        Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => {
            f.complainants.is_empty() || f.complainants.contains(&complainant)
        }
        Fact::Closing(ClosingFact::CaseReopened(_)) => true,
        _ => false,
    })
}

fn newest<'a>(decision: &'a Decision) -> Option<&'a Plan> {
    decision.case().plans.all.last()
}

/// The offer of a final answer stays open for a while after the end.
fn takes_last_offer(decision: &Decision, given: &Answer) -> bool {
    let state = decision.case().state();
    let can_be_taken = state.is_open() || state == State::NotAgreed;
    let theirs = stance(decision, place(decision, given.complainant)).ok();
    let until = theirs.and_then(|stance| decision.case().offer_until(stance));
    given.says == PlanAnswer::Accepted
        && can_be_taken
        && until.is_some_and(|until| given.happened_at.unwrap_or(decision.now()) <= until)
}

/// The option that is accepted of those that are theirs; a single one need not be named.
fn chosen(theirs: &[i64], given: &Answer) -> Result<Option<i64>, Rejection> {
    let count = theirs.last().copied().unwrap_or(0);
    match (given.says, given.option) {
        (PlanAnswer::Accepted, None) if theirs.len() == 1 => Ok(theirs.first().copied()),
        (PlanAnswer::Accepted, Some(option)) if theirs.contains(&option) => Ok(Some(option)),
        (PlanAnswer::ChangeAsked | PlanAnswer::Refused, None) => Ok(None),
        _ => Err(Rejection::Plans(PlanRejection::NoSuchOption { count })),
    }
}
