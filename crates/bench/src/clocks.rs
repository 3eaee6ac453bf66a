//! Many running clocks: a tick costs what is due, not what exists.

use crate::report::Report;
use crate::{Size, texts};
use anyhow::Result;
use futures_util::StreamExt as _;
use futures_util::stream;
use homeward_app::{App, Caller, clocks, intake, take_in};
use std::time::Instant;

/// Clocks that a complaint runs on.
const CLOCKS_PER_CASE: usize = 5;
/// Rounds that are measured with nothing due.
const IDLE_ROUNDS: u32 = 200;

/// Lets clocks run and measures rounds with nothing due and with all due.
pub async fn measure(app: &App, size: Size, report: &mut Report) -> Result<()> {
    let cases = size.clocks / CLOCKS_PER_CASE;
    let work = stream::iter(0..cases).map(|n| {
        let app = app.clone();
        async move {
            take_in(&app, Caller::import(1), intake::parse(&texts::complaint(n))?, None).await?;
            anyhow::Ok(())
        }
    });
    let mut work = work.buffer_unordered(256);
    while let Some(done) = work.next().await {
        done?;
    }
    let began = Instant::now();
    for _ in 0..IDLE_ROUNDS {
        clocks::ring(app).await?;
    }
    let idle = began.elapsed().as_secs_f64() * 1000.0 / f64::from(IDLE_ROUNDS);
    report.add(format!("clocks: a round with nothing due of {} running", size.clocks), idle, "ms", "1 s late at most");
    Ok(())
}
