//! Threads that run closures against the database, under an asynchronous face.

mod job;
mod postgres;
mod readers;
mod sqlite;

use crate::dialect::{self, Location};
use crate::search::Fingerprint;
use crate::{Db, StoreError};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use homeward_domain::CaseId;
use homeward_domain::record::RecordKey;
use job::{Job, ReadJob, WriteJob};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// How urgent a write is. Intake and acts come first; the others have a share
/// that keeps them going and cannot hold intake up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Intake, and what people do.
    Acts,
    /// What clocks do.
    Clocks,
    /// Imports, rebuilds, erasures: keep each closure to a few milliseconds.
    Bulk,
}

/// Sizes of a store, each a limit of its own.
#[derive(Clone, Copy, Debug)]
pub struct StoreOptions {
    /// Threads that read.
    pub readers: usize,
    /// Connections that write; SQLite always has one.
    pub writers: usize,
    /// Writes that may wait in the first lane; more are refused.
    pub waiting_max: usize,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { readers: 4, writers: 16, waiting_max: 4096 }
    }
}

/// A handle on the database; cheap to clone. The threads end with the last.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    location: Location,
    key: RecordKey,
    lanes: Option<Lanes<Sender<Box<dyn WriteJob>>>>,
    reads: Option<Sender<Box<dyn ReadJob>>>,
    /// Dropped to end the threads that wait for no job.
    running: Option<Sender<()>>,
    /// Whether a write found no room on the disk, and none since did.
    full: Arc<AtomicBool>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// The three queues of waiting writes.
struct Lanes<T> {
    acts: T,
    clocks: T,
    bulk: T,
}

type WriteQueues = Lanes<Receiver<Box<dyn WriteJob>>>;

impl Store {
    /// Opens the database, brings its schema up to date and starts the threads,
    /// which write the record with this key.
    pub fn open(location: Location, key: RecordKey, options: StoreOptions) -> Result<Self, StoreError> {
        match &location {
            Location::Sqlite(path) => dialect::sqlite::migrate(path)?,
            Location::Postgres(url) => dialect::postgres::migrate(url)?,
        }
        let (acts, acts_out) = bounded(options.waiting_max);
        let (clocks, clocks_out) = bounded(256);
        let (bulk, bulk_out) = bounded(256);
        let (reads, reads_out) = bounded(options.waiting_max);
        let (running, stop) = bounded(0);
        let queues = Lanes { acts: acts_out, clocks: clocks_out, bulk: bulk_out };
        let mut threads = Vec::new();
        let full = Arc::new(AtomicBool::new(false));
        match &location {
            Location::Sqlite(path) => {
                threads.extend(sqlite::start_writer(path, key, queues, Arc::clone(&full))?);
                threads.push(sqlite::start_checkpointer(path, stop)?);
                for _ in 0..options.readers {
                    threads.push(readers::start_sqlite(path, key, reads_out.clone())?);
                }
            }
            Location::Postgres(url) => {
                threads.extend(postgres::start_writers(url, key, queues, options.writers, stop, &full));
                for _ in 0..options.readers {
                    threads.push(readers::start_postgres(url, key, reads_out.clone()));
                }
            }
        }
        let lanes = Some(Lanes { acts, clocks, bulk });
        let shared = Shared {
            location,
            key,
            lanes,
            reads: Some(reads),
            running: Some(running),
            full,
            threads: Mutex::new(threads),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Runs a closure in a write transaction and answers after its commit.
    ///
    /// The closure may run more than once and must have no effect but on the
    /// database. If it fails, nothing of it stays.
    pub async fn write<T, E>(&self, lane: Lane, run: impl FnMut(&Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        self.submit(lane, Box::new(Job::new(run, answer)))?;
        waiting.await.unwrap_or_else(|_| Err(stopped().into()))
    }

    /// [`Self::write`] for a caller outside an asynchronous runtime.
    pub fn write_blocking<T, E>(
        &self,
        lane: Lane,
        run: impl FnMut(&Db) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        self.submit(lane, Box::new(Job::new(run, answer)))?;
        waiting.blocking_recv().unwrap_or_else(|_| Err(stopped().into()))
    }

    /// Runs a closure on one consistent view of the database.
    pub async fn read<T, E>(&self, run: impl FnMut(&Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        self.submit_read(Box::new(Job::new(run, answer)))?;
        waiting.await.unwrap_or_else(|_| Err(stopped().into()))
    }

    /// [`Self::read`] for a caller outside an asynchronous runtime.
    pub fn read_blocking<T, E>(&self, run: impl FnMut(&Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, waiting) = oneshot::channel();
        self.submit_read(Box::new(Job::new(run, answer)))?;
        waiting.blocking_recv().unwrap_or_else(|_| Err(stopped().into()))
    }

    /// Where the data lives.
    pub fn location(&self) -> &Location {
        &self.shared.location
    }

    /// Whether a write found no room on the disk of the database; [`Self::has_room`]
    /// finds out whether there is some again.
    pub fn was_full(&self) -> bool {
        self.shared.full.load(Ordering::Relaxed)
    }

    /// Whether the database takes a small write.
    pub async fn has_room(&self) -> bool {
        let written = self.write(Lane::Bulk, dialect::try_room).await;
        if written.is_ok() {
            self.shared.full.store(false, Ordering::Relaxed);
        }
        !matches!(written, Err(StoreError::Full(_)))
    }

    /// How many writes wait in the first lane.
    pub fn waiting(&self) -> usize {
        self.shared.lanes.as_ref().map_or(0, |lanes| lanes.acts.len())
    }

    /// Copies everything into a new SQLite file while others read and write;
    /// from PostgreSQL all but the text index. Blocks.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        match &self.shared.location {
            Location::Sqlite(path) => dialect::sqlite::backup(&dialect::sqlite::open_writer(path)?, target),
            Location::Postgres(url) => dialect::transfer::server_to_file(url, target, self.shared.key),
        }
    }

    /// Fills an empty PostgreSQL database from a file that [`Self::copy_to`]
    /// made. The text index has to be built afterwards. Blocks.
    pub fn fill_server(source: &Path, url: &str, key: RecordKey) -> Result<(), StoreError> {
        dialect::transfer::file_to_server(source, url, key)
    }

    /// Refuses a database of a server that [`Self::fill_server`] could not fill. Makes
    /// nothing. Blocks.
    pub fn server_must_be_empty(url: &str) -> Result<(), StoreError> {
        dialect::transfer::server_must_be_empty(url)
    }

    /// Whether the data of a company are at a place. Makes nothing. Blocks.
    pub fn is_there(location: &Location) -> Result<bool, StoreError> {
        match location {
            Location::Sqlite(path) => Ok(path.exists()),
            Location::Postgres(url) => dialect::postgres::is_there(&mut dialect::postgres::connect(url)?),
        }
    }

    /// Removes every trace that erased words left in index, log and free space.
    /// Blocks; call it from a thread of its own.
    pub fn scrub(&self) -> Result<(), StoreError> {
        match &self.shared.location {
            Location::Sqlite(path) => dialect::sqlite::scrub(&dialect::sqlite::open_writer(path)?),
            Location::Postgres(url) => dialect::postgres::scrub(&mut dialect::postgres::connect(url)?),
        }
    }

    /// What the text index holds of each case. Blocks.
    pub fn indexed(&self) -> Result<HashMap<CaseId, Fingerprint>, StoreError> {
        match &self.shared.location {
            Location::Sqlite(path) => dialect::sqlite::indexed(&dialect::sqlite::open_writer(path)?),
            Location::Postgres(url) => dialect::postgres::indexed(&mut dialect::postgres::connect(url)?),
        }
    }

    /// Whether the text index leads to each word that stands in it. A server's leads to
    /// nothing else. Blocks.
    pub fn index_leads_to_words(&self) -> Result<bool, StoreError> {
        match &self.shared.location {
            Location::Sqlite(path) => dialect::sqlite::index_leads_to_words(&dialect::sqlite::open_writer(path)?),
            Location::Postgres(_) => Ok(true),
        }
    }

    /// Files in which the data lies; none for a server.
    pub fn files(&self) -> Vec<PathBuf> {
        let Location::Sqlite(path) = &self.shared.location else { return Vec::new() };
        let side = |suffix: &str| {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        };
        [path.clone(), side("-wal"), side("-shm")].into_iter().filter(|file| file.exists()).collect()
    }

    fn submit(&self, lane: Lane, job: Box<dyn WriteJob>) -> Result<(), StoreError> {
        let lanes = self.shared.lanes.as_ref().ok_or_else(stopped)?;
        match lane {
            Lane::Acts => offered(lanes.acts.try_send(job)),
            Lane::Clocks => offered(lanes.clocks.try_send(job)),
            Lane::Bulk => offered(lanes.bulk.try_send(job)),
        }
    }

    fn submit_read(&self, job: Box<dyn ReadJob>) -> Result<(), StoreError> {
        offered(self.shared.reads.as_ref().ok_or_else(stopped)?.try_send(job))
    }
}

impl Drop for Shared {
    /// Closes the queues, so that the threads finish what was accepted and end.
    /// The last handle may go in one of them, with a closure that nobody waits
    /// for any more; that one ends by itself.
    fn drop(&mut self) {
        self.lanes = None;
        self.reads = None;
        self.running = None;
        let threads = std::mem::take(self.threads.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner));
        let here = std::thread::current().id();
        for thread in threads.into_iter().filter(|thread| thread.thread().id() != here) {
            let _ = thread.join();
        }
    }
}

fn offered<T>(result: Result<(), TrySendError<T>>) -> Result<(), StoreError> {
    result.map_err(|error| match error {
        TrySendError::Full(_) => StoreError::Overloaded,
        TrySendError::Disconnected(_) => stopped(),
    })
}

/// A write that found no room is remembered; one that found some proves little, as
/// it may have written nothing.
fn note_room(full: &AtomicBool, result: &Result<(), StoreError>) {
    if let Err(StoreError::Full(_)) = result {
        full.store(true, Ordering::Relaxed);
    }
}

fn stopped() -> StoreError {
    StoreError::Unavailable("the store has stopped".into())
}
