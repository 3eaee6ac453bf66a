//! Live changes: hints about which case has changed, for those who may see it.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use homeward_domain::CaseId;
use homeward_store::cases::{self, Sight};
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

/// Whether a caller may see a case, judged when it is told of.
pub async fn may_see(app: &App, caller: &Caller, case: CaseId) -> Result<bool, AppError> {
    if caller.sight == Sight::All {
        return Ok(true);
    }
    let sight = caller.sight.clone();
    Ok(app.store().read(move |db| cases::find(db, case, &sight)).await?.is_some())
}
