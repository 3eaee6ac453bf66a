//! What the strategy of a case asks for, and what of it was done.

use super::state::{Case, CaseClock};
use crate::promises::{ClockState, MetBy};
use crate::triage::strategy::Duty;

/// How one duty of a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyStanding {
    /// The duty.
    pub duty: Duty,
    /// Whether it was done; a review as long as the next is not late.
    pub done: bool,
    /// Who takes part by it, by number.
    pub staff: Vec<i64>,
}

/// The duties of the strategy in force, in order; none before the case is graded.
pub fn standing(case: &Case) -> Vec<DutyStanding> {
    let Some(severity) = &case.journey.severity else { return Vec::new() };
    let one = |duty: &Duty| {
        let told = case.duties.iter().filter(|done| done.duty == *duty);
        let staff = told.clone().filter_map(|done| done.staff).collect();
        let done = (told.count() > 0 || seen(case, *duty)) && !is_late(case, *duty);
        DutyStanding { duty: *duty, done, staff }
    };
    severity.duties.iter().map(one).collect()
}

/// What the record shows without anybody saying so.
fn seen(case: &Case, duty: Duty) -> bool {
    match duty {
        Duty::RegretAtOnce => met(case, MetBy::Contact),
        Duty::ConfirmProblem => met(case, MetBy::ContentConfirmed),
        Duty::Solve => case.journey.settled.is_some(),
        Duty::AskWhetherContent => met(case, MetBy::SatisfactionAsked),
        Duty::NamedPerson | Duty::OneOwner => case.owner.is_some(),
        Duty::Alternatives => case.journey.plans.iter().any(|plan| plan.options.len() > 1),
        // They get a notice with the grade itself.
        Duty::TellLead => true,
        Duty::RescueFirst => !case.danger,
        _ => false,
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
