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
pub struct ImpactScope {
    /// The whole trip is touched.
    pub whole_trip: bool,
    /// A department must act.
    pub department: bool,
    /// The front line's limit is exceeded.
    pub over_limit: bool,
}

/// The strategy of each grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategies {
    /// Of a slight case.
    pub slight: Strategy,
    /// Of a general one that the front line can carry.
    pub general: Strategy,
    /// Of a general one that is more than that.
    pub general_beyond: Strategy,
    /// Of a serious one.
    pub serious: Strategy,
    /// Of a grave one.
    pub grave: Strategy,
}

impl Strategies {
    /// Those of the standard.
    pub const STANDARD: Self = Self {
        slight: Strategy::Mild,
        general: Strategy::Mild,
        general_beyond: Strategy::Moderate,
        serious: Strategy::Moderate,
        grave: Strategy::Severe,
    };

    /// The strategy of a grade.
    pub const fn of(&self, grade: Grade, reach: ImpactScope) -> Strategy {
        match grade {
            Grade::Slight => self.slight,
            Grade::General if reach.whole_trip || reach.department || reach.over_limit => self.general_beyond,
            Grade::General => self.general,
            Grade::Serious => self.serious,
            Grade::Grave => self.grave,
        }
    }

    /// Whether no graver case is handled more mildly.
    pub fn rise(self) -> bool {
        [self.slight, self.general, self.general_beyond, self.serious, self.grave].is_sorted()
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
    /// Whether it is done again and again.
    pub const fn recurs(self) -> bool {
        matches!(self, Self::DailyReview | Self::Team)
    }
}

/// What each strategy asks for, in order. The default is that of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    /// The mild one.
    pub mild: Vec<Duty>,
    /// The moderate one.
    pub moderate: Vec<Duty>,
    /// The severe one.
    pub severe: Vec<Duty>,
}

impl Default for Duties {
    fn default() -> Self {
        Self {
            mild: vec![Duty::RegretAtOnce, Duty::ConfirmProblem, Duty::Solve, Duty::AskWhetherContent],
            moderate: vec![Duty::TellDepartment, Duty::NamedPerson, Duty::Alternatives, Duty::TellLead],
            severe: vec![
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
}

impl Duties {
    /// Those of a strategy.
    pub fn of(&self, strategy: Strategy) -> &[Duty] {
        match strategy {
            Strategy::Mild => &self.mild,
            Strategy::Moderate => &self.moderate,
            Strategy::Severe => &self.severe,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_grade_has_its_strategy() {
        let none = ImpactScope::default();
        for (grade, reach, strategy) in [
            (Grade::Slight, ImpactScope { whole_trip: true, department: true, over_limit: true }, Strategy::Mild),
            (Grade::General, none, Strategy::Mild),
            (Grade::General, ImpactScope { whole_trip: true, ..none }, Strategy::Moderate),
            (Grade::General, ImpactScope { department: true, ..none }, Strategy::Moderate),
            (Grade::General, ImpactScope { over_limit: true, ..none }, Strategy::Moderate),
            (Grade::Serious, none, Strategy::Moderate),
            (Grade::Grave, none, Strategy::Severe),
        ] {
            assert_eq!(Strategies::STANDARD.of(grade, reach), strategy, "{grade:?} {reach:?}");
        }
    }
}
