//! Live changes by server-sent events. One reader of the log per copy of the
//! program; what goes out are hints: which case, what kind, at which position.
//! Rights are looked at when a hint is sent; whether the listener still has them, at
//! each beat.

use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use homeward_app::stream::{self as log, BEHIND_MAX, Tail};
use homeward_app::{App, AppError, Caller, Scope, sign_in, tokens};
use serde_json::json;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// How often the log is looked at while anybody listens.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How often it is asked whether a listener is still signed in, or their token good.
const BEAT: Duration = Duration::from_secs(15);
/// What happens to a case that comes under restriction.
const RESTRICTED: &str = "processing_restricted";
/// Rounds that a slow listener may fall behind.
const ROUNDS_KEPT: usize = 256;

/// What a round of the reader found.
type Round = Arc<Vec<Tail>>;

/// The reader of the log, and those who listen to it.
pub struct Live {
    rounds: RwLock<Option<broadcast::Sender<Round>>>,
    reads: AtomicBool,
    beat: Duration,
}

impl Default for Live {
    fn default() -> Self {
        Self::beating(BEAT)
    }
}

impl Live {
    /// Nobody listens yet; at each beat it is asked whether those who do still may.
    pub fn beating(beat: Duration) -> Self {
        Self { rounds: RwLock::new(Some(broadcast::channel(ROUNDS_KEPT).0)), reads: AtomicBool::new(false), beat }
    }

    /// Ends every stream, and begins no other.
    pub fn stop(&self) {
        self.rounds.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn sender(&self) -> Option<broadcast::Sender<Round>> {
        self.rounds.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// By what somebody listens.
pub enum Proof {
    /// The session of a member of staff, by its secret.
    Session(String),
    /// A token, by its secret.
    Token(String),
}

impl Proof {
    /// Who listens by it now; nobody where it has ended.
    async fn caller(&self, app: &App) -> Result<Caller, AppError> {
        match self {
            Self::Session(secret) => {
                let found = sign_in::still(app, secret).await?;
                if found.lacks_factor { Err(AppError::Unauthenticated) } else { Ok(found.caller) }
            }
            Self::Token(secret) => tokens::still(app, secret).await,
        }
    }
}

/// A listener: what it has still to be told, and where it stands.
struct Listener {
    app: App,
    caller: Caller,
    proof: Proof,
    beat: Interval,
    rounds: Option<broadcast::Receiver<Round>>,
    waiting: VecDeque<Tail>,
    position: i64,
    reset: bool,
}

/// The stream of a caller, which goes on behind `Last-Event-ID`.
pub async fn stream(
    app: &App,
    live: &Arc<Live>,
    caller: Caller,
    proof: Proof,
    headers: &HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>, AppError> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
    let rounds = live.sender().map(|sender| sender.subscribe());
    let newest = log::newest(app).await?;
    let position = last.unwrap_or(newest);
    let reset = position > newest || newest - position >= BEHIND_MAX;
    let position = if reset { newest } else { position };
    let waiting = if position < newest { log::after(app, position).await?.into() } else { VecDeque::new() };
    begin_reading(app, live, newest);
    let mut beat = interval_at(Instant::now() + live.beat, live.beat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let listener = Listener { app: app.clone(), caller, proof, beat, rounds, waiting, position, reset };
    let events = stream::unfold(listener, |listener| async {
        let (event, listener) = listener.next().await?;
        Some((Ok(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

impl Listener {
    /// The next hint that its caller may have; `None` at the end of the stream.
    async fn next(mut self) -> Option<(Event, Self)> {
        if self.reset {
            self.reset = false;
            return Some((reset(self.position), self));
        }
        loop {
            while let Some(hint) = self.waiting.pop_front() {
                if hint.position <= self.position {
                    continue;
                }
                self.position = hint.position;
                // By owner and unit as of the round, so that thousands of listeners ask nothing
                // of the database.
                if let Some(event) = told(&self.caller, &hint) {
                    return Some((event, self));
                }
            }
            let rounds = self.rounds.as_mut()?;
            let heard = tokio::select! {
                heard = rounds.recv() => heard,
                _ = self.beat.tick() => {
                    if self.has_ended().await {
                        return None;
                    }
                    continue;
                }
            };
            match heard {
                Ok(round) => self.waiting.extend(round.iter().cloned()),
                // What it missed it reads from the log.
                Err(RecvError::Lagged(_)) => {
                    self.waiting = log::after(&self.app, self.position).await.ok()?.into();
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Whether what it listens by is good no more; what it may see is read anew. Where
    /// that cannot be known now, the stream goes on until the next beat.
    async fn has_ended(&mut self) -> bool {
        match self.proof.caller(&self.app).await {
            Ok(caller) if caller.may(Scope::CasesRead) => {
                self.caller = caller;
                false
            }
            Ok(_) | Err(AppError::Unauthenticated) => true,
            Err(_) => false,
        }
    }
}

/// What a listener is told of a hint. Of a case under restriction whoever may not
/// open it hears nothing; when one comes under it, that they should read anew,
/// because they may have it before them.
fn told(caller: &Caller, hint: &Tail) -> Option<Event> {
    if !caller.sight.sees(hint.owner, &hint.unit) {
        return None;
    }
    let is_theirs = caller.may(Scope::PrivacyWrite) || (hint.is_open && caller.behind().has(hint.owner, &hint.unit));
    if hint.restricted && !is_theirs {
        return (hint.kind == RESTRICTED).then(|| reset(hint.position));
    }
    let data = json!({"case": hint.number, "kind": hint.kind});
    Some(Event::default().event("case").id(hint.position.to_string()).data(data.to_string()))
}

/// That a listener should read anew what they show.
fn reset(position: i64) -> Event {
    Event::default().event("reset").id(position.to_string()).data("{}")
}

/// Reads the log as long as anybody listens.
fn begin_reading(app: &App, live: &Arc<Live>, from: i64) {
    if live.reads.swap(true, Ordering::AcqRel) {
        return;
    }
    let (app, live) = (app.clone(), Arc::clone(live));
    tokio::spawn(async move {
        let mut position = from;
        loop {
            while let Some(sender) = live.sender().filter(|sender| sender.receiver_count() > 0) {
                position = look(&app, &sender, position).await;
                drop(sender);
                tokio::time::sleep(LOOK_EVERY).await;
            }
            live.reads.store(false, Ordering::Release);
            // Whoever came between the last look and that line found a reader that was leaving.
            let is_wanted = live.sender().is_some_and(|sender| sender.receiver_count() > 0);
            if !is_wanted || live.reads.swap(true, Ordering::AcqRel) {
                return;
            }
        }
    });
}

async fn look(app: &App, sender: &broadcast::Sender<Round>, position: i64) -> i64 {
    match log::after(app, position).await {
        Ok(found) if !found.is_empty() => {
            let last = found.last().map_or(position, |hint| hint.position);
            // Nobody may be left who listens.
            let _ = sender.send(Arc::new(found));
            last
        }
        _ => position,
    }
}
