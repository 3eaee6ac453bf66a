//! A promise changes while complaints come in: how long the clocks that run take
//! to come along in the background, and what share of intake that costs.

use crate::report::Report;
use crate::served::Served;
use crate::{Size, intake, rest, seed};
use anyhow::{Context as _, Result};
use homeward_app::{App, AppOptions};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::time::sleep;

/// How often the job is asked for its progress.
const ASKED_EVERY: Duration = Duration::from_millis(200);

/// Fills, measures intake alone, then beside the job.
pub fn measure(runtime: &Runtime, size: Size, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    {
        let app = App::open(AppOptions::embedded(folder.path()))?;
        runtime.block_on(seed::fill_open(&app, size.retargeted))?;
    }
    runtime.block_on(async {
        let served = Served::new(folder.path(), None).await?;
        rest::of_the_disk()?;
        let alone = intake::rate(&served, size).await?;
        let mut client = served.client().await?;
        let began = Instant::now();
        let change = r#"{"within_minutes": 1380}"#.to_owned();
        let answer = client.send("POST", "/api/v1/promises/initial_plan/versions", change).await?;
        let answer: serde_json::Value = serde_json::from_slice(&answer)?;
        let job = answer["job"]["id"].as_i64().context("a job")?;
        let beside = intake::rate(&served, size).await?;
        let after_intake = progress(&mut client, job).await?;
        while progress(&mut client, job).await?.0 == "running" {
            sleep(ASKED_EVERY).await;
        }
        let (_, done) = progress(&mut client, job).await?;
        let name = format!("re-target of {} clocks", size.retargeted);
        report.add(format!("{name}: intake alone"), alone, "/s", "");
        report.add(format!("{name}: intake beside it"), beside, "/s", "");
        report.add(format!("{name}: share of intake that it costs"), 100.0 * (1.0 - beside / alone), "%", "");
        #[allow(clippy::cast_precision_loss, reason = "a share")]
        let share = after_intake.1 as f64 / done.max(1) as f64 * 100.0;
        report.add(format!("{name}: done while intake went on"), share, "%", "");
        report.add(format!("{name}: all of it after"), began.elapsed().as_secs_f64(), "s", "");
        served.stop()
    })
}

/// State of a job, and how many cases it looked at.
async fn progress(client: &mut crate::served::Client, job: i64) -> Result<(String, i64)> {
    let answer = client.send("GET", &format!("/api/v1/jobs/{job}"), String::new()).await?;
    let answer: serde_json::Value = serde_json::from_slice(&answer)?;
    Ok((answer["state"].as_str().unwrap_or_default().to_owned(), answer["done"].as_i64().unwrap_or(0)))
}
