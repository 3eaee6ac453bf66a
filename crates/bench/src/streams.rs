//! Live streams: how soon a change reaches everybody who listens, beside the
//! bare writing of the same bytes to as many sockets; and how soon it reaches
//! somebody on another copy of the program.

use crate::report::{Report, percentile};
use crate::served::{Client, Served};
use crate::{Size, rest};
use anyhow::{Context as _, Result};
use homeward_testkit::cluster::{Cluster, Purpose};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::timeout;

/// Changes made, one after the other.
const CHANGES: usize = 20;
/// Connections opened at one time.
const OPENED_AT_ONCE: usize = 64;
/// Longer than any change may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// A hint as it goes over the wire, for the bare run.
const HINT: &[u8] = b"event: case\nid: 123456\ndata: {\"case\":\"HW-2611-000001-1\",\"kind\":\"note_added\"}\n\n";

/// Opens the streams, makes changes, and does the same without the program.
pub async fn measure(size: Size, report: &mut Report) -> Result<()> {
    let name = format!("{} live streams", size.streams);
    let folder = tempfile::tempdir()?;
    let served = Served::new(folder.path(), None).await?;
    let (told, mut heard) = mpsc::unbounded_channel();
    for start in (0..size.streams).step_by(OPENED_AT_ONCE) {
        let opening = (start..size.streams.min(start + OPENED_AT_ONCE)).map(|_| listen(&served, told.clone()));
        futures_util::future::try_join_all(opening).await?;
    }
    let mut slowest = changes(&mut served.client().await?, &mut heard, size.streams).await?;
    let whole = percentile(&mut slowest, 50.0);
    report.add(format!("{name}: a change reaches all, median"), whole, "ms", "250 ms");
    report.add(format!("{name}: … the slowest of {CHANGES}"), percentile(&mut slowest, 100.0), "ms", "250 ms");
    report.add(format!("{name}: memory of the program"), served.memory_mib()?, "MiB", "250 MiB");
    served.stop()?;
    drop(heard);
    let mut bare = bare(size.streams).await?;
    let bare = percentile(&mut bare, 50.0);
    report.add(format!("{name}: bare, the same bytes to as many sockets"), bare, "ms", "");
    report.add(format!("{name}: ratio to bare"), bare / whole, "", "");
    Ok(())
}

/// Two copies on one PostgreSQL: a change at one, a listener at the other.
pub fn two_copies(runtime: &Runtime, report: &mut Report) -> Result<()> {
    let cluster = Cluster::start(Purpose::Benchmarks)?;
    runtime.block_on(between(cluster.url(), report))
}

async fn between(database: &str, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let one = Served::new(folder.path(), Some(database)).await?;
    let other = Served::new(folder.path(), Some(database)).await?;
    rest::of_the_disk()?;
    let (told, mut heard) = mpsc::unbounded_channel();
    listen(&other, told).await?;
    let mut times = changes(&mut one.client().await?, &mut heard, 1).await?;
    let name = "two copies on PostgreSQL: a change at one reaches the other";
    report.add(format!("{name}, median"), percentile(&mut times, 50.0), "ms", "250 ms");
    report.add(format!("{name}, the slowest of {CHANGES}"), percentile(&mut times, 100.0), "ms", "250 ms");
    one.stop()?;
    other.stop()
}

/// Opens a stream whose hints of notes are told with the moment they came.
async fn listen(served: &Served, told: UnboundedSender<Instant>) -> Result<()> {
    let mut body: Incoming = served.client().await?.open("/api/v1/stream").await?;
    tokio::spawn(async move {
        while let Some(Ok(frame)) = body.frame().await {
            let noted = frame.data_ref().is_some_and(|bytes| bytes.windows(10).any(|part| part == b"note_added"));
            if noted && told.send(Instant::now()).is_err() {
                break;
            }
        }
    });
    Ok(())
}

/// Makes changes one after the other; gives for each the milliseconds from
/// sending it until the last of the listeners was told.
async fn changes(client: &mut Client, heard: &mut UnboundedReceiver<Instant>, listeners: usize) -> Result<Vec<f64>> {
    let complaint = r#"{"kind":"complaint","channel":"phone","text":"导游让我们在店里等了两个小时","complainant":{"name":"王芳","phone":"13800000001"}}"#;
    let made = client.send("POST", "/api/v1/cases", complaint.to_owned()).await?;
    let made: Value = serde_json::from_slice(&made)?;
    let path = format!("/api/v1/cases/{}/notes", made["number"].as_str().context("a number")?);
    let mut times = Vec::new();
    for _ in 0..CHANGES {
        let began = Instant::now();
        client.send("POST", &path, r#"{"text":"核实中"}"#.to_owned()).await?;
        let mut last = began;
        for _ in 0..listeners {
            last = timeout(PATIENCE, heard.recv()).await?.context("a listener is gone")?.max(last);
        }
        times.push((last - began).as_secs_f64() * 1000.0);
    }
    Ok(times)
}

/// A listener that writes a hint to every socket whenever it is asked to.
async fn bare(streams: usize) -> Result<Vec<f64>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (told, mut heard) = mpsc::unbounded_channel();
    let mut sockets = Vec::new();
    for _ in 0..streams {
        let mut stream = TcpStream::connect(address).await?;
        let (socket, _) = listener.accept().await?;
        socket.set_nodelay(true)?;
        sockets.push(socket);
        let told = told.clone();
        tokio::spawn(async move {
            let mut bytes = vec![0; HINT.len()];
            while stream.read_exact(&mut bytes).await.is_ok() {
                let _ = told.send(Instant::now());
            }
        });
    }
    let mut times = Vec::new();
    for _ in 0..CHANGES {
        let began = Instant::now();
        for socket in &mut sockets {
            socket.write_all(HINT).await?;
        }
        let mut last = began;
        for _ in 0..streams {
            last = timeout(PATIENCE, heard.recv()).await?.context("a socket is gone")?.max(last);
        }
        times.push((last - began).as_secs_f64() * 1000.0);
    }
    Ok(times)
}
