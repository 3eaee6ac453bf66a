//! The one thing that is best done next (screens, "Case"): what we owe first,
//! in the order of the journey.

use crate::case::acceptance::state::Objection;
use crate::case::decide::may_tell_result;
use crate::case::plans::state::Done;
use crate::case::publication::state::Publication;
use crate::case::state::Case;
use crate::case::team::duties::{self, DutyStanding};
use crate::catalogue::{Kind, State, spelled};
use crate::promises::MetBy;
use crate::triage::strategy::Duty;
use serde::{Deserialize, Serialize};

spelled! {
    /// What is best done next, by the resource of its act.
    NextStep {
        /// Somebody takes it.
        Assign = "assignment",
        /// They are told what stands on their page only.
        Tell = "telling",
        /// They are told the result anew: a line of the letter that they have is not true.
        TellResultAnew = "letter_anew",
        /// How much it presses is judged anew: the entry that carried it was withdrawn.
        JudgeAnew = "judging_anew",
        /// The complainant is spoken with.
        Contact = "messages",
        /// A person grades it.
        Triage = "triage",
        /// It is accepted, or refused with a ground.
        Accept = "acceptance",
        /// What the strategy asks for is done.
        DoDuty = "duties",
        /// Facts are gathered.
        Investigate = "findings",
        /// Their causes are named.
        NameCauses = "causes",
        /// A plan is put to the complainant.
        Plan = "plans",
        /// Their answer is put on record.
        HearAnswer = "plan_answer",
        /// What is left to do is done.
        CarryOut = "measure_completion",
        /// The complainant is told the result.
        TellResult = "result_notice",
        /// It is closed.
        Resolve = "resolution",
        /// They are asked whether they are content.
        AskContent = "satisfaction",
        /// The objection to a refusal is decided.
        DecideObjection = "objection_decision",
        /// The file is sealed.
        Archive = "archive",
    }
}

/// What is best done next; nothing where the case is over.
pub fn next_step(case: &Case) -> Option<NextStep> {
    let step = match case.state() {
        State::Merged => return None,
        _ if case.acceptance.objection == Some(Objection::Waits) => NextStep::DecideObjection,
        _ if !case.state().is_open() && case.owes(MetBy::AfterwordAnswered) => NextStep::Contact,
        State::Resolved | State::NotAgreed | State::Refused if waits_to_be_told(case) => NextStep::Tell,
        State::Agreed | State::CarryingOut | State::Resolved | State::NotAgreed | State::Archived
            if has_untrue_letter(case) =>
        {
            NextStep::TellResultAnew
        }
        State::Archived if matches!(case.publication, Some(Publication::Approved { told: None, .. })) => NextStep::Tell,
        State::Archived => return None,
        State::Resolved | State::NotAgreed if is_open(case, MetBy::NoticeTold) => NextStep::TellResult,
        State::Resolved if is_open(case, MetBy::SatisfactionAsked) => NextStep::AskContent,
        State::Resolved | State::Refused | State::Withdrawn | State::NotAgreed => NextStep::Archive,
        _ if case.is_emptied() => NextStep::Resolve,
        _ if case.team.owner.is_none() => NextStep::Assign,
        _ if waits_to_be_told(case) => NextStep::Tell,
        _ if case.presses_by_nothing() => NextStep::JudgeAnew,
        _ if is_open(case, MetBy::Contact) || is_open(case, MetBy::ContentConfirmed) => NextStep::Contact,
        _ if is_open(case, MetBy::Graded) => NextStep::Triage,
        _ if open_duty(case).is_some() => NextStep::DoDuty,
        State::Received if case.triage.kind.needs_acceptance() => NextStep::Accept,
        State::Received if !case.unanswered().is_empty() => NextStep::Contact,
        State::Planned if !case.asked().is_empty() => NextStep::HearAnswer,
        State::Accepted => NextStep::Investigate,
        State::Investigating if is_open(case, MetBy::FactsGathered) => NextStep::NameCauses,
        State::Planned | State::Investigating => NextStep::Plan,
        State::Agreed | State::CarryingOut if is_open(case, MetBy::NoticeTold) => NextStep::TellResult,
        State::Agreed | State::CarryingOut if open_measures(case) => NextStep::CarryOut,
        State::Received | State::Agreed | State::CarryingOut => NextStep::Resolve,
    };
    Some(step)
}

/// Whether a letter that they have says of a limit what is not true, and a new one can be
/// told.
fn has_untrue_letter(case: &Case) -> bool {
    case.untrue_letter().is_some_and(|letter| may_tell_result(case, &letter.complainants).is_ok())
}

fn waits_to_be_told(case: &Case) -> bool {
    case.conversation.tellings.waiting().next().is_some()
}

/// Whether something that meets this has still to happen.
fn is_open(case: &Case, met_by: MetBy) -> bool {
    case.owes(met_by)
}

/// The first duty of a complaint's strategy that is due and open, as far as no other
/// step brings it.
pub fn open_duty(case: &Case) -> Option<Duty> {
    let brought = [Duty::ConfirmProblem, Duty::Solve, Duty::AskWhetherContent, Duty::Alternatives];
    let open = duties::standing(case).into_iter().filter(DutyStanding::is_open).map(|one| one.duty);
    let mut open = open.filter(|duty| case.triage.kind == Kind::Complaint && !brought.contains(duty));
    open.next()
}

fn open_measures(case: &Case) -> bool {
    case.plans.measures.iter().any(|measure| measure.done == Done::Open)
}
