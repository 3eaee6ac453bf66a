//! The job that brings the clocks of open cases along with a new version of what the
//! company has set.

use crate::app::App;
use crate::ground::error::AppError;
use crate::settings::policies as in_force;
use crate::write::follow_rules::carry_out;
use crate::write::step::Order;
use futures_util::{StreamExt as _, stream};
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::case::{Command, Rejection};
use homeward_domain::time::{Span, Timestamp};
use homeward_store::cases;
use homeward_store::jobs;
use homeward_store::{Db, Lane};

/// Open cases read in one piece.
const PIECE: i64 = 256;
/// Cases on their way to the writer at one time: few, so that intake goes on.
const AT_ONCE: usize = 8;
/// How long a new version rests before its job begins, so that every copy of
/// the program knows it.
const REST: Span = Span(2_000_000);
/// How long a copy holds a job for one piece of it.
const LEASE: Span = Span::minutes(5);

/// Does one piece of the oldest job, if there is one; tells whether there was.
pub async fn work(app: &App) -> Result<bool, AppError> {
    in_force::refresh(app).await?;
    let now = app.clock().now();
    let claim = move |db: &Db| jobs::claim(db, now.0, Timestamp(now.0 - REST.0).0, (now + LEASE).0);
    let Some(mut job) = app.store().write(Lane::Bulk, claim).await? else { return Ok(false) };
    let after = job.place;
    let rows = app.store().read(move |db| cases::open_after(db, after, PIECE)).await?;
    let found: Vec<CaseId> = rows.iter().map(|row| row.case).collect();
    let mut changes = stream::iter(found.clone()).map(|case| retarget(app, case)).buffer_unordered(AT_ONCE);
    while let Some(changed) = changes.next().await {
        job.changed += i64::from(changed?);
    }
    drop(changes);
    job.done += i64::try_from(found.len()).unwrap_or(0);
    match found.last() {
        Some(last) => job.place = *last,
        None => "done".clone_into(&mut job.state),
    }
    let now = app.clock().now();
    app.store().write(Lane::Bulk, move |db| jobs::advance(db, &job, now.0)).await?;
    Ok(true)
}

async fn retarget(app: &App, case: CaseId) -> Result<bool, AppError> {
    let worker = app.clone();
    let done = app
        .store()
        .write(Lane::Bulk, move |db| {
            let Some(row) = cases::claim(db, case, &cases::Sight::All)? else { return Ok(false) };
            let order = Order::new(Command::Clocks(ClockCommand::FollowPolicies), Vec::new());
            carry_out(db, &worker, row, Actor::System, &order)?;
            Ok(true)
        })
        .await;
    match done {
        Err(AppError::Rejected(Rejection::NothingToChange | Rejection::TooManyEntries(_) | Rejection::History)) => {
            Ok(false)
        }
        other => other,
    }
}
