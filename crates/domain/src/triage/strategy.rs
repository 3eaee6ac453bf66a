//! How a case is handled for its grade (S4 ch. 4, journey §2).

use crate::catalogue::{Grade, spelled};
use serde::{Deserialize, Serialize};

spelled! {
    /// How much the company brings to a case.
    Strategy {
        /// The front line decides alone, up to its limit.
        Mild = "mild",
        /// The department responsible is told, a named person follows to the end.
        Moderate = "moderate",
        /// A manager takes part, with a team, rescue and law; reviewed daily.
        Severe = "severe",
    }
}

/// What makes a general case more than the front line can carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The whole trip is touched.
    pub whole_trip: bool,
    /// A department must act.
    pub department: bool,
    /// The front line's limit is exceeded.
    pub over_limit: bool,
}

/// The strategy of a grade.
pub const fn of(grade: Grade, reach: Reach) -> Strategy {
    match grade {
        Grade::General if reach.whole_trip || reach.department || reach.over_limit => Strategy::Moderate,
        Grade::Slight | Grade::General => Strategy::Mild,
        Grade::Serious => Strategy::Moderate,
        Grade::Grave => Strategy::Severe,
    }
}

spelled! {
    /// What a strategy brings (journey §2, "Strategy").
    Duty {
        /// Answer at once, with regret.
        RegretAtOnce = "regret_at_once",
        /// Confirm the problem.
        ConfirmProblem = "confirm_problem",
        /// Solve it.
        Solve = "solve",
        /// Ask whether they are content.
        AskWhetherContent = "ask_whether_content",
        /// Tell the department responsible.
        TellDepartment = "tell_department",
        /// A named person follows it to the end.
        NamedPerson = "named_person",
        /// Offer alternatives, such as another way or another hotel.
        Alternatives = "alternatives",
        /// Tell the lead.
        TellLead = "tell_lead",
        /// Start the emergency plan.
        EmergencyPlan = "emergency_plan",
        /// A manager takes part.
        ManagerTakesPart = "manager_takes_part",
        /// A team investigates.
        Team = "team",
        /// Rescue first, where a person is in danger.
        RescueFirst = "rescue_first",
        /// A legal adviser takes part.
        LegalAdviser = "legal_adviser",
        /// Everything goes through one owner.
        OneOwner = "one_owner",
        /// Reviewed daily until it is closed.
        DailyReview = "daily_review",
    }
}

impl Duty {
    /// Whether somebody takes part by it, who is named.
    pub const fn names_somebody(self) -> bool {
        matches!(self, Self::ManagerTakesPart | Self::Team | Self::LegalAdviser)
    }

    /// Whether it is done again and again.
    pub const fn recurs(self) -> bool {
        matches!(self, Self::DailyReview | Self::Team)
    }
}

/// What a strategy brings, in order.
pub const fn duties(strategy: Strategy) -> &'static [Duty] {
    match strategy {
        Strategy::Mild => &[Duty::RegretAtOnce, Duty::ConfirmProblem, Duty::Solve, Duty::AskWhetherContent],
        Strategy::Moderate => &[Duty::TellDepartment, Duty::NamedPerson, Duty::Alternatives, Duty::TellLead],
        Strategy::Severe => &[
            Duty::EmergencyPlan,
            Duty::ManagerTakesPart,
            Duty::Team,
            Duty::RescueFirst,
            Duty::LegalAdviser,
            Duty::OneOwner,
            Duty::DailyReview,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_grade_has_its_strategy() {
        let none = Reach::default();
        for (grade, reach, strategy) in [
            (Grade::Slight, Reach { whole_trip: true, department: true, over_limit: true }, Strategy::Mild),
            (Grade::General, none, Strategy::Mild),
            (Grade::General, Reach { whole_trip: true, ..none }, Strategy::Moderate),
            (Grade::General, Reach { department: true, ..none }, Strategy::Moderate),
            (Grade::General, Reach { over_limit: true, ..none }, Strategy::Moderate),
            (Grade::Serious, none, Strategy::Moderate),
            (Grade::Grave, none, Strategy::Severe),
        ] {
            assert_eq!(of(grade, reach), strategy, "{grade:?} {reach:?}");
        }
        for strategy in Strategy::ALL {
            assert!(!duties(*strategy).is_empty());
        }
    }
}
