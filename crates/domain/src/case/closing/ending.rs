//! Closing, satisfaction, reopening, taking back, archiving (journey §7).

use crate::case::clocks::interrupted::InterruptedBy;
use crate::case::clocks::{again, running};
use crate::case::command::Telling;
use crate::case::conversation::telling::{said_at, tell};
use crate::case::decision::Decision;
use crate::case::event::{
    CaseArchived, CaseEscalated, CaseReopened, CaseResolved, CaseWithdrawn, ReopenCause, SatisfactionTold,
};
use crate::case::publication;
use crate::case::rejection::{ClosingRejection, Rejection};
use crate::case::state::Case;
use crate::case::team::duties;
use crate::case::team::rules::follow_strategy;
use crate::catalogue::{ClosingItem, EscalationLevel, Item, Kind, SettledHow, State};
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;
use crate::retention::KEPT_FOR;
use crate::terms::Terms;
use crate::time::Timestamp;
use crate::triage::strategy::Duty;

/// Closes the case. What is not settled or not answered, or has still to be done, cannot
/// be closed;
/// the promise to tell the result runs on until it is told.
pub(in crate::case) fn resolve(
    decision: &mut Decision,
    words: Option<ContentRef>,
    how: Telling,
) -> Result<(), Rejection> {
    let case = decision.case();
    let is_emptied = case.is_emptied();
    if !case.state().is_open()
        || (case.state() == State::Received && case.triage.kind.needs_acceptance() && !is_emptied)
    {
        return Err(decision.forbidden("resolve"));
    }
    if is_emptied {
        return close_emptied(decision, words, how);
    }
    // Only a complaint has a plan to be accepted; other kinds end with an answer.
    let needs_settlement = case.triage.kind == Kind::Complaint;
    if needs_settlement && case.closing.settled.is_none() {
        return Err(Rejection::Closing(ClosingRejection::NotSettled));
    }
    let open = case.plans.open_measures();
    if open > 0 {
        return Err(Rejection::Closing(ClosingRejection::MeasuresOpen {
            count: i64::try_from(open).unwrap_or(i64::MAX),
        }));
    }
    if needs_settlement {
        must_be_ready(decision)?;
    }
    if let Some(words) = words {
        tell(decision, words, how)?;
    }
    // What is said at the closing may be the answer itself.
    let lacks = decision.case().unanswered();
    if !lacks.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }));
    }
    decision.push(CaseResolved { notice: None, words });
    // What closes an inquiry, a suggestion or praise is the answer that it waited for.
    if !needs_settlement && decision.case().conversation.answered {
        let answered = [MetBy::SolutionTold, MetBy::FeedbackAnswered, MetBy::PraisePassed, MetBy::ContentConfirmed];
        decision.meet(&answered);
    }
    running::end(decision, |met_by| InterruptedBy::Closing.ends(met_by));
    running::start(decision, &[Starts::Resolution], decision.now());
    Ok(())
}

/// Of a case whose contents are erased nothing can be settled, answered or asked any more.
fn close_emptied(decision: &mut Decision, words: Option<ContentRef>, how: Telling) -> Result<(), Rejection> {
    if let Some(words) = words {
        tell(decision, words, how)?;
    }
    decision.push(CaseResolved { notice: None, words });
    running::end(decision, |met_by| InterruptedBy::Closing.ends(met_by));
    Ok(())
}

/// A complaint is closed by somebody who has it, under its category and grade, with
/// everything done or waived that its strategy asks for by then.
fn must_be_ready(decision: &Decision) -> Result<(), Rejection> {
    let case = decision.case();
    let lacks = [
        (case.team.owner.is_none(), ClosingItem::Owner),
        (case.triage.category.is_none(), ClosingItem::Category),
        (case.triage.severity.is_none(), ClosingItem::Grade),
    ];
    let lacks: Vec<ClosingItem> = lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, item)| item).collect();
    if !lacks.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }));
    }
    let duties = duties::open_at_closing(case);
    if duties.is_empty() { Ok(()) } else { Err(Rejection::Closing(ClosingRejection::DutiesOpen { duties })) }
}

/// The first time that somebody is not content with what was done, the matter is
/// taken up again; after that, and where our last word was said, it goes up to the
/// manager, and they are owed an answer.
pub(in crate::case) fn record_satisfaction(
    decision: &mut Decision,
    content: bool,
    rating: Option<i64>,
    (words, happened_at): (Option<ContentRef>, Option<Timestamp>),
) -> Result<(), Rejection> {
    if !matches!(decision.case().state(), State::Resolved | State::NotAgreed) {
        return Err(decision.forbidden("satisfaction"));
    }
    if !content && words.is_none() {
        return Err(Rejection::Closing(ClosingRejection::DiscontentWithoutWords));
    }
    let first_time = decision.case().closing.discontents == 0 && decision.case().state() == State::Resolved;
    let via = decision.via();
    let at = said_at(decision, happened_at, decision.case().status.ended_at())?;
    decision.push_at(at, SatisfactionTold { content, rating, words, via });
    decision.meet_at(&[MetBy::SatisfactionAsked], at);
    match words.filter(|_| !content) {
        Some(reason) if first_time => take_up(decision, Some(ReopenCause::NotContent), false, reason),
        Some(reason) => {
            if decision.case().team.escalated.is_none_or(|level| level < EscalationLevel::Manager) {
                decision.push(CaseEscalated { to: EscalationLevel::Manager, words: reason });
            }
            owe_answer(decision, at);
        }
        None => {}
    }
    Ok(())
}

/// Words that came after the end wait for an answer; of several the first counts.
pub(in crate::case) fn owe_answer(decision: &mut Decision, from: Timestamp) {
    if !decision.case().owes(MetBy::AfterwordAnswered) {
        running::start_for_words(decision, &[Starts::Afterword], from);
    }
}

pub(in crate::case) fn reopen(decision: &mut Decision, new_facts: bool, reason: ContentRef) -> Result<(), Rejection> {
    let ended = matches!(
        decision.case().state(),
        State::Resolved | State::NotAgreed | State::Withdrawn | State::Archived | State::Refused
    );
    if !ended {
        return Err(decision.forbidden("reopen"));
    }
    take_up(decision, None, new_facts, reason);
    Ok(())
}

/// Who could not be reached and then writes opens their case again.
pub(in crate::case) fn reopen_by_their_word(decision: &mut Decision, words: ContentRef) {
    let unreachable = decision.case().closing.settled.is_some_and(|(how, _)| how == SettledHow::Unreachable);
    if unreachable {
        take_up(decision, Some(ReopenCause::Wrote), false, words);
    }
}

pub(in crate::case) fn withdraw(decision: &mut Decision, words: ContentRef) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("withdraw"));
    }
    decision.push(CaseWithdrawn { words });
    running::end(decision, |met_by| InterruptedBy::Withdrawal.ends(met_by));
    Ok(())
}

/// What a file lacks before it can be sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveLacks {
    /// Whether something runs outside the company.
    pub proceeding: bool,
    /// Items that are neither filled nor said not to be given.
    pub items: Vec<Item>,
    /// What the strategy asks for that was neither done nor waived.
    pub duties: Vec<Duty>,
}

impl ArchiveLacks {
    /// Whether it lacks nothing.
    pub const fn is_empty(&self) -> bool {
        !self.proceeding && self.items.is_empty() && self.duties.is_empty()
    }
}

/// What the file of a case would lack if it were sealed now; `missing` are its items that
/// nobody told. Only that of a complaint has to be whole, and not of one that ended before
/// the program asked for this.
pub fn lacks_for_archive(case: &Case, terms: &Terms, missing: Vec<Item>) -> ArchiveLacks {
    if case.triage.kind != Kind::Complaint || case.exempt(terms).is_some() {
        return ArchiveLacks::default();
    }
    // Of a case that was not closed by us, the strategy asks nothing more.
    let asks = matches!(case.state(), State::Resolved) || case.state().is_open();
    let duties = if asks { duties::open_at_archive(case) } else { Vec::new() };
    ArchiveLacks { proceeding: case.is_before_others(), items: missing, duties }
}

/// Seals the file. That of a complaint is whole: nothing runs outside, every item is
/// filled or said not to be given, what the strategy asks for was done or waived.
/// One that ended before the program asked for this is taken as it is.
pub(in crate::case) fn archive(
    decision: &mut Decision,
    summary: ContentRef,
    missing: Vec<Item>,
) -> Result<(), Rejection> {
    let ended =
        matches!(decision.case().state(), State::Resolved | State::NotAgreed | State::Withdrawn | State::Refused);
    if !ended {
        return Err(decision.forbidden("archive"));
    }
    let ended_at = decision.case().status.ended_at().unwrap_or(decision.now());
    let lacks = lacks_for_archive(decision.case(), decision.context().policies.terms(), missing);
    if lacks.proceeding {
        return Err(Rejection::Closing(ClosingRejection::ProceedingRuns));
    }
    if !lacks.items.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::ItemsMissing { items: lacks.items }));
    }
    if !lacks.duties.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::DutiesOpen { duties: lacks.duties }));
    }
    decision.push(CaseArchived { summary, keep_until: Some(ended_at + KEPT_FOR) });
    running::end(decision, |met_by| InterruptedBy::Closing.ends(met_by));
    Ok(())
}

/// Takes a case up again. What its refusal or withdrawal had ended counts again; of a
/// refused one, what begins with handling begins now.
pub(in crate::case) fn take_up(
    decision: &mut Decision,
    cause: Option<ReopenCause>,
    new_facts: bool,
    reason: ContentRef,
) {
    let was_refused = decision.case().status.is_refused();
    let ended = again::of_end(decision);
    decision.push(CaseReopened { new_facts, cause, reason });
    let reopening = decision.case().seq;
    publication::rules::take_back(decision);
    running::end(decision, |met_by| InterruptedBy::Reopening.ends(met_by));
    running::start_again(decision, &[MetBy::PlanProposed, MetBy::Settled, MetBy::Word]);
    if was_refused {
        running::start_again(decision, &[MetBy::FactsGathered]);
    }
    if was_refused && decision.case().triage.severity.is_none() {
        running::start_again(decision, &[MetBy::Graded]);
    }
    again::take_up(decision, ended);
    // Whoever takes a matter up that was not decided on accepts it.
    decision.meet_by(reopening, &[MetBy::AcceptanceDecided], decision.now());
    follow_strategy(decision, None);
}
