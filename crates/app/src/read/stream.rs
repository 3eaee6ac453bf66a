//! Live changes: hints about which case has changed, for those who may see it.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_store::events;
pub use homeward_store::events::Tail;

/// Whoever is further behind is told to read anew.
pub const BEHIND_MAX: i64 = 1_000;

/// The position of the newest event.
pub async fn newest(app: &App) -> Result<i64, AppError> {
    Ok(app.store().read(events::last_position).await?)
}

/// The events behind a position.
pub async fn after(app: &App, position: i64) -> Result<Vec<Tail>, AppError> {
    Ok(app.store().read(move |db| events::tail(db, position, BEHIND_MAX)).await?)
}
