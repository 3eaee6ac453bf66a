//! Intake by API, durable and searchable when answered, from 64 clients.

use crate::report::{Report, percentile};
use crate::served::Served;
use crate::{Size, texts};
use anyhow::Result;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Clients at one time (scale).
pub const CLIENTS: usize = 64;

/// Which complaint is the next: no two of a run are the same.
static NEXT: AtomicUsize = AtomicUsize::new(10_000_001);

/// Measures for the time of the size.
pub async fn measure(served: &Served, name: &str, size: Size, report: &mut Report) -> Result<()> {
    let (rate, mut times) = taken(served, size).await?;
    report.add(format!("{name}: intake by API"), rate, "/s", "3000 /s");
    let p99 = if name.starts_with("Post") { "100 ms" } else { "50 ms" };
    report.add(format!("{name}: intake p50"), percentile(&mut times, 50.0), "ms", "");
    report.add(format!("{name}: intake p99"), percentile(&mut times, 99.0), "ms", p99);
    report.add(format!("{name}: memory at its highest"), served.memory_mib()?, "MiB", "250 MiB");
    Ok(())
}

/// Complaints taken in per second.
pub async fn rate(served: &Served, size: Size) -> Result<f64> {
    Ok(taken(served, size).await?.0)
}

/// Complaints per second, and how long each took in milliseconds.
async fn taken(served: &Served, size: Size) -> Result<(f64, Vec<f64>)> {
    let began = Instant::now();
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut client = served.client().await?;
        clients.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while began.elapsed() < size.intake {
                let body = texts::complaint(NEXT.fetch_add(1, Ordering::Relaxed)).to_string();
                let sent = Instant::now();
                client.send("POST", "/api/v1/cases", body).await?;
                times.push(sent.elapsed().as_secs_f64() * 1000.0);
            }
            anyhow::Ok(times)
        }));
    }
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await??);
    }
    let seconds = began.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let rate = times.len() as f64 / seconds;
    Ok((rate, times))
}
