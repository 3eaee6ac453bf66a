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

/// What a strategy brings, by the word of each duty.
pub const fn duties(strategy: Strategy) -> &'static [&'static str] {
    match strategy {
        Strategy::Mild => &["regret_at_once", "confirm_problem", "solve", "ask_whether_content"],
        Strategy::Moderate => &["tell_department", "named_person", "alternatives", "tell_lead"],
        Strategy::Severe => &[
            "emergency_plan",
            "manager_takes_part",
            "team",
            "rescue_first",
            "legal_adviser",
            "one_owner",
            "daily_review",
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
