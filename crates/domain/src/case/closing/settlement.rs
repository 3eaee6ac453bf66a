//! Settled is a fact with a time of its own: a plan accepted, a final answer in
//! writing, or nobody to be reached after all that was tried (journey §4).

use crate::case::clocks::interrupted::InterruptedBy;
use crate::case::clocks::running;
use crate::case::command::Telling as How;
use crate::case::complainants::addressed;
use crate::case::complainants::addressed::addressed;
use crate::case::conversation::telling::tell_since;
use crate::case::conversation::tellings::{Act, Telling};
use crate::case::decision::Decision;
use crate::case::event::{CaseSettled, ClosingFact, ComplainantFact, Fact, FinalAnswerGiven, PlanFact};
use crate::case::guards::must_be_handled;
use crate::case::rejection::{ClosingRejection, Rejection};
use crate::catalogue::{SettledHow, State};
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// Plans that must have been refused before a final answer.
pub const REFUSED_PLANS_MIN: usize = 2;
/// How long the offer of a final answer stays open.
pub const LAST_OFFER: Span = Span::hours(24 * 30);
/// Settles the case once everybody has accepted, left, or had our last word: with the last
/// of them, who did so at a time. Who takes the offer of our last word later settles
/// nothing anew, unless nobody had agreed before.
pub(in crate::case) fn if_all_agree(decision: &mut Decision, at: Timestamp) {
    let case = decision.case();
    let is_new = case.closing.settled.is_none() || case.state() == State::NotAgreed;
    if let Some(how) = case.complainants.settles().filter(|_| is_new) {
        let untold = |telling: &Telling| telling.act == Some(Act::FinalAnswer);
        let heard = !case.conversation.tellings.waiting().any(untold);
        let at = case.last(says_where_one_stands).map_or(at, |last| at.max(last));
        settle(decision, how, (at, heard));
        end_unless_open(decision, heard);
    }
}

/// Whether somebody stands otherwise from then on.
const fn says_where_one_stands(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Plans(PlanFact::PlanAnswered(_))
            | Fact::Closing(ClosingFact::FinalAnswerGiven(_) | ClosingFact::CaseReopened(_))
            | Fact::Complainants(ComplainantFact::ComplainantLeft(_))
    )
}

/// The company's last word, after two refused plans or a reopening that brought
/// nothing new. Those who accepted a plan keep what it promises. The promise to
/// settle is met once they have heard it; until then they are owed a word. A last
/// word to some of a group settles what is theirs; the others go on.
pub(in crate::case) fn give_final_answer(
    decision: &mut Decision,
    words: ContentRef,
    how: How,
    named: Vec<i64>,
) -> Result<(), Rejection> {
    must_be_handled(decision, "final_answer")?;
    if decision.case().closing.settled.is_some() {
        return Err(decision.forbidden("final_answer"));
    }
    let to = addressed(decision, named)?;
    addressed::must_wait(decision, &to)?;
    must_have_refused(decision, &to)?;
    let since = decision.case().plans.planned_until;
    let told = tell_since(decision, words, how, &to, since)?;
    let at = told.as_ref().map_or(decision.now(), |told| told.at);
    let to_all = to.is_empty();
    decision.push_at(at, FinalAnswerGiven { open_until: decision.now() + LAST_OFFER, words, complainants: to });
    // Where nobody hears for the others, some of them may not have heard it yet.
    let untold = |telling: &Telling| telling.act == Some(Act::FinalAnswer);
    let heard = told.is_some() && !decision.case().conversation.tellings.waiting().any(untold);
    if to_all {
        settle(decision, SettledHow::FinalAnswer, (at, heard));
        end_unless_open(decision, heard);
    } else {
        if_all_agree(decision, at);
    }
    Ok(())
}

/// Each who is named has refused two plans; where nobody is, two were refused.
fn must_have_refused(decision: &Decision, to: &[i64]) -> Result<(), Rejection> {
    let plans = &decision.case().plans;
    let fewest = to.iter().map(|place| plans.refused_by(*place)).min();
    let refused = fewest.unwrap_or_else(|| plans.refused());
    if refused >= REFUSED_PLANS_MIN || decision.case().closing.reopened_without_news {
        return Ok(());
    }
    Err(Rejection::Closing(ClosingRejection::FinalAnswerTooEarly {
        refused: i64::try_from(refused).unwrap_or(i64::MAX),
    }))
}

/// What ends with a case that nobody agreed in; who has not heard it is owed a word.
fn end_unless_open(decision: &mut Decision, heard: bool) {
    if decision.case().state().is_open() {
        return;
    }
    running::end(decision, |met_by| InterruptedBy::LastWord { heard }.ends(met_by));
}

/// Settles a case whose complainant cannot be reached: three attempts in two
/// ways over three days, then a written notice. Their next word opens it again.
pub(in crate::case) fn settle_unreachable(decision: &mut Decision) -> Result<(), Rejection> {
    must_be_handled(decision, "unreachable")?;
    let (closing, conversation) = (&decision.case().closing, &decision.case().conversation);
    if closing.settled.is_some() {
        return Err(decision.forbidden("unreachable"));
    }
    if !conversation.is_tried_enough() {
        let attempts = conversation.attempts.len();
        return Err(Rejection::Closing(ClosingRejection::NotTriedEnough {
            attempts: i64::try_from(attempts).unwrap_or(i64::MAX),
        }));
    }
    settle(decision, SettledHow::Unreachable, (decision.now(), true));
    Ok(())
}

fn settle(decision: &mut Decision, how: SettledHow, (at, heard): (Timestamp, bool)) {
    decision.push_at(at, CaseSettled { how });
    if heard {
        decision.meet_at(&[MetBy::Settled], at);
    }
    running::end(decision, |met_by| InterruptedBy::Settlement.ends(met_by));
    // Whoever takes our last offer is told the result once, by when it was owed first.
    if !decision.case().owes(MetBy::NoticeTold) {
        running::start(decision, &[Starts::Settlement], at);
    }
}
