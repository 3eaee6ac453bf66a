//! What erasures and uploads that were cut short have left to be done: looked for at
//! every start and from time to time, by each copy of the program.

use crate::app::App;
use crate::case;
use crate::ground::error::AppError;
use crate::privacy::scrub;
use crate::upkeep::sweep::sweep;

/// Brings the journal of erasures and the record together, and removes files that no
/// entry names; tells whether all was done. What fails of it keeps nothing else from
/// being done.
pub async fn clear_up(app: &App) -> bool {
    let journal = case::take_back_unanswered(app).await;
    let files = sweep(app).await;
    let failed = [("journal", journal.as_ref().err()), ("files", files.as_ref().err())];
    for (what, error) in failed.into_iter().filter_map(|(what, error)| Some((what, error?))) {
        tracing::warn!(what, %error, "what was cut short could not be cleared up and will be tried again");
    }
    journal.is_ok() && files.is_ok_and(|swept| swept.failed == 0)
}

/// Overwrites the traces of erasures of which that was not done yet.
pub async fn overwrite(app: &App) -> Result<(), AppError> {
    scrub::scrub_due(app).await
}
