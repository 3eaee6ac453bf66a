//! A company's past: nearly all cases resolved, one in a hundred open.

use crate::report::Report;
use crate::texts;
use anyhow::Result;
use futures_util::StreamExt as _;
use futures_util::stream;
use homeward_app::{App, Caller, intake, take_in};
use homeward_domain::time::{Span, Timestamp};
use serde_json::json;
use std::time::Instant;

/// Cases on their way at one time.
const AT_ONCE: usize = 256;
/// One case in so many is open.
const OPEN_EVERY: usize = 100;
/// Minutes between two receipts of the past.
const MINUTES_APART: i64 = 2;

/// Takes in so many cases, through the rules and the store but without HTTP.
pub async fn fill(app: &App, name: &str, count: usize, report: &mut Report) -> Result<()> {
    let began = Instant::now();
    let now = app.clock().now();
    let work = stream::iter(0..count).map(|n| {
        let app = app.clone();
        async move {
            let case = intake::parse_import(app.policies().categories(), &body(n, count, now))?;
            take_in(&app, Caller::import(1), case, None).await?;
            anyhow::Ok(())
        }
    });
    let mut work = work.buffer_unordered(AT_ONCE);
    while let Some(done) = work.next().await {
        done?;
    }
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let rate = count as f64 / began.elapsed().as_secs_f64();
    report.add(format!("{name}: filled with {count} cases, without HTTP"), rate, "/s", "");
    Ok(())
}

/// Takes in so many complaints, all of them open.
pub async fn fill_open(app: &App, count: usize) -> Result<()> {
    let work = stream::iter(0..count).map(|n| async move {
        take_in(app, Caller::import(1), intake::parse(app.policies().categories(), &texts::complaint(n))?, None)
            .await?;
        anyhow::Ok(())
    });
    let mut work = work.buffer_unordered(AT_ONCE);
    while let Some(done) = work.next().await {
        done?;
    }
    Ok(())
}

fn body(n: usize, count: usize, now: Timestamp) -> serde_json::Value {
    let mut body = texts::complaint(n);
    if n.is_multiple_of(OPEN_EVERY) {
        return body;
    }
    let ago = i64::try_from(count - n).unwrap_or(0) * MINUTES_APART + 60;
    let received_at = Timestamp(now.0 - Span::minutes(ago).0);
    body["received_at"] = json!(received_at.to_rfc3339());
    body["state"] = json!("resolved");
    body["resolved_at"] = json!((received_at + Span::minutes(30)).to_rfc3339());
    body["result"] = json!("已退还差价并致歉,客人确认。");
    body
}
