//! The writing threads of PostgreSQL: one transaction each, run again where
//! another was quicker; and the feeder that gives events their positions.

use super::job::{Attempt, WriteJob};
use super::{WriteQueues, note_room};
use crate::db::Session;
use crate::{Db, StoreError, dialect, events};
use crossbeam_channel::{Receiver, RecvTimeoutError};
use homeward_domain::record::RecordKey;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often a transaction is run again before the caller is told to come back.
const RUNS_MAX: usize = 10;
/// How often the feeder looks for events without a position.
const FEEDER_PACE: Duration = Duration::from_millis(50);
/// How long the feeder waits after the server was lost, or another copy feeds.
const FEEDER_REST: Duration = Duration::from_millis(500);
/// The most events that get their position in one transaction.
const FEED_MAX: i64 = 5_000;

pub(super) fn start_writers(
    url: &str,
    key: RecordKey,
    queues: WriteQueues,
    writers: usize,
    stop: Receiver<()>,
    full: &Arc<AtomicBool>,
) -> Vec<JoinHandle<()>> {
    let start = |queue: Receiver<Box<dyn WriteJob>>| {
        let mut writer = Writer { url: url.to_owned(), key, session: None, full: Arc::clone(full) };
        thread::spawn(move || queue.iter().for_each(|job| writer.run(job)))
    };
    let mut threads: Vec<_> = (0..writers).map(|_| start(queues.acts.clone())).collect();
    threads.push(start(queues.clocks));
    threads.push(start(queues.bulk));
    threads.push(start_feeder(url, key, stop));
    threads
}

struct Writer {
    url: String,
    key: RecordKey,
    session: Option<Session>,
    full: Arc<AtomicBool>,
}

impl Writer {
    fn run(&mut self, mut job: Box<dyn WriteJob>) {
        let mut result = Ok(());
        for _ in 0..RUNS_MAX {
            result = self.once(job.as_mut());
            match &result {
                Err(StoreError::Conflict(_)) => {}
                _ => break,
            }
        }
        note_room(&self.full, &result);
        if let Err(StoreError::Conflict(_)) = result {
            result = Err(StoreError::Overloaded);
        }
        job.finish(result);
    }

    fn once(&mut self, job: &mut dyn WriteJob) -> Result<(), StoreError> {
        let key = self.key;
        let session = self.begun()?;
        match job.attempt(&Db::postgres(session, key)) {
            Attempt::Commit => {
                // Where the connection is lost here, nobody knows whether it
                // was committed: the caller hears 503 and asks again by key.
                session.client.batch_execute("COMMIT")?;
                Ok(())
            }
            Attempt::Rollback(error) => {
                let _ = session.client.batch_execute("ROLLBACK");
                Err(error)
            }
        }
    }

    /// A connection in a fresh transaction. One that was lost while it rested,
    /// as after a restart of the server, is replaced once.
    fn begun(&mut self) -> Result<&mut Session, StoreError> {
        if self.session()?.client.batch_execute("BEGIN").is_err() {
            self.session = None;
            self.session()?.client.batch_execute("BEGIN")?;
        }
        self.session()
    }

    fn session(&mut self) -> Result<&mut Session, StoreError> {
        if self.session.as_ref().is_none_or(|s| s.client.is_closed()) {
            self.session = None;
        }
        match &mut self.session {
            Some(session) => Ok(session),
            none => Ok(none.insert(dialect::postgres::connect(&self.url)?)),
        }
    }
}

/// One copy of the program at a time feeds; the others wait to take over. It
/// ends when the other side of `stop` is dropped.
fn start_feeder(url: &str, key: RecordKey, stop: Receiver<()>) -> JoinHandle<()> {
    let url = url.to_owned();
    thread::spawn(move || {
        let mut session: Option<Session> = None;
        loop {
            let fed = feed(&mut session, &url, key);
            let rest = match fed {
                Ok(FEED_MAX..) => Duration::ZERO,
                Ok(_) => FEEDER_PACE,
                Err(_) => {
                    session = None;
                    FEEDER_REST
                }
            };
            if stop.recv_timeout(rest) == Err(RecvTimeoutError::Disconnected) {
                break;
            }
        }
    })
}

fn feed(session: &mut Option<Session>, url: &str, key: RecordKey) -> Result<i64, StoreError> {
    let session = match session {
        Some(session) => session,
        none => {
            let mut fresh = dialect::postgres::connect(url)?;
            if !dialect::postgres::become_feeder(&mut fresh)? {
                return Err(StoreError::Overloaded);
            }
            none.insert(fresh)
        }
    };
    session.client.batch_execute("BEGIN")?;
    let placed = events::place(&Db::postgres(session, key), FEED_MAX);
    session.client.batch_execute(if placed.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    placed
}
