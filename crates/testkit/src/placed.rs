//! Waiting for the places of events in the log of all.

use homeward_app::App;
use homeward_store::events;

/// On PostgreSQL one copy gives events their positions a moment after the commit: comes
/// back once all have theirs.
pub async fn placed(app: &App) {
    while app.store().read(events::without_position).await.expect("the database answers") > 0 {
        tokio::task::yield_now().await;
    }
}
