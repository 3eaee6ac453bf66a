//! Threads that read, each on its own connection and one consistent view a job.

use super::job::ReadJob;
use crate::db::Session;
use crate::{Db, StoreError, dialect};
use crossbeam_channel::Receiver;
use homeward_domain::record::RecordKey;
use std::path::Path;
use std::thread::{self, JoinHandle};

pub(super) fn start_sqlite(
    path: &Path,
    key: RecordKey,
    jobs: Receiver<Box<dyn ReadJob>>,
) -> Result<JoinHandle<()>, StoreError> {
    let connection = dialect::sqlite::open_reader(path)?;
    let run = move || {
        for job in jobs {
            match connection.execute_batch("BEGIN") {
                Ok(()) => {
                    let _ = job.run(&Db::sqlite(&connection, key));
                    let _ = connection.execute_batch("COMMIT");
                }
                Err(error) => job.fail(error.into()),
            }
        }
    };
    thread::Builder::new().name("store-reader".into()).spawn(run).map_err(StoreError::corrupt)
}

pub(super) fn start_postgres(url: &str, key: RecordKey, jobs: Receiver<Box<dyn ReadJob>>) -> JoinHandle<()> {
    let url = url.to_owned();
    thread::spawn(move || {
        let mut session: Option<Session> = None;
        for job in jobs {
            // A connection that was lost while it rested is replaced once.
            let kept = session.take().and_then(|ready| begun(ready).ok());
            let ready = kept.map_or_else(|| dialect::postgres::connect_reader(&url).and_then(begun), Ok);
            match ready {
                Ok(mut ready) => {
                    let _ = job.run(&Db::postgres(&mut ready, key));
                    if ready.client.batch_execute("COMMIT").is_ok() {
                        session = Some(ready);
                    }
                }
                Err(error) => job.fail(error),
            }
        }
    })
}

fn begun(mut session: Session) -> Result<Session, StoreError> {
    session.client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    Ok(session)
}
