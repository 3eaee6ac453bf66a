//! The daily run: piece by piece, by whichever copy of the program has time, through
//! the same erasure as one by hand.

use super::due::{Found, Judged, judge};
use super::report::Report;
use crate::app::{App, room};
use crate::case;
use crate::ground::error::AppError;
use crate::privacy::scrub;
use crate::settings::policies as in_force;
use homeward_domain::CaseId;
use homeward_domain::retention::Retention;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::{Lane, StoreError, leftovers, looks, retention as rows};

/// Cases of one piece.
const PIECE: i64 = 50;
/// How long a copy of the program has a piece before another may take it up.
const LEASE: Span = Span::minutes(10);
/// A day of the run begins at three in the morning of Beijing, when few people work.
const DAY_BEGINS: Span = Span::hours(-5);
const DAY: Span = Span::hours(24);

/// Does one piece of the run of today, if the company has said how long things stay;
/// tells whether there was one.
pub async fn work(app: &App) -> Result<bool, AppError> {
    in_force::refresh(app).await?;
    begin(app).await?;
    let now = app.clock().now();
    let claim = move |db: &homeward_store::Db| rows::claim(db, now.0, (now + LEASE).0);
    let Some(mut run) = app.store().write(Lane::Bulk, claim).await? else { return Ok(false) };
    let policies = app.policies();
    if run.policy == policies.retention().version {
        room::must_have_room(app).await?;
        piece(app, policies.retention(), &mut run, now).await?;
    } else {
        // It was changed meanwhile: the next run goes by the new one.
        run.ended_at = now.0;
    }
    app.store().write(Lane::Bulk, move |db| rows::advance(db, &run)).await?;
    Ok(true)
}

/// What came of asking for the run of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Today {
    /// It ran, or went on, to its end.
    Ran(Report),
    /// It had ended before; when, and its report. The next one is that of tomorrow.
    Before(Timestamp, Report),
    /// Another copy of the program is at it.
    Elsewhere,
    /// The company has not said how long anything stays.
    NotAsked,
}

impl Today {
    /// What the newest run did, whenever it was.
    pub fn report(self) -> Report {
        match self {
            Self::Ran(report) | Self::Before(_, report) => report,
            Self::Elsewhere | Self::NotAsked => Report::default(),
        }
    }
}

/// The run of today to its end, if there is still something of it to do.
pub async fn run_now(app: &App) -> Result<Today, AppError> {
    let mut ran = false;
    while work(app).await? {
        ran = true;
    }
    if says_nothing(app.policies().retention()) {
        return Ok(Today::NotAsked);
    }
    let Some(newest) = super::runs(app, None, 1).await?.pop() else { return Ok(Today::Elsewhere) };
    Ok(match newest.ended_at {
        None => Today::Elsewhere,
        Some(_) if ran => Today::Ran(newest.report),
        Some(at) => Today::Before(Timestamp(at), newest.report),
    })
}

/// What a run would do now, without doing it.
pub async fn look_ahead(app: &App) -> Result<Report, AppError> {
    in_force::refresh(app).await?;
    let (now, policies, mut report, mut after) = (app.clock().now(), app.policies(), Report::default(), 0);
    loop {
        let due = due_after(app, policies.retention(), after, now).await?;
        let Some(last) = due.last() else { return Ok(report) };
        after = *last;
        for case in due {
            match judged(app, case, now).await? {
                Some(Judged { number, found: Found::Due { stays }, .. }) => report.erased(number, stays),
                Some(Judged { number, found: Found::Held(why), .. }) => report.held(number, why),
                _ => {}
            }
        }
    }
}

fn says_nothing(retention: &Retention) -> bool {
    *retention == Retention { version: retention.version, ..Retention::default() }
}

async fn begin(app: &App) -> Result<(), AppError> {
    let now = app.clock().now();
    let policies = app.policies();
    let retention = policies.retention();
    if says_nothing(retention) {
        return Ok(());
    }
    let day = (now.0 - DAY_BEGINS.0).div_euclid(DAY.0);
    if app.store().read(move |db| rows::has_run(db, day)).await? {
        return Ok(());
    }
    let report = serde_json::to_string(&Report::default()).map_err(StoreError::corrupt)?;
    let run = rows::Run { day, policy: retention.version, begun_at: now.0, ended_at: 0, place: 0, report };
    Ok(app.store().write(Lane::Bulk, move |db| rows::begin(db, &run)).await?)
}

async fn piece(app: &App, retention: &Retention, run: &mut rows::Run, now: Timestamp) -> Result<(), AppError> {
    let mut report: Report = serde_json::from_str(&run.report).map_err(StoreError::corrupt)?;
    let due = due_after(app, retention, run.place, now).await?;
    for case in &due {
        if let Err(error) = one(app, *case, run.policy, now, &mut report).await {
            tracing::warn!(case, %error, "a case whose time is over could not be erased and will be tried again");
            report.failed += 1;
        }
    }
    if let Some(last) = due.last() {
        run.place = *last;
    } else {
        if let Some(time) = retention.looks_before(now) {
            report.looks = app.store().write(Lane::Bulk, move |db| looks::forget_before(db, time.0)).await?;
        }
        // Once for all that went: a server rewrites whole tables for it.
        if report.whole + report.words > 0 {
            app.store().write(Lane::Bulk, leftovers::ask_scrub).await?;
            scrub::scrub(app).await;
        }
        run.ended_at = now.0;
    }
    run.report = serde_json::to_string(&report).map_err(StoreError::corrupt)?;
    Ok(())
}

async fn due_after(app: &App, retention: &Retention, after: CaseId, now: Timestamp) -> Result<Vec<CaseId>, AppError> {
    let Some(begins) = retention.begins(Timestamp::EARLIEST) else { return Ok(Vec::new()) };
    let until = now.0 - (begins - Timestamp::EARLIEST).0;
    let version = retention.version;
    Ok(app.store().read(move |db| rows::due(db, (after, until), (version, now.0), PIECE)).await?)
}

async fn judged(app: &App, case: CaseId, now: Timestamp) -> Result<Option<Judged>, AppError> {
    let policies = app.policies();
    app.store().read(move |db| judge(db, &policies, case, now)).await
}

async fn one(app: &App, case: CaseId, version: i64, now: Timestamp, report: &mut Report) -> Result<(), AppError> {
    let Some(judged) = judged(app, case, now).await? else { return Ok(()) };
    let (seq, not_before) = match judged.found {
        Found::Due { stays } => {
            let seq = case::erase_by_schedule(app, case).await?;
            report.erased(judged.number, stays);
            (seq, now)
        }
        // Looked at again tomorrow: what forbids it may have ended.
        Found::Held(why) => {
            report.held(judged.number, why);
            return Ok(());
        }
        Found::Not(until) => (judged.seq, until),
    };
    let look = rows::Look { case, seq, not_before: not_before.0 };
    Ok(app.store().write(Lane::Bulk, move |db| rows::looked(db, version, look)).await?)
}
