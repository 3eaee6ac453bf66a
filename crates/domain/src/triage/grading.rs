//! How a company grades: the weights of the indicators, the scores from which a
//! grade holds, the strategy of each grade, and what a strategy asks for (S4
//! §1.1.21–23 and ch. 4; journey §2: the figures of the standard, editable).

use super::severity::{INDICATOR_MAX, Scale};
use super::strategy::{Duties, Strategies, Strategy};
use serde::{Deserialize, Serialize};

/// What the weights add to.
pub const WEIGHTS_SUM: i64 = 100;
/// The highest score, in hundredths.
pub const SCORE_MAX: i64 = WEIGHTS_SUM * INDICATOR_MAX;

/// One version of it. The default is that of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grading {
    /// From 1.
    pub version: i64,
    /// How indicators become a grade.
    #[serde(flatten)]
    pub scale: Scale,
    /// The strategy of each grade.
    pub strategies: Strategies,
    /// What each strategy asks for.
    pub duties: Duties,
}

impl Default for Grading {
    fn default() -> Self {
        let (scale, strategies, duties) = (Scale::STANDARD, Strategies::STANDARD, Duties::default());
        Self { version: 1, scale, strategies, duties }
    }
}

/// What is wrong with a way of grading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The weights do not add to a hundred.
    WeightsSum(i64),
    /// A higher grade begins at a lower score.
    CutOffsFall,
    /// A graver case would be handled more mildly.
    StrategiesFall,
    /// A strategy asks for nothing.
    NoDuty(Strategy),
}

impl Grading {
    /// Everything that is wrong with it.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let sum = self.scale.weights.sum();
        let none = Strategy::ALL.iter().filter(|strategy| self.duties.of(**strategy).is_empty());
        let wrong = [
            (sum != WEIGHTS_SUM).then_some(Mistake::WeightsSum(sum)),
            (!self.scale.cut_offs.rise()).then_some(Mistake::CutOffsFall),
            (!self.strategies.rise()).then_some(Mistake::StrategiesFall),
        ];
        wrong.into_iter().flatten().chain(none.map(|strategy| Mistake::NoDuty(*strategy))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::severity::Indicators;

    #[test]
    fn that_of_the_standard_is_sound_and_each_mistake_of_another_is_told() {
        assert_eq!(Grading::default().mistakes(), []);
        let mut wrong = Grading::default();
        wrong.scale.weights = Indicators { content: 50, ..wrong.scale.weights };
        wrong.scale.cut_offs.general = 160;
        wrong.strategies.serious = Strategy::Mild;
        wrong.duties.severe.clear();
        assert_eq!(
            wrong.mistakes(),
            [
                Mistake::WeightsSum(110),
                Mistake::CutOffsFall,
                Mistake::StrategiesFall,
                Mistake::NoDuty(Strategy::Severe)
            ]
        );
    }
}
