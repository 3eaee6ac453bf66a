//! What the strategy of a case asks for, when it is due, and what of it was done. Each
//! duty is done by what proves it: entries of its own, or the word of whoever did it, who
//! names the people that take part (journey §2, "Strategy").

use crate::case::clocks::case_clock::CaseClock;
use crate::case::state::Case;
use crate::catalogue::{Kind, State};
use crate::promises::{ClockState, MetBy};
use crate::triage::strategy::Duty;

/// How one duty of a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyStanding {
    /// The duty.
    pub duty: Duty,
    /// Whether it was done; a review as long as the next is not late.
    pub done: bool,
    /// Whether somebody said, with a reason, that it is not needed here.
    pub waived: bool,
    /// Whether it should be done by now.
    pub due: bool,
    /// Who takes part by it, by number.
    pub staff: Vec<i64>,
}

impl DutyStanding {
    /// Whether it should have been done, or waived, by now.
    pub const fn is_open(&self) -> bool {
        self.due && !self.done && !self.waived
    }
}

/// What shows that a duty was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Entries of other acts; words that it was done say nothing.
    ByRecord,
    /// The word of whoever did it.
    ByWord,
    /// The same, once somebody has spoken with the complainant.
    AfterContact,
    /// The same, with the name of who takes part.
    ByNaming(Part),
}

/// Who can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Any member of staff.
    Anybody,
    /// Who leads a desk.
    Lead,
    /// Who decides as a manager does.
    Manager,
}

/// What shows that a duty was done.
pub const fn shown(duty: Duty) -> Shown {
    match duty {
        // The content is confirmed by a message that says so, the matter solved by its
        // settlement, an owner named by the assignment, alternatives offered by a plan.
        Duty::ConfirmProblem
        | Duty::Solve
        | Duty::AskWhetherContent
        | Duty::NamedPerson
        | Duty::OneOwner
        | Duty::Alternatives => Shown::ByRecord,
        // No entry tells regret from other words.
        Duty::RegretAtOnce => Shown::AfterContact,
        Duty::EmergencyPlan | Duty::RescueFirst | Duty::DailyReview => Shown::ByWord,
        // A department is also told by whoever speaks with somebody there.
        Duty::TellDepartment | Duty::Team | Duty::LegalAdviser => Shown::ByNaming(Part::Anybody),
        Duty::TellLead => Shown::ByNaming(Part::Lead),
        Duty::ManagerTakesPart => Shown::ByNaming(Part::Manager),
    }
}

/// How far a case has come, as duties count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// As soon as the case is graded.
    AtOnce,
    /// With the investigation.
    Investigation,
    /// Before the case is closed.
    Closing,
    /// Before the file is sealed.
    Archive,
}

/// The duties of the strategy in force, in order; none before the case is graded.
pub fn standing(case: &Case) -> Vec<DutyStanding> {
    standing_at(case, reached(case))
}

/// What of the strategy would still be open if a complaint were closed now.
pub fn open_at_closing(case: &Case) -> Vec<Duty> {
    open_at(case, Due::Closing)
}

/// What of it would still be open if its file were sealed now.
pub fn open_at_archive(case: &Case) -> Vec<Duty> {
    open_at(case, Due::Archive)
}

fn open_at(case: &Case, point: Due) -> Vec<Duty> {
    if case.triage.kind != Kind::Complaint {
        return Vec::new();
    }
    standing_at(case, point).into_iter().filter(DutyStanding::is_open).map(|one| one.duty).collect()
}

fn standing_at(case: &Case, point: Due) -> Vec<DutyStanding> {
    let Some(severity) = &case.triage.severity else { return Vec::new() };
    let one = |duty: &Duty| {
        let told = case.team.duties.iter().filter(|done| done.duty == *duty && !done.waived);
        let staff = told.clone().filter_map(|done| done.staff).collect();
        let seen = if severity.proved { seen(case, *duty) } else { seen_before(case, *duty) };
        let done = (told.count() > 0 || seen) && !is_late(case, *duty);
        let waived = case.team.duties.iter().any(|done| done.duty == *duty && done.waived);
        // The first review is due a day after the grade, each as long as its clock says.
        let is_due = *duty != Duty::DailyReview || is_late(case, *duty);
        DutyStanding { duty: *duty, done, waived, due: due(*duty) <= point && is_due, staff }
    };
    severity.duties.iter().map(one).collect()
}

/// How far the case has come.
const fn reached(case: &Case) -> Due {
    match case.state() {
        State::Received | State::Accepted => Due::AtOnce,
        State::Investigating | State::Planned => Due::Investigation,
        State::Agreed | State::CarryingOut => Due::Closing,
        _ => Due::Archive,
    }
}

/// When a duty is asked for (journey §2, "Strategy").
const fn due(duty: Duty) -> Due {
    match duty {
        Duty::RegretAtOnce
        | Duty::ConfirmProblem
        | Duty::EmergencyPlan
        | Duty::RescueFirst
        | Duty::ManagerTakesPart
        | Duty::NamedPerson
        | Duty::OneOwner
        | Duty::TellLead
        | Duty::DailyReview
        | Duty::TellDepartment => Due::AtOnce,
        Duty::Team | Duty::LegalAdviser => Due::Investigation,
        Duty::Alternatives | Duty::Solve => Due::Closing,
        Duty::AskWhetherContent => Due::Archive,
    }
}

/// What the record shows without anybody saying so.
fn seen(case: &Case, duty: Duty) -> bool {
    match duty {
        // Whoever has agreed to a plan knows that we know the problem.
        Duty::ConfirmProblem => met(case, MetBy::ContentConfirmed) || case.complainants.any_accepted(),
        Duty::Solve => case.closing.settled.is_some(),
        Duty::AskWhetherContent => met(case, MetBy::SatisfactionAsked) || case.closing.satisfaction_told,
        Duty::NamedPerson | Duty::OneOwner => case.team.owner.is_some(),
        Duty::Alternatives => offered_alternatives(case),
        Duty::TellDepartment => case.investigation.department_asked,
        // Whatever goes up the chain comes to the lead.
        Duty::TellLead => case.team.escalated.is_some(),
        // Where nobody is in danger, nobody has to be rescued.
        Duty::RescueFirst => !case.triage.danger,
        Duty::RegretAtOnce
        | Duty::EmergencyPlan
        | Duty::ManagerTakesPart
        | Duty::Team
        | Duty::LegalAdviser
        | Duty::DailyReview => false,
    }
}

/// Whether somebody could choose between options at one time; a plan that came after
/// another one was no alternative to it.
fn offered_alternatives(case: &Case) -> bool {
    case.plans.all.iter().any(|plan| {
        let has_choice = |place: &i64| plan.options_of(*place, false).len() > 1;
        plan.asked.iter().any(has_choice)
    })
}

/// Whether somebody of ours has spoken with the complainant, or written to one whom
/// nobody can contact.
pub fn was_contacted(case: &Case) -> bool {
    met(case, MetBy::Contact)
        || (case.intake.anonymous && case.conversation.answered)
        || case.complainants.any_accepted()
}

/// The same of a case that was graded before each duty had to be proved: what was done
/// then stays done.
fn seen_before(case: &Case, duty: Duty) -> bool {
    match duty {
        Duty::RegretAtOnce => met(case, MetBy::Contact) || case.complainants.any_accepted() || case.intake.anonymous,
        Duty::Alternatives => case.plans.all.len() > 1 || case.plans.all.iter().any(|p| p.options.len() > 1),
        Duty::TellLead => true,
        Duty::DailyReview => !is_late(case, duty),
        duty => seen(case, duty),
    }
}

fn met(case: &Case, met_by: MetBy) -> bool {
    let is_met =
        |c: &CaseClock| matches!(c.clock.state, ClockState::Met { .. } | ClockState::Breached { met_at: Some(_) });
    case.clocks.iter().any(|c| c.met_by == met_by && is_met(c))
}

fn is_late(case: &Case, duty: Duty) -> bool {
    let late =
        |c: &CaseClock| c.met_by == MetBy::Reviewed && matches!(c.clock.state, ClockState::Breached { met_at: None });
    duty == Duty::DailyReview && case.clocks.iter().any(late)
}
