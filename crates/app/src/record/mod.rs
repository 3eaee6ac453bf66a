//! The record as a whole: sealing it, proving it, rebuilding what follows from it.

mod rebuild;
mod reread;
mod seal;
mod verify;

pub use rebuild::{rebuild, rebuilt_row};
pub(crate) use reread::reread;
pub use seal::{seal, seals};
pub use verify::{Fault, Proof, verify};

use crate::app::App;
use crate::error::AppError;
use homeward_domain::time::Span;
use homeward_store::{Lane, checkpoints, commands};

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
