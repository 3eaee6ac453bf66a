//! Somebody takes note of the forks that an earlier version left.

use super::history;
use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use homeward_domain::text;
use homeward_store::Lane;

/// Puts on record that the forks which the proof lists are known, and why they may
/// stand. Tells how many there are; [`AppError::NotFound`] where there are none.
pub async fn acknowledge_forks(app: &App, why: &str) -> Result<usize, AppError> {
    let why = text::short(why).map_err(|e| AppError::Invalid(vec![FieldError::of_text("why", e)]))?;
    let now = app.clock().now();
    app.store()
        .write(Lane::Acts, move |db| {
            let history = history::read(db)?;
            let forks = history.proven.map_or(0, |proven| proven.forks.len());
            if forks == 0 {
                return Err(AppError::NotFound);
            }
            if !history.acknowledged {
                history::note_acknowledged(db, &why, now)?;
            }
            Ok(forks)
        })
        .await
}
