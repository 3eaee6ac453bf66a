//! Many running clocks: a tick costs what is due, not what exists.

use crate::report::Report;
use crate::{Size, texts};
use anyhow::Result;
use futures_util::StreamExt as _;
use futures_util::stream;
use homeward_app::{App, Caller, clocks, intake, take_in};
use homeward_domain::time::{Span, Timestamp};
use serde_json::json;
use std::time::{Duration, Instant};

/// Clocks that a complaint runs on.
const CLOCKS_PER_CASE: usize = 5;
/// Complaints on their way at one time.
const AT_ONCE: usize = 256;
/// Clocks that come due in one moment.
const DUE_AT_ONCE: usize = 500;
/// How long from the start of making them until they do.
const DUE_IN: Span = Span(15_000_000);
/// Rounds that are measured with nothing due.
const IDLE_ROUNDS: u32 = 200;

/// Lets clocks run and measures rounds with nothing due and with all due.
pub async fn measure(app: &App, size: Size, report: &mut Report) -> Result<()> {
    fill(app, size.clocks / CLOCKS_PER_CASE, None).await?;
    let began = Instant::now();
    for _ in 0..IDLE_ROUNDS {
        clocks::ring(app).await?;
    }
    let idle = began.elapsed().as_secs_f64() * 1000.0 / f64::from(IDLE_ROUNDS);
    report.add(format!("clocks: a round with nothing due of {} running", size.clocks), idle, "ms", "");
    let late = lateness(app).await?;
    report.add(
        format!("clocks: {DUE_AT_ONCE} due at once of {} running, the last late by", size.clocks),
        late,
        "ms",
        "1000 ms",
    );
    Ok(())
}

/// Lets many clocks come due in the same moment, and looks after them as the
/// server does; gives how late the last of them was recorded, in milliseconds.
async fn lateness(app: &App) -> Result<f64> {
    let due = app.clock().now() + Span(DUE_IN.0);
    let received_at = Timestamp(due.0 - Span::minutes(60).0).to_rfc3339();
    fill(app, DUE_AT_ONCE, Some(&received_at)).await?;
    anyhow::ensure!(app.clock().now() < due, "the clocks came due before they were all there");
    let wait = (due - app.clock().now()).0.max(0).unsigned_abs() + 1;
    tokio::time::sleep(Duration::from_micros(wait)).await;
    while clocks::ring(app).await?.rung > 0 {}
    let late = (app.clock().now() - due).0;
    Ok(Duration::from_micros(late.unsigned_abs()).as_secs_f64() * 1000.0)
}

/// Takes in so many complaints, received now or at a time.
async fn fill(app: &App, count: usize, received_at: Option<&str>) -> Result<()> {
    let work = stream::iter(0..count).map(|n| {
        let (app, mut body) = (app.clone(), texts::complaint(n));
        body["received_at"] = json!(received_at);
        async move {
            take_in(&app, Caller::import(1), intake::parse(app.policies().categories(), &body)?, None).await?;
            anyhow::Ok(())
        }
    });
    let mut work = work.buffer_unordered(AT_ONCE);
    while let Some(done) = work.next().await {
        done?;
    }
    Ok(())
}
