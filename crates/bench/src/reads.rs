//! Lists, one case and search by API, the queue and a case as pages, from one
//! client at a time.

use crate::report::{Report, percentile};
use crate::served::{Client, Served};
use crate::{Size, texts};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::time::Instant;

/// Entries of the long case (scale).
const ENTRIES: usize = 200;

/// Measures every reading.
pub async fn measure(served: &Served, name: &str, size: Size, report: &mut Report) -> Result<()> {
    let mut client = served.client().await?;
    for (what, path) in [
        ("list, open by next due", "/api/v1/cases?state=open&sort=next_due_at&limit=50"),
        ("list, all by creation", "/api/v1/cases?limit=50"),
        (
            "list, open complaints unassigned by receipt",
            "/api/v1/cases?state=open&kind=complaint&owner=none&sort=-received_at&limit=50",
        ),
        ("list, resolved by receipt", "/api/v1/cases?state=resolved&sort=-received_at&limit=50"),
        ("list, all by next due", "/api/v1/cases?sort=next_due_at&limit=50"),
        ("list, withdrawn by grade", "/api/v1/cases?state=withdrawn&sort=-grade&limit=50"),
        ("list, open of one owner by update", "/api/v1/cases?state=open&owner=1&sort=-updated_at&limit=50"),
    ] {
        timed(&mut client, &format!("{name}: {what}, p99"), path, size.reads, "5 ms", report).await?;
    }
    let long = long_case(&mut client).await?;
    let path = format!("/api/v1/cases/{long}/events");
    timed(&mut client, &format!("{name}: case with {ENTRIES} entries, p99"), &path, size.reads, "10 ms", report)
        .await?;
    let mut lead = served.lead().await?;
    for (what, path) in [
        ("open by next due", "/desk"),
        ("open complaints unassigned by grade", "/desk?view=unassigned&kind=complaint&sort=grade"),
        ("late", "/desk?view=late"),
    ] {
        timed(&mut lead, &format!("{name}: page of the queue, {what}, p99"), path, size.reads, "5 ms", report).await?;
    }
    let path = format!("/desk/cases/{long}");
    let what = format!("{name}: page of a case with {ENTRIES} entries, p99");
    timed(&mut lead, &what, &path, size.reads, "10 ms", report).await?;
    for (what, words) in [("rare", texts::RARE), ("common", texts::COMMON), ("two words", "退还 酒店")] {
        let query = words.bytes().fold(String::new(), |query, byte| query + &format!("%{byte:02X}"));
        let path = format!("/api/v1/search?q={query}");
        timed(&mut client, &format!("{name}: search, {what}, p99"), &path, size.reads / 3, "50 ms", report).await?;
    }
    Ok(())
}

async fn timed(
    client: &mut Client,
    what: &str,
    path: &str,
    requests: usize,
    target: &str,
    report: &mut Report,
) -> Result<()> {
    let mut times = Vec::with_capacity(requests);
    for _ in 0..requests {
        let sent = Instant::now();
        client.send("GET", path, String::new()).await.with_context(|| path.to_owned())?;
        times.push(sent.elapsed().as_secs_f64() * 1000.0);
    }
    report.add(what, percentile(&mut times, 99.0), "ms", target);
    Ok(())
}

async fn long_case(client: &mut Client) -> Result<String> {
    let made = client.send("POST", "/api/v1/cases", texts::complaint(1).to_string()).await?;
    let made: Value = serde_json::from_slice(&made)?;
    let number = made["number"].as_str().context("a number")?.to_owned();
    for n in 2..ENTRIES {
        let note = json!({"text": format!("第 {n} 次联系地接社核实情况,等待回复。")});
        client.send("POST", &format!("/api/v1/cases/{number}/notes"), note.to_string()).await?;
    }
    Ok(number)
}
