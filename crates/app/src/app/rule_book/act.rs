//! What a rule may say to do.

use homeward_domain::catalogue::{Category, EscalationLevel, HandlingType, Nature};
use serde::{Deserialize, Serialize};

/// How one of several members of staff is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Whoever has the fewest open cases.
    LeastLoaded,
    /// One after the other.
    RoundRobin,
    /// Whoever had the last case of this complainant, or has the fewest open ones.
    LastHandler,
}

impl How {
    /// The spellings of the API.
    pub const SPELLINGS: &'static [&'static str] = &["least_loaded", "round_robin", "last_handler"];

    /// The way of a spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::LeastLoaded, Self::RoundRobin, Self::LastHandler];
        Self::SPELLINGS.iter().zip(all).find(|(spelling, _)| **spelling == text).map(|(_, how)| how)
    }
}

/// One act of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Makes this member of staff the owner.
    Assign {
        /// By number.
        staff: i64,
    },
    /// Finds an owner among those who fit.
    Route {
        /// Of this unit or one below it; of the whole company where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// Who have this skill or certificate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill: Option<String>,
        /// Who speak the complainant's language.
        #[serde(default)]
        speaks: bool,
        /// Who are at work now.
        #[serde(default)]
        present: bool,
        /// Which one of them.
        how: How,
    },
    /// Gives the case to a unit.
    Unit {
        /// By its reference.
        unit: String,
    },
    /// Lets it go up the chain.
    Escalate {
        /// How far.
        to: EscalationLevel,
    },
    /// Writes something for colleagues.
    Note {
        /// The words.
        text: String,
    },
    /// Adds a thing to do.
    Measure {
        /// What.
        text: String,
        /// By when, in minutes from then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within_minutes: Option<i64>,
    },
    /// Says what it is about, as long as nobody has.
    Triage {
        /// The category.
        category: Category,
        /// How it is handled.
        handling_type: HandlingType,
    },
    /// Says that it presses.
    Nature {
        /// How much.
        nature: Nature,
    },
}
