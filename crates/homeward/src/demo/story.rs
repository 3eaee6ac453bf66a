//! A case as it is told: when it came, and what was done to it since.

use serde::Deserialize;
use serde_json::Value;

/// The number of the agent who took the calls.
pub const AGENT: i64 = 3;
/// Who leads.
pub const LEAD: i64 = 2;
/// The number of the manager, who says last words and decides what is published.
pub const MANAGER: i64 = 5;
/// The numbers of those who work on cases.
pub const AGENTS: [i64; 4] = [AGENT, 7, 8, 9];

/// One case of the demonstration and what was done to it since.
#[derive(Deserialize)]
pub struct Told {
    pub minutes_ago: i64,
    pub case: Value,
    #[serde(default)]
    pub acts: Vec<ToldAct>,
}

/// One act.
#[derive(Deserialize)]
pub struct ToldAct {
    pub minutes_ago: i64,
    pub act: String,
    pub body: Value,
    /// The plan or measure that it is about.
    #[serde(default = "first")]
    pub part: i64,
    /// The member of staff who did it.
    #[serde(default = "agent")]
    pub by: i64,
}

const fn agent() -> i64 {
    AGENT
}

const fn first() -> i64 {
    1
}
