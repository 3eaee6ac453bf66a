//! The daily runs of retention, over the API.

use super::time;
use homeward_app::retention::Run;
use serde::Serialize;
use utoipa::ToSchema;

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
