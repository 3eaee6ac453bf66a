//! Serves until stopped; what was accepted is finished.

use crate::connections;
use crate::settings::{Settings, close};
use anyhow::{Context as _, Result};
use homeward_app::{
    App, AppError, clocks, files, follow_policies, leftovers, people, pictures, record, retention, room, tallies, views,
};
use homeward_web::Web;
use ipnet::IpNet;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long the clock worker sleeps at most; it needs no other wake-up.
const CLOCKS_REST_MAX: Duration = Duration::from_millis(500);
/// How long the background rests where there is no long work; also how soon a copy
/// of the program knows what another has changed in the promises.
const WORK_REST: Duration = Duration::from_millis(500);
/// How often it is noted outside the database how far the log has come.
const NOTE_REACHED_EVERY: Duration = Duration::from_secs(10);
/// How often what is new is sealed.
const SEAL_EVERY: Duration = Duration::from_hours(1);
/// How soon it is tried again where what is new could not be sealed.
const SEAL_AGAIN_AFTER: Duration = Duration::from_mins(1);
/// How often it is looked whether a checkpoint waits to be sent.
const SEND_EVERY: Duration = Duration::from_secs(10);
/// How long an address that did not take a checkpoint is left alone.
const SEND_AGAIN_AFTER: Duration = Duration::from_mins(1);
/// How often a server says that it serves, so that a proof beside it knows whether
/// somebody should have sealed.
const SAY_SERVING_EVERY: Duration = Duration::from_secs(30);
/// How soon a copy of the program hears what others have counted of who asks much.
const SHARE_EVERY: Duration = Duration::from_secs(2);
/// How often old idempotency keys are forgotten, and files that nobody came back for.
const FORGET_EVERY: Duration = Duration::from_mins(10);
/// How often it is looked whether an erasure or an upload was cut short.
const CLEAR_UP_EVERY: Duration = Duration::from_hours(1);
/// How soon again, where something of it could not be done.
const CLEAR_UP_AGAIN_AFTER: Duration = Duration::from_mins(1);
/// How often it is looked whether traces of an erasure are still to be overwritten.
const OVERWRITE_EVERY: Duration = Duration::from_mins(1);
/// How often it is looked whether there is room on the disk.
const LOOK_AT_DISK_EVERY: Duration = Duration::from_secs(5);
/// How often it is looked whether a run of the retention is due.
const RETENTION_EVERY: Duration = Duration::from_mins(5);
/// How long open connections may take to end after a stop.
const STOP_TIME_MAX: Duration = Duration::from_secs(20);

/// Serves with these settings.
pub async fn run(mut settings: Settings) -> Result<ExitCode> {
    let listener = bind(&settings).await?;
    if settings.listen.ends_with(":0") {
        // Links name the port that was found.
        settings.listen = listener.local_addr()?.to_string();
    }
    let app = settings.open().await?;
    if let Some(token) = people::first_link(&app).await? {
        println!("First administrator: {}/sign-in/{token}", app.options().public_url);
    }
    serve(app, listener, settings.trusted_proxies).await
}

/// Binds the address of the settings; port 0 takes a free one.
pub async fn bind(settings: &Settings) -> Result<TcpListener> {
    TcpListener::bind(&settings.listen).await.with_context(|| format!("cannot listen on {}", settings.listen))
}

/// Serves an application on a listener until SIGTERM or an interrupt.
pub async fn serve(app: App, listener: TcpListener, proxies: Vec<IpNet>) -> Result<ExitCode> {
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let limits = connections::Limits::of_system(proxies.clone());
    let web = Web::behind(app.clone(), proxies);
    let jobs = start_jobs(&web, &stopped);
    // Whoever reads that it serves may ask it to stop at once.
    let mut signals = StopSignals::listen()?;
    println!("Serving http://{address}");
    tracing::info!(%address, "serving");
    let live = Arc::clone(&web.live);
    let server = connections::serve(listener, homeward_web::router(web), limits, stopped);
    let server = tokio::spawn(server);
    signals.wait().await;
    tracing::info!("stopping");
    stop.send(true)?;
    live.stop();
    if timeout(STOP_TIME_MAX, server).await.is_err() {
        tracing::warn!("connections still open were cut");
    }
    for job in jobs {
        job.await?;
    }
    record::say_serving(&app, false).await?;
    record::seal(&app).await?;
    let _ = record::send(&app).await.map_err(|error| not_sent(&error));
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

fn start_jobs(web: &Web, stopped: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    vec![
        start("serving", web, stopped, say_serving),
        start("work", web, stopped, work),
        start("pictures", web, stopped, copy_pictures),
        start("clocks", web, stopped, ring),
        start("seal", web, stopped, seal),
        start("reached", web, stopped, note_reached),
        start("send", web, stopped, send),
        start("share", web, stopped, share_limits),
        start("forget", web, stopped, forget),
        start("leftovers", web, stopped, clear_up),
        start("overwrite", web, stopped, overwrite),
        start("disk", web, stopped, look_at_disk),
        start("retention", web, stopped, let_go),
    ]
}

/// Repeats a job, which says when it is due again, until the program stops.
fn start<J, F>(name: &'static str, web: &Web, stopped: &watch::Receiver<bool>, job: J) -> JoinHandle<()>
where
    J: Fn(Web) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Duration, AppError>> + Send,
{
    let (web, stopped) = (web.clone(), stopped.clone());
    tokio::spawn(async move { homeward_worker::repeat(name, stopped, || job(web.clone())).await })
}

async fn say_serving(web: Web) -> Result<Duration, AppError> {
    record::say_serving(&web.app, true).await?;
    Ok(SAY_SERVING_EVERY)
}

async fn work(web: Web) -> Result<Duration, AppError> {
    Ok(if follow_policies::work(&web.app).await? { Duration::ZERO } else { WORK_REST })
}

async fn copy_pictures(web: Web) -> Result<Duration, AppError> {
    Ok(if pictures::work(&web.app).await? { Duration::ZERO } else { WORK_REST })
}

async fn seal(web: Web) -> Result<Duration, AppError> {
    record::seal(&web.app).await?;
    Ok(if web.app.unproven().is_some() { SEAL_AGAIN_AFTER } else { SEAL_EVERY })
}

async fn note_reached(web: Web) -> Result<Duration, AppError> {
    record::note_reached(&web.app).await?;
    Ok(NOTE_REACHED_EVERY)
}

async fn send(web: Web) -> Result<Duration, AppError> {
    Ok(record::send(&web.app).await.map_or_else(|error| not_sent(&error), |_| SEND_EVERY))
}

async fn share_limits(web: Web) -> Result<Duration, AppError> {
    web.limits.share(&web.app).await?;
    Ok(SHARE_EVERY)
}

async fn forget(web: Web) -> Result<Duration, AppError> {
    record::forget_old_keys(&web.app).await?;
    tallies::forget(&web.app).await?;
    views::forget_words(&web.app).await?;
    files::waiting::forget(&web.app).await?;
    Ok(FORGET_EVERY)
}

async fn clear_up(web: Web) -> Result<Duration, AppError> {
    Ok(if leftovers::clear_up(&web.app).await { CLEAR_UP_EVERY } else { CLEAR_UP_AGAIN_AFTER })
}

async fn overwrite(web: Web) -> Result<Duration, AppError> {
    if let Err(error) = leftovers::overwrite(&web.app).await {
        tracing::warn!(%error, "traces of an erasure could not be overwritten and will be tried again");
    }
    Ok(OVERWRITE_EVERY)
}

async fn look_at_disk(web: Web) -> Result<Duration, AppError> {
    room::look(&web.app).await;
    Ok(LOOK_AT_DISK_EVERY)
}

async fn let_go(web: Web) -> Result<Duration, AppError> {
    Ok(if retention::work(&web.app).await? { WORK_REST } else { RETENTION_EVERY })
}

/// A checkpoint that nobody took is kept and sent again; nothing else waits for it.
fn not_sent(error: &AppError) -> Duration {
    tracing::warn!(%error, "a checkpoint was not sent and will be sent again");
    SEND_AGAIN_AFTER
}

/// One round of the clocks: sleeps until the next due time, or half a second.
async fn ring(web: Web) -> Result<Duration, AppError> {
    let round = clocks::ring(&web.app).await?;
    if round.rung > 0 {
        web.metrics.clock_round(round.rung, Duration::from_micros(round.late.0.unsigned_abs()).as_secs_f64());
    }
    let until_next = round.next_at.map(|at| (at - web.app.clock().now()).0.max(0).unsigned_abs());
    let rest = until_next.map_or(CLOCKS_REST_MAX, |micros| Duration::from_micros(micros + 1));
    Ok(rest.min(CLOCKS_REST_MAX))
}

/// The signals that ask the program to stop.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    /// From here on the program itself answers these signals.
    fn listen() -> Result<Self> {
        let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
