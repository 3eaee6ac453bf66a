//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanRejection {
    /// A plan has at least one option.
    #[error("plan.empty")]
    EmptyPlan,
    /// There is no such version of the plan, or a newer one took its place.
    #[error("plan.version: the newest is {newest}")]
    NotTheNewestPlan {
        /// The newest version; 0 where there is none.
        newest: i64,
    },
    /// The plan has no such option, or none was named.
    #[error("plan.option: from 1 to {count}")]
    NoSuchOption {
        /// How many there are.
        count: i64,
    },
    /// This complainant has answered this version already.
    #[error("plan.answered")]
    AlreadyAnswered,
    /// Somebody to whom a plan is put has no option, or an option is for somebody else.
    #[error("options.not_theirs")]
    OptionsNotTheirs,
    /// There is no such measure, or it is done or waived.
    #[error("measure.not_open: {0}")]
    NoOpenMeasure(i64),
}

impl PlanRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::EmptyPlan => ("empty_plan", Some("options")),
            Self::NotTheNewestPlan { .. } => ("not_the_newest_plan", None),
            Self::NoSuchOption { .. } => ("no_such_option", Some("option")),
            Self::AlreadyAnswered => ("already_answered", None),
            Self::OptionsNotTheirs => ("options_not_theirs", Some("options")),
            Self::NoOpenMeasure(..) => ("no_open_measure", None),
        }
    }
}
