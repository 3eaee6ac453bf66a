//! The record as a whole: sealing it, proving it, rebuilding what follows from it.

mod acknowledge;
mod checkpoint;
mod fits;
mod history;
mod mark;
mod reached;
mod rebuild;
mod reread;
mod seal;
mod send;
mod tail;
mod upgrade;
mod verify;
mod witness;

pub use acknowledge::acknowledge_forks;
pub(crate) use fits::{secret_must_be_there, secret_must_fit};
pub use history::Restored;
pub(crate) use mark::path as mark_path;
pub use reached::note_reached;
pub use rebuild::{rebuild, rebuilt_row};
pub(crate) use reread::reread;
pub use seal::{seal, seals, unproven};
pub(crate) use send::told;
pub use send::{Sending, is_address, send, sending};
pub(crate) use upgrade::{Because, begin, bring_under_proof};
pub(crate) use verify::fault_of;
pub use verify::{Asked, Fault, Fork, Proof, verify, verify_asked};

use crate::app::{App, AppOptions};
use crate::ground::error::{AppError, FieldError};
use homeward_domain::text;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::{Db, Lane, StoreError, checkpoints, commands, serving};

/// The newest checkpoint; none before the first.
pub async fn newest_seal(app: &App) -> Result<Option<checkpoints::Checkpoint>, AppError> {
    Ok(app.store().read(checkpoints::newest).await?)
}

/// How long an idempotency key is remembered.
const KEYS_KEPT: Span = Span::hours(30 * 24);

/// Forgets idempotency keys older than 30 days.
pub async fn forget_old_keys(app: &App) -> Result<u64, AppError> {
    let before = app.clock().now().0 - KEYS_KEPT.0;
    Ok(app.store().write(Lane::Bulk, move |db| commands::forget_before(db, before)).await?)
}

/// Says that a server serves this data now, or that it has stopped.
pub async fn say_serving(app: &App, serves: bool) -> Result<(), AppError> {
    let at = if serves { app.clock().now().0 } else { 0 };
    Ok(app.store().write(Lane::Clocks, move |db| serving::say(db, at)).await?)
}

/// The record was put back to its newest checkpoint from a backup: notes it where
/// the proof tells it as a fact.
pub(crate) async fn note_restored(app: &App, why: &str) -> Result<Restored, AppError> {
    let why = text::short(why).map_err(|e| AppError::Invalid(vec![FieldError::of_text("why", e)]))?;
    let now = app.clock().now();
    let to = app.store().read(checkpoints::newest).await?.map_or(0, |c| c.number);
    let restored = Restored { to, why, at: now.0 };
    let noted = restored.clone();
    app.store().write(Lane::Bulk, move |db| history::note_restored(db, &noted, now)).await?;
    Ok(restored)
}

/// When the record was put back last; 1970 where it never was.
pub(crate) fn last_restored(db: &Db) -> Result<Timestamp, StoreError> {
    let restored = history::read(db)?.restored;
    Ok(Timestamp(restored.iter().map(|one| one.at).max().unwrap_or(0)))
}

/// Tells the witness of this copy that what it has seen after a checkpoint was
/// taken back.
pub(crate) fn tell_witness(options: &AppOptions, restored: &Restored) -> Result<(), AppError> {
    let (path, at) = (options.witness_path(), Timestamp(restored.at));
    witness::note_restored(&path, restored.to, at, &restored.why)?;
    witness::note_proven(&path, 0, at)
}
