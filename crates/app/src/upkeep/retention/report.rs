//! What a run did, in counts and numbers of cases: nothing of a person is in it.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::case::privacy::due::Held;
use homeward_store::{StoreError, retention as rows};
use serde::{Deserialize, Serialize};

/// The most numbers of cases that each list of a report names; the counts go on.
pub const NAMED_MAX: usize = 500;
/// The most runs of a page.
pub const RUNS_MAX: i64 = 200;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Cases of which everything went that was left.
    pub whole: u64,
    /// Cases of which words went, while what proves a transaction stays.
    pub words: u64,
    /// Cases whose time is over, and which stay: under a legal hold.
    pub on_hold: u64,
    /// … an outside procedure has not ended.
    pub before_others: u64,
    /// … under restriction for a reason that needs them.
    pub restricted: u64,
    /// Cases that could not be judged or erased; the log of the program says why, and
    /// the next run tries again.
    pub failed: u64,
    /// Looks at contact points that went from their log.
    pub looks: u64,
    /// Numbers of cases of which something went.
    pub erased_cases: Vec<String>,
    /// Numbers of cases whose time is over and which stay.
    pub kept_cases: Vec<String>,
}

impl Report {
    /// Notes a case of which something went; `stays` where something had to stay.
    pub(super) fn erased(&mut self, number: String, stays: bool) {
        if stays {
            self.words += 1;
        } else {
            self.whole += 1;
        }
        name(&mut self.erased_cases, number);
    }

    /// Notes a case that stays though its time is over.
    pub(super) fn held(&mut self, number: String, why: Held) {
        match why {
            Held::Hold => self.on_hold += 1,
            Held::Proceeding => self.before_others += 1,
            Held::Restriction => self.restricted += 1,
        }
        name(&mut self.kept_cases, number);
    }
}

fn name(list: &mut Vec<String>, number: String) {
    if list.len() < NAMED_MAX {
        list.push(number);
    }
}

/// A run with its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The day, counted from 1970-01-01.
    pub day: i64,
    /// The version of the settings by which it went.
    pub version: i64,
    /// When it began, in microseconds of UTC.
    pub begun_at: i64,
    /// When it ended; `None` where it still goes on.
    pub ended_at: Option<i64>,
    /// What it did until now.
    pub report: Report,
}

/// Runs before a day, the newest first.
pub async fn runs(app: &App, before: Option<i64>, limit: i64) -> Result<Vec<Run>, AppError> {
    let before = before.unwrap_or(i64::MAX);
    let limit = limit.clamp(1, RUNS_MAX);
    let found = app.store().read(move |db| rows::before(db, before, limit)).await?;
    Ok(found.iter().map(read).collect::<Result<_, _>>()?)
}

/// The run of a day.
pub async fn run_of(app: &App, day: i64) -> Result<Run, AppError> {
    let newest = runs(app, day.checked_add(1), 1).await?.pop();
    newest.filter(|run| run.day == day).ok_or(AppError::NotFound)
}

fn read(row: &rows::Run) -> Result<Run, StoreError> {
    Ok(Run {
        day: row.day,
        version: row.policy,
        begun_at: row.begun_at,
        ended_at: Some(row.ended_at).filter(|at| *at > 0),
        report: serde_json::from_str(&row.report).map_err(StoreError::corrupt)?,
    })
}
