//! Severity: four indicators from 0 to 3, weighted, in whole hundredths; floors
//! for what is grave by itself; a person's own grade above both (S4 §1.1.21–23,
//! journey §2). Nothing about who the complainant is can enter here.

use crate::catalogue::{Channel, Grade, Nature, spelled};
use serde::{Deserialize, Serialize};

/// The highest value of an indicator.
pub const INDICATOR_MAX: i64 = 3;

spelled! {
    /// What sets a lowest grade by itself, whatever the score says.
    Circumstance {
        /// A person died.
        Death = "death",
        /// A person was seriously injured.
        SeriousInjury = "serious_injury",
        /// A danger to persons is not over.
        DangerNotOver = "danger_not_over",
        /// A person was slightly injured.
        MinorInjury = "minor_injury",
        /// Personal data became known to others.
        DataLeak = "data_leak",
        /// Media with reach report.
        MediaWithReach = "media_with_reach",
        /// An authority demands something in writing; an ordinary slip of a
        /// hotline or platform does not.
        AuthorityDemand = "authority_demand",
    }
}

impl Circumstance {
    /// The lowest grade that it leaves.
    pub const fn floor(self) -> Grade {
        match self {
            Self::Death | Self::SeriousInjury | Self::DangerNotOver => Grade::Grave,
            Self::MinorInjury | Self::DataLeak | Self::MediaWithReach | Self::AuthorityDemand => Grade::Serious,
        }
    }
}

/// The four indicators, each from 0 to 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicators {
    /// What was lost: nothing, comfort, a part of the trip, the trip or health.
    pub content: i64,
    /// From where it came: direct, platform or post, authority, media or court.
    pub source: i64,
    /// How much it presses.
    pub nature: i64,
    /// How quick we were.
    pub speed: i64,
}

impl Indicators {
    /// What they add to.
    pub const fn sum(self) -> i64 {
        self.content + self.source + self.nature + self.speed
    }
}

/// From which score, in hundredths, a case has a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOffs {
    /// General.
    pub general: i64,
    /// Serious.
    pub serious: i64,
    /// Grave.
    pub grave: i64,
}

impl CutOffs {
    /// Whether a higher grade begins at a higher score.
    pub const fn rise(self) -> bool {
        self.general < self.serious && self.serious < self.grave
    }
}

/// How indicators become a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// What each indicator weighs. They add to 100.
    pub weights: Indicators,
    /// Where the grades begin.
    pub cut_offs: CutOffs,
}

impl Scale {
    /// The scale of the standard.
    pub const STANDARD: Self = Self {
        weights: Indicators { content: 40, source: 20, nature: 30, speed: 10 },
        cut_offs: CutOffs { general: 75, serious: 150, grave: 225 },
    };

    /// The weighted sum, from 0 to 300 hundredths.
    pub const fn score(&self, i: Indicators) -> i64 {
        let of = self.weights;
        of.content * i.content + of.source * i.source + of.nature * i.nature + of.speed * i.speed
    }

    /// The grade of a score; one on a border belongs to the higher grade.
    pub const fn grade(&self, score: i64) -> Grade {
        if score >= self.cut_offs.grave {
            Grade::Grave
        } else if score >= self.cut_offs.serious {
            Grade::Serious
        } else if score >= self.cut_offs.general {
            Grade::General
        } else {
            Grade::Slight
        }
    }
}

/// What indicators and circumstances make of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// In hundredths.
    pub score: i64,
    /// The lowest grade that is left, if any is set.
    pub floor: Option<Grade>,
    /// The grade of the score, raised to the floor.
    pub computed: Grade,
}

/// Judges a case.
pub fn assess(scale: &Scale, indicators: Indicators, circumstances: &[Circumstance]) -> Assessment {
    let score = scale.score(indicators);
    let ruined_and_urgent = indicators.content == INDICATOR_MAX && indicators.nature == INDICATOR_MAX;
    let floors = circumstances.iter().map(|c| c.floor()).chain(ruined_and_urgent.then_some(Grade::Grave));
    let floor = floors.max();
    Assessment { score, floor, computed: scale.grade(score).max(floor.unwrap_or(Grade::Slight)) }
}

/// The grade that counts. A person's own stands until a person lifts it; only a
/// floor that was not there before raises it.
pub fn prevailing(assessment: &Assessment, overridden: Option<Grade>, floor_before: Option<Grade>) -> Grade {
    match (overridden, assessment.floor) {
        (None, _) => assessment.computed,
        (Some(own), Some(floor)) if Some(floor) > floor_before => own.max(floor),
        (Some(own), _) => own,
    }
}

/// The indicator of nature.
pub const fn of_nature(nature: Nature) -> i64 {
    match nature {
        Nature::General => 0,
        Nature::Major => 2,
        Nature::Urgent => 3,
    }
}

/// The indicator of source that a way in suggests, until a person says better.
pub const fn of_channel(channel: Channel) -> i64 {
    match channel {
        Channel::ThirdParty | Channel::Social => 1,
        _ => 0,
    }
}

/// What tells how quick we were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Responsiveness {
    /// Whether a clock has warned.
    pub warned: bool,
    /// How many clocks broke.
    pub breaches: usize,
    /// Whether the complainant had to come again.
    pub second_contact: bool,
    /// Whether the case was reopened.
    pub reopened: bool,
}

/// The indicator of speed.
pub const fn of_pace(pace: Responsiveness) -> i64 {
    if pace.reopened || pace.breaches >= 2 {
        3
    } else if pace.breaches == 1 || pace.second_contact {
        2
    } else if pace.warned {
        1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Grade::{General, Grave, Serious, Slight};

    fn of(content: i64, source: i64, nature: i64, speed: i64) -> Indicators {
        Indicators { content, source, nature, speed }
    }

    #[test]
    fn a_score_on_a_border_belongs_to_the_higher_grade() {
        for (score, grade) in [
            (0, Slight),
            (74, Slight),
            (75, General),
            (149, General),
            (150, Serious),
            (224, Serious),
            (225, Grave),
            (300, Grave),
        ] {
            assert_eq!(Scale::STANDARD.grade(score), grade, "{score}");
        }
    }

    #[test]
    fn the_table_of_scores() {
        for (indicators, score, grade) in [
            (of(0, 0, 0, 0), 0, Slight),
            (of(1, 0, 0, 3), 70, Slight),
            (of(1, 1, 0, 1), 70, Slight),
            (of(1, 1, 0, 2), 80, General),
            (of(2, 0, 0, 0), 80, General),
            (of(2, 0, 2, 0), 140, General),
            (of(2, 0, 2, 1), 150, Serious),
            (of(3, 0, 0, 3), 150, Serious),
            (of(3, 3, 0, 3), 210, Serious),
            (of(3, 1, 2, 2), 220, Serious),
            (of(3, 3, 2, 0), 240, Grave),
            (of(3, 3, 3, 3), 300, Grave),
        ] {
            let found = assess(&Scale::STANDARD, indicators, &[]);
            assert_eq!((found.score, found.computed), (score, grade), "{indicators:?}");
        }
    }

    #[test]
    fn every_score_of_every_indicator_is_the_weighted_sum_and_never_falls_as_one_rises() {
        for content in 0..=3 {
            for source in 0..=3 {
                for nature in 0..=3 {
                    for speed in 0..=3 {
                        let grade = |i| assess(&Scale::STANDARD, i, &[]).computed;
                        let here = of(content, source, nature, speed);
                        assert!(content == 3 || grade(of(content + 1, source, nature, speed)) >= grade(here));
                        assert!(speed == 3 || grade(of(content, source, nature, speed + 1)) >= grade(here));
                    }
                }
            }
        }
    }

    #[test]
    fn floors_raise_a_grade_and_never_lower_one() {
        for circumstance in Circumstance::ALL {
            let slight = assess(&Scale::STANDARD, of(0, 0, 0, 0), &[*circumstance]);
            assert_eq!((slight.floor, slight.computed), (Some(circumstance.floor()), circumstance.floor()));
            assert_eq!(assess(&Scale::STANDARD, of(3, 3, 3, 3), &[*circumstance]).computed, Grave);
        }
        assert_eq!(assess(&Scale::STANDARD, of(3, 0, 3, 0), &[]).computed, Grave, "content 3 with nature 3");
        assert_eq!(assess(&Scale::STANDARD, of(3, 0, 2, 0), &[]).computed, Serious);
    }

    #[test]
    fn a_persons_grade_stands_until_a_floor_is_newly_reached() {
        let high = assess(&Scale::STANDARD, of(3, 3, 2, 3), &[]);
        assert_eq!(prevailing(&high, Some(General), None), General, "a later score shows a flag, no more");
        let hurt = assess(&Scale::STANDARD, of(1, 0, 0, 0), &[Circumstance::MinorInjury]);
        assert_eq!(prevailing(&hurt, Some(General), None), Serious);
        assert_eq!(prevailing(&hurt, Some(General), Some(Serious)), General, "set with the floor in view");
        assert_eq!(prevailing(&hurt, Some(Grave), None), Grave);
        assert_eq!(prevailing(&hurt, None, Some(Serious)), Serious);
    }

    #[test]
    fn pace_is_read_from_warnings_breaches_and_contacts() {
        let pace = Responsiveness::default();
        for (pace, speed) in [
            (pace, 0),
            (Responsiveness { warned: true, ..pace }, 1),
            (Responsiveness { second_contact: true, ..pace }, 2),
            (Responsiveness { breaches: 1, warned: true, ..pace }, 2),
            (Responsiveness { breaches: 2, ..pace }, 3),
            (Responsiveness { reopened: true, ..pace }, 3),
        ] {
            assert_eq!(of_pace(pace), speed, "{pace:?}");
        }
    }
}
