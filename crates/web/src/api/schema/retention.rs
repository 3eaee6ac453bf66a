//! How long what is kept stays, over the API.

use super::time;
use homeward_app::retention::{Retention, Run};
use serde::Serialize;
use utoipa::ToSchema;

/// After how many days something goes by itself; null where it does not.
#[derive(Serialize, ToSchema)]
pub struct RetentionBody {
    /// Its version; 0 where nothing was said.
    version: i64,
    /// Of a case after its end: what proves no transaction, and everything of a case that
    /// has none.
    #[schema(example = 365)]
    words_days: Option<i64>,
    /// Of a case after its end: what proves a transaction.
    #[schema(example = 1096)]
    proof_days: Option<i64>,
    /// The log of looks at contact points.
    #[schema(example = 1096)]
    looks_days: Option<i64>,
}

impl From<&Retention> for RetentionBody {
    fn from(retention: &Retention) -> Self {
        let Retention { version, words_days, proof_days, looks_days } = *retention;
        Self { version, words_days, proof_days, looks_days }
    }
}

/// It as it is sent, whole; what is left out or null does not go by itself.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
#[allow(clippy::struct_field_names, reason = "each says in what it counts")]
pub struct NewRetention {
    /// Of a case after its end: what proves no transaction.
    #[schema(example = 365, minimum = 30, maximum = 36500)]
    words_days: Option<i64>,
    /// What proves a transaction; not less than the words, and told with them.
    #[schema(example = 1096, minimum = 1096, maximum = 36500)]
    proof_days: Option<i64>,
    /// The log of looks at contact points.
    #[schema(example = 1096, minimum = 183, maximum = 36500)]
    looks_days: Option<i64>,
}

/// Of how many cases the time would be over now.
#[derive(Serialize, ToSchema)]
pub struct RetentionPreview {
    /// Those of which words go, or everything.
    pub words: i64,
    /// Those among them whose proofs go as well.
    pub proof: i64,
}

/// Runs, the newest first.
#[derive(Serialize, ToSchema)]
pub struct RetentionRunPage {
    /// The runs.
    pub items: Vec<RetentionRunBody>,
}

/// What one daily run did.
#[derive(Serialize, ToSchema)]
pub struct RetentionRunBody {
    /// The day, counted from 1970-01-01.
    day: i64,
    /// The version by which it went.
    version: i64,
    /// When it began.
    begun_at: String,
    /// When it ended; null while it goes on.
    ended_at: Option<String>,
    /// Cases of which everything went that was left.
    whole: u64,
    /// Cases of which words went, while what proves a transaction stays.
    words: u64,
    /// Cases that stay under a legal hold.
    on_hold: u64,
    /// Cases that stay because an outside procedure has not ended.
    before_others: u64,
    /// Cases that stay under restriction, for a reason that needs them.
    restricted: u64,
    /// Cases that will be tried again.
    failed: u64,
    /// Looks that went from their log.
    looks: u64,
    /// Numbers of cases of which something went; 500 at most.
    erased_cases: Vec<String>,
    /// Numbers of cases that stay though their time is over; 500 at most.
    kept_cases: Vec<String>,
}

impl From<Run> for RetentionRunBody {
    fn from(run: Run) -> Self {
        let report = run.report;
        Self {
            day: run.day,
            version: run.version,
            begun_at: time(run.begun_at),
            ended_at: run.ended_at.map(time),
            whole: report.whole,
            words: report.words,
            on_hold: report.on_hold,
            before_others: report.before_others,
            restricted: report.restricted,
            failed: report.failed,
            looks: report.looks,
            erased_cases: report.erased_cases,
            kept_cases: report.kept_cases,
        }
    }
}
