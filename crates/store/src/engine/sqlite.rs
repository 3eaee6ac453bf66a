//! The one writing thread of SQLite: what waits together is committed
//! together, so that many clients share one flush of the disk.
//!
//! The writer leaves the flush of its log to a thread beside it and prepares
//! the next group meanwhile; answers leave after the flush of the group that
//! they speak of. The log is one file that only grows until it begins anew, so
//! a flush of it covers every group before.
//!
//! There is no savepoint around each closure (they cost a third, and on a full
//! disk SQLite rolls everything back by itself). If one closure of a group
//! spoils it, the group is rolled back and each runs alone.

use super::job::{Attempt, WriteJob};
use super::{WriteQueues, note_room};
use crate::dialect::sqlite as dialect;
use crate::{Db, StoreError};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, select_biased};
use homeward_domain::record::RecordKey;
use rusqlite::Connection;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The most writes of one group.
const GROUP_MAX: usize = 256;
/// How long one group may hold the database against another process.
const GROUP_TIME_MAX: Duration = Duration::from_millis(20);
/// How much of a group the lanes of clocks and bulk get while acts wait.
const SHARE_TIME_MAX: Duration = Duration::from_millis(5);
/// Every so many groups those lanes come first.
const SHARE_EVERY: u64 = 8;
/// After so much unbroken work…
const WORK_TIME_MAX: Duration = Duration::from_millis(100);
/// …the writer lets another process have the lock, for long enough that the
/// other, who asks every half of a millisecond, finds it free.
const PAUSE: Duration = Duration::from_millis(2);
/// How often the log is moved into the database file.
const CHECKPOINT_PACE: Duration = Duration::from_millis(250);

/// Starts the writer and the thread that flushes for it.
pub(super) fn start_writer(
    path: &Path,
    key: RecordKey,
    queues: WriteQueues,
    full: Arc<AtomicBool>,
) -> Result<[JoinHandle<()>; 2], StoreError> {
    let connection = dialect::open_group_writer(path)?;
    let log = dialect::open_log(path)?;
    // No room to wait in: while one group is flushed the next is prepared, and
    // what comes meanwhile makes the one after larger.
    let (committed, to_flush) = bounded::<Vec<Box<dyn WriteJob>>>(0);
    let broken = Arc::new(AtomicBool::new(false));
    let flusher = Flusher { log, to_flush, broken: Arc::clone(&broken) };
    let writer = Writer { connection, key, queues, committed, broken, full, groups: 0, worked: Duration::ZERO };
    let named = |name: &str| thread::Builder::new().name(name.into());
    Ok([
        named("store-writer").spawn(move || writer.run()).map_err(StoreError::corrupt)?,
        named("store-flusher").spawn(move || flusher.run()).map_err(StoreError::corrupt)?,
    ])
}

/// Flushes the log for the groups that the writer has committed, and answers.
struct Flusher {
    log: File,
    to_flush: Receiver<Vec<Box<dyn WriteJob>>>,
    broken: Arc<AtomicBool>,
}

impl Flusher {
    fn run(self) {
        for jobs in self.to_flush {
            let flushed = self.log.sync_data().map_err(|error| {
                // What a failed flush leaves on disk nobody can know, and a
                // second one may claim success: nothing is accepted any more.
                self.broken.store(true, Ordering::SeqCst);
                tracing::error!(%error, "the log could not be flushed; restart the program once the disk is sound");
                StoreError::Unavailable(format!("the log could not be flushed: {error}"))
            });
            finish_all(jobs, &flushed);
        }
    }
}

/// Moves what is committed from the log into the database file, beside the
/// writer, who would stand still for it. Ends when the other side of `stop` is
/// dropped.
pub(super) fn start_checkpointer(path: &Path, stop: Receiver<()>) -> Result<JoinHandle<()>, StoreError> {
    let connection = dialect::open_checkpointer(path)?;
    let run = move || {
        while stop.recv_timeout(CHECKPOINT_PACE) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = dialect::checkpoint(&connection) {
                tracing::warn!(%error, "the log could not be moved into the database file");
            }
        }
    };
    thread::Builder::new().name("store-checkpointer".into()).spawn(run).map_err(StoreError::corrupt)
}

struct Writer {
    connection: Connection,
    key: RecordKey,
    queues: WriteQueues,
    committed: Sender<Vec<Box<dyn WriteJob>>>,
    broken: Arc<AtomicBool>,
    full: Arc<AtomicBool>,
    groups: u64,
    worked: Duration,
}

impl Writer {
    fn run(mut self) {
        while let Some(first) = self.wait() {
            let began = Instant::now();
            self.group(first);
            self.worked += began.elapsed();
            if self.worked > WORK_TIME_MAX {
                thread::sleep(PAUSE);
                self.worked = Duration::ZERO;
            }
        }
    }

    /// The next write, the most urgent first; none when every queue is closed.
    fn wait(&mut self) -> Option<Box<dyn WriteJob>> {
        if let Some(job) = self.next_at_once() {
            return Some(job);
        }
        let free_since = Instant::now();
        let queues = &self.queues;
        let job = select_biased! {
            recv(queues.acts) -> job => job,
            recv(queues.clocks) -> job => job,
            recv(queues.bulk) -> job => job,
        };
        // A moment without work is no pause that another process could use.
        if free_since.elapsed() >= PAUSE {
            self.worked = Duration::ZERO;
        }
        // The queues close together; what was accepted just before is still done.
        job.ok().or_else(|| self.next_at_once())
    }

    fn next_at_once(&self) -> Option<Box<dyn WriteJob>> {
        let queues = &self.queues;
        let in_turn = if self.groups.is_multiple_of(SHARE_EVERY) {
            [&queues.clocks, &queues.bulk, &queues.acts]
        } else {
            [&queues.acts, &queues.clocks, &queues.bulk]
        };
        in_turn.into_iter().find_map(|queue| queue.try_recv().ok())
    }

    fn group(&mut self, first: Box<dyn WriteJob>) {
        self.groups += 1;
        let mut jobs = Vec::with_capacity(64);
        let outcome = self.run_together(first, &mut jobs);
        match outcome {
            Ok(()) => self.flush(jobs),
            Err(_) if jobs.len() > 1 => {
                for job in jobs {
                    self.alone(job);
                }
            }
            Err(error) => finish_all(jobs, &Err(error)),
        }
    }

    /// Runs what waits, as far as the limits allow, and commits.
    fn run_together(&self, first: Box<dyn WriteJob>, jobs: &mut Vec<Box<dyn WriteJob>>) -> Result<(), StoreError> {
        let began = Instant::now();
        // Only what waits already: whoever comes meanwhile is prepared while
        // this group is flushed, so that neither side waits for the other.
        let queues = &self.queues;
        let waiting = queues.acts.len() + queues.clocks.len() + queues.bulk.len();
        let group_max = (waiting + 1).min(GROUP_MAX);
        let mut next = Some(first);
        let opened = self.begin();
        let db = Db::sqlite(&self.connection, self.key);
        let mut spoiled = opened.err();
        while let Some(mut job) = next.take() {
            if spoiled.is_none()
                && let Attempt::Rollback(error) = job.attempt(&db)
            {
                spoiled = Some(error);
            }
            jobs.push(job);
            if spoiled.is_none() && jobs.len() < group_max && began.elapsed() < GROUP_TIME_MAX {
                next = self.more(began);
            }
        }
        self.end(&db, spoiled)
    }

    /// Another write for this group: acts as long as there are any, the other
    /// lanes for a little while.
    fn more(&self, began: Instant) -> Option<Box<dyn WriteJob>> {
        let queues = &self.queues;
        let others = || queues.clocks.try_recv().or_else(|_| queues.bulk.try_recv()).ok();
        queues.acts.try_recv().ok().or_else(|| if began.elapsed() < SHARE_TIME_MAX { others() } else { None })
    }

    fn alone(&self, mut job: Box<dyn WriteJob>) {
        let opened = self.begin();
        let db = Db::sqlite(&self.connection, self.key);
        let spoiled = match opened {
            Err(error) => Some(error),
            Ok(()) => match job.attempt(&db) {
                Attempt::Rollback(error) => Some(error),
                Attempt::Commit => None,
            },
        };
        match self.end(&db, spoiled) {
            Ok(()) => self.flush(vec![job]),
            error => job.finish(error),
        }
    }

    /// Hands a committed group over, once the one before is flushed.
    fn flush(&self, jobs: Vec<Box<dyn WriteJob>>) {
        if let Err(unsent) = self.committed.send(jobs) {
            finish_all(unsent.into_inner(), &Err(StoreError::Unavailable("the store has stopped".into())));
        }
    }

    fn begin(&self) -> Result<(), StoreError> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("the log could not be flushed before".into()));
        }
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Commits, or rolls back what SQLite has not already rolled back itself.
    fn end(&self, db: &Db, spoiled: Option<StoreError>) -> Result<(), StoreError> {
        let spoiled = spoiled.or_else(|| db.finish().err());
        let ended_by_itself = self.connection.is_autocommit();
        let result = match spoiled {
            Some(error) => Err(error),
            None if ended_by_itself => Err(StoreError::Unavailable("the transaction was rolled back".into())),
            None => self.connection.execute_batch("COMMIT").map_err(StoreError::from),
        };
        if result.is_err() && !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        note_room(&self.full, &result);
        result
    }
}

fn finish_all(jobs: Vec<Box<dyn WriteJob>>, committed: &Result<(), StoreError>) {
    for job in jobs {
        job.finish(committed.clone());
    }
}
