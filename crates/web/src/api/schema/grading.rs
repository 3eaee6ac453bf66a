//! How the company grades, over the API.

use super::settings::JobBody;
use homeward_app::grading::{Grading, Preview};
use homeward_domain::triage::strategy::{Duty, Strategy};
use serde::Serialize;
use utoipa::ToSchema;

/// What each indicator weighs; the four add to 100.
#[derive(Serialize, ToSchema)]
pub struct WeightsBody {
    #[schema(example = 40)]
    content: i64,
    #[schema(example = 20)]
    source: i64,
    #[schema(example = 30)]
    nature: i64,
    #[schema(example = 10)]
    speed: i64,
}

/// From which score, in hundredths, a grade holds.
#[derive(Serialize, ToSchema)]
pub struct CutOffsBody {
    #[schema(example = 75)]
    general: i64,
    #[schema(example = 150)]
    serious: i64,
    #[schema(example = 225)]
    grave: i64,
}

/// The strategy of each grade: `mild`, `moderate` or `severe`.
#[derive(Serialize, ToSchema)]
pub struct StrategiesBody {
    #[schema(example = "mild")]
    slight: &'static str,
    /// Of a general case that the front line can carry.
    #[schema(example = "mild")]
    general: &'static str,
    /// Of a general case that is more than that.
    #[schema(example = "moderate")]
    general_beyond: &'static str,
    #[schema(example = "moderate")]
    serious: &'static str,
    #[schema(example = "severe")]
    grave: &'static str,
}

/// What each strategy asks for, in order.
#[derive(Serialize, ToSchema)]
pub struct DutiesBody {
    #[schema(example = json!(["regret_at_once", "confirm_problem", "solve"]))]
    mild: Vec<&'static str>,
    #[schema(example = json!(["tell_department", "named_person"]))]
    moderate: Vec<&'static str>,
    #[schema(example = json!(["emergency_plan", "one_owner", "daily_review"]))]
    severe: Vec<&'static str>,
}

/// How severity is reckoned and what a grade brings.
#[derive(Serialize, ToSchema)]
pub struct GradingBody {
    /// Its version, from 1.
    version: i64,
    weights: WeightsBody,
    cut_offs: CutOffsBody,
    strategies: StrategiesBody,
    duties: DutiesBody,
}

impl From<&Grading> for GradingBody {
    fn from(grading: &Grading) -> Self {
        let (weights, cut_offs) = (grading.scale.weights, grading.scale.cut_offs);
        let strategies = grading.strategies;
        let duties = |strategy| grading.duties.of(strategy).iter().copied().map(Duty::as_str).collect();
        Self {
            version: grading.version,
            weights: WeightsBody {
                content: weights.content,
                source: weights.source,
                nature: weights.nature,
                speed: weights.speed,
            },
            cut_offs: CutOffsBody { general: cut_offs.general, serious: cut_offs.serious, grave: cut_offs.grave },
            strategies: StrategiesBody {
                slight: strategies.slight.as_str(),
                general: strategies.general.as_str(),
                general_beyond: strategies.general_beyond.as_str(),
                serious: strategies.serious.as_str(),
                grave: strategies.grave.as_str(),
            },
            duties: DutiesBody {
                mild: duties(Strategy::Mild),
                moderate: duties(Strategy::Moderate),
                severe: duties(Strategy::Severe),
            },
        }
    }
}

/// A way of grading as it is sent, whole.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewGrading {
    weights: WeightsBody,
    cut_offs: CutOffsBody,
    strategies: StrategiesBody,
    duties: DutiesBody,
}

/// What a change would do to open cases.
#[derive(Serialize, ToSchema)]
pub struct GradingPreview {
    /// Open cases that have a grade.
    cases: i64,
    /// Would be graver.
    graver: i64,
    /// Would be slighter.
    slighter: i64,
    /// Would be handled by another strategy, or asked for other duties.
    handled_otherwise: i64,
}

impl From<Preview> for GradingPreview {
    fn from(p: Preview) -> Self {
        Self { cases: p.cases, graver: p.graver, slighter: p.slighter, handled_otherwise: p.handled_otherwise }
    }
}

/// A changed way of grading, and the job that judges open cases anew.
#[derive(Serialize, ToSchema)]
pub struct ChangedGrading {
    /// The new version.
    pub grading: GradingBody,
    /// The job.
    pub job: JobBody,
}
