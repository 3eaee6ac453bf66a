//! Closing, satisfaction, reopening, taking back, archiving (journey §7).

use crate::case::clocks::interrupted::InterruptedBy;
use crate::case::clocks::{again, running};
use crate::case::command::Telling;
use crate::case::conversation::telling::{said_at, tell};
use crate::case::draft::Draft;
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
pub(in crate::case) fn resolve(draft: &mut Draft, words: Option<ContentRef>, how: Telling) -> Result<(), Rejection> {
    let case = draft.case();
    let is_emptied = case.is_emptied();
    if !case.state().is_open()
        || (case.state() == State::Received && case.triage.kind.needs_acceptance() && !is_emptied)
    {
        return Err(draft.forbidden("resolve"));
    }
    if is_emptied {
        return close_emptied(draft, words, how);
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
        must_be_ready(draft)?;
    }
    if let Some(words) = words {
        tell(draft, words, how)?;
    }
    // What is said at the closing may be the answer itself.
    let lacks = draft.case().unanswered();
    if !lacks.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }));
    }
    draft.push(CaseResolved { notice: None, words });
    // What closes an inquiry, a suggestion or praise is the answer that it waited for.
    if !needs_settlement && draft.case().conversation.answered {
        let answered = [MetBy::SolutionTold, MetBy::FeedbackAnswered, MetBy::PraisePassed, MetBy::ContentConfirmed];
        draft.meet(&answered);
    }
    running::end(draft, |met_by| InterruptedBy::Closing.ends(met_by));
    running::start(draft, &[Starts::Resolution], draft.now());
    Ok(())
}

/// Of a case whose contents are erased nothing can be settled, answered or asked any more.
fn close_emptied(draft: &mut Draft, words: Option<ContentRef>, how: Telling) -> Result<(), Rejection> {
    if let Some(words) = words {
        tell(draft, words, how)?;
    }
    draft.push(CaseResolved { notice: None, words });
    running::end(draft, |met_by| InterruptedBy::Closing.ends(met_by));
    Ok(())
}

/// A complaint is closed by somebody who has it, under its category and grade, with
/// everything done or waived that its strategy asks for by then.
fn must_be_ready(draft: &Draft) -> Result<(), Rejection> {
    let case = draft.case();
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
    draft: &mut Draft,
    content: bool,
    rating: Option<i64>,
    (words, happened_at): (Option<ContentRef>, Option<Timestamp>),
) -> Result<(), Rejection> {
    if !matches!(draft.case().state(), State::Resolved | State::NotAgreed) {
        return Err(draft.forbidden("satisfaction"));
    }
    if !content && words.is_none() {
        return Err(Rejection::Closing(ClosingRejection::DiscontentWithoutWords));
    }
    let first_time = draft.case().closing.discontents == 0 && draft.case().state() == State::Resolved;
    let via = draft.via();
    let at = said_at(draft, happened_at, draft.case().standing.ended_at())?;
    draft.push_at(at, SatisfactionTold { content, rating, words, via });
    draft.meet_at(&[MetBy::SatisfactionAsked], at);
    match words.filter(|_| !content) {
        Some(reason) if first_time => take_up(draft, Some(ReopenCause::NotContent), false, reason),
        Some(reason) => {
            if draft.case().team.escalated.is_none_or(|level| level < EscalationLevel::Manager) {
                draft.push(CaseEscalated { to: EscalationLevel::Manager, words: reason });
            }
            owe_answer(draft, at);
        }
        None => {}
    }
    Ok(())
}

/// Words that came after the end wait for an answer; of several the first counts.
pub(in crate::case) fn owe_answer(draft: &mut Draft, from: Timestamp) {
    if !draft.case().owes(MetBy::AfterwordAnswered) {
        running::start_for_words(draft, &[Starts::Afterword], from);
    }
}

pub(in crate::case) fn reopen(draft: &mut Draft, new_facts: bool, reason: ContentRef) -> Result<(), Rejection> {
    let ended = matches!(
        draft.case().state(),
        State::Resolved | State::NotAgreed | State::Withdrawn | State::Archived | State::Refused
    );
    if !ended {
        return Err(draft.forbidden("reopen"));
    }
    take_up(draft, None, new_facts, reason);
    Ok(())
}

/// Who could not be reached and then writes opens their case again.
pub(in crate::case) fn reopen_by_their_word(draft: &mut Draft, words: ContentRef) {
    let unreachable = draft.case().closing.settled.is_some_and(|(how, _)| how == SettledHow::Unreachable);
    if unreachable {
        take_up(draft, Some(ReopenCause::Wrote), false, words);
    }
}

pub(in crate::case) fn withdraw(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("withdraw"));
    }
    draft.push(CaseWithdrawn { words });
    running::end(draft, |met_by| InterruptedBy::Withdrawal.ends(met_by));
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
pub(in crate::case) fn archive(draft: &mut Draft, summary: ContentRef, missing: Vec<Item>) -> Result<(), Rejection> {
    let ended = matches!(draft.case().state(), State::Resolved | State::NotAgreed | State::Withdrawn | State::Refused);
    if !ended {
        return Err(draft.forbidden("archive"));
    }
    let ended_at = draft.case().standing.ended_at().unwrap_or(draft.now());
    let lacks = lacks_for_archive(draft.case(), draft.moment().policies.terms(), missing);
    if lacks.proceeding {
        return Err(Rejection::Closing(ClosingRejection::ProceedingRuns));
    }
    if !lacks.items.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::ItemsMissing { items: lacks.items }));
    }
    if !lacks.duties.is_empty() {
        return Err(Rejection::Closing(ClosingRejection::DutiesOpen { duties: lacks.duties }));
    }
    draft.push(CaseArchived { summary, keep_until: Some(ended_at + KEPT_FOR) });
    running::end(draft, |met_by| InterruptedBy::Closing.ends(met_by));
    Ok(())
}

/// Takes a case up again. What its refusal or withdrawal had ended counts again; of a
/// refused one, what begins with handling begins now.
pub(in crate::case) fn take_up(draft: &mut Draft, cause: Option<ReopenCause>, new_facts: bool, reason: ContentRef) {
    let was_refused = draft.case().standing.is_refused();
    let ended = again::of_end(draft);
    draft.push(CaseReopened { new_facts, cause, reason });
    let reopening = draft.case().seq;
    publication::rules::take_back(draft);
    running::end(draft, |met_by| InterruptedBy::Reopening.ends(met_by));
    running::start_again(draft, &[MetBy::PlanProposed, MetBy::Settled, MetBy::Word]);
    if was_refused {
        running::start_again(draft, &[MetBy::FactsGathered]);
    }
    if was_refused && draft.case().triage.severity.is_none() {
        running::start_again(draft, &[MetBy::Graded]);
    }
    again::take_up(draft, ended);
    // Whoever takes a matter up that was not decided on accepts it.
    draft.meet_by(reopening, &[MetBy::AcceptanceDecided], draft.now());
    follow_strategy(draft, None);
}
