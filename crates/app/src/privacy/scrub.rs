//! The traces of erasures: what the database has freed is overwritten.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_store::{Lane, leftovers};
use std::time::Duration;
use tokio::time::timeout;

/// How long somebody waits for traces to be overwritten; it goes on without them.
const SCRUB_WAIT: Duration = Duration::from_secs(10);

/// Has the traces of erasures overwritten. Where that takes long, as beside somebody
/// who reads for long, it goes on, or is tried again, while nobody waits.
pub(crate) async fn scrub(app: &App) {
    let worker = app.clone();
    let work = tokio::spawn(async move {
        if let Err(error) = scrub_due(&worker).await {
            tracing::warn!(%error, "traces of an erasure could not be overwritten yet");
        }
    });
    if timeout(SCRUB_WAIT, work).await.is_err() {
        tracing::info!("traces of an erasure are still being overwritten");
    }
}

/// Overwrites what was erased where the database has freed it, if an erasure has asked
/// for it and it was not done yet.
pub(crate) async fn scrub_due(app: &App) -> Result<(), AppError> {
    let Some(until) = app.store().read(leftovers::scrub_due).await? else { return Ok(()) };
    let store = app.store().clone();
    let done = tokio::task::spawn_blocking(move || store.scrub()).await;
    done.map_err(|error| AppError::File(error.to_string()))??;
    Ok(app.store().write(Lane::Bulk, move |db| leftovers::note_scrubbed(db, until)).await?)
}
