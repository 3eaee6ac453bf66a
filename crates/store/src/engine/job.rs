//! A closure on its way to a database thread and its answer back.

use crate::{Db, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::oneshot;

/// How one run of a closure left its transaction.
pub(super) enum Attempt {
    /// It may be committed: done, or refused before anything was written.
    Commit,
    /// It must be rolled back.
    Rollback(StoreError),
}

/// A write, without its types.
pub(super) trait WriteJob: Send {
    /// Runs the closure once; its answer waits for the commit.
    fn attempt(&mut self, db: &Db) -> Attempt;
    /// Answers: with what the closure gave, or with the error of the commit.
    fn finish(self: Box<Self>, committed: Result<(), StoreError>);
}

/// A read, without its types.
pub(super) trait ReadJob: Send {
    /// Runs the closure and answers; a connection that broke comes back as an error.
    fn run(self: Box<Self>, db: &Db) -> Result<(), StoreError>;
    /// Answers with an error, the closure never having run.
    fn fail(self: Box<Self>, error: StoreError);
}

pub(super) struct Job<F, T, E> {
    run: F,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job<F, T, E>
where
    F: FnMut(&Db) -> Result<T, E>,
    E: From<StoreError>,
{
    pub fn new(run: F, answer: oneshot::Sender<Result<T, E>>) -> Self {
        Self { run, result: None, answer }
    }

    fn caught(&mut self, db: &Db) -> Result<Result<T, E>, StoreError> {
        db.begin_closure();
        catch_unwind(AssertUnwindSafe(|| (self.run)(db)))
            .map_err(|_| StoreError::Broken("a rule of the program failed; nothing was stored".into()))
    }
}

impl<F, T, E> WriteJob for Job<F, T, E>
where
    F: FnMut(&Db) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn attempt(&mut self, db: &Db) -> Attempt {
        match self.caught(db) {
            Err(panic) => {
                self.result = Some(Err(panic.clone().into()));
                Attempt::Rollback(panic)
            }
            Ok(result) => {
                let refused_after_writing = result.is_err() && db.has_written();
                self.result = Some(result);
                match db.breakage() {
                    Some(error) => Attempt::Rollback(error),
                    None if refused_after_writing => Attempt::Rollback(StoreError::Broken("refused".into())),
                    None => Attempt::Commit,
                }
            }
        }
    }

    fn finish(self: Box<Self>, committed: Result<(), StoreError>) {
        let Self { run, result, answer } = *self;
        // The closure may hold the last handle on the store; whoever hears the
        // answer may rely on its being gone.
        drop(run);
        let result = match (committed, result) {
            (Ok(()), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
            (Err(error), _) => Err(error.into()),
            (Ok(()), None) => Err(StoreError::Broken("a closure was never run".into()).into()),
        };
        // Whoever asked may have gone; what was done stays done.
        let _ = answer.send(result);
    }
}

impl<F, T, E> ReadJob for Job<F, T, E>
where
    F: FnMut(&Db) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(mut self: Box<Self>, db: &Db) -> Result<(), StoreError> {
        let result = self.caught(db).unwrap_or_else(|panic| Err(panic.into()));
        let Self { run, answer, .. } = *self;
        drop(run);
        let _ = answer.send(result);
        db.breakage().map_or(Ok(()), Err)
    }

    fn fail(self: Box<Self>, error: StoreError) {
        let _ = self.answer.send(Err(error.into()));
    }
}
