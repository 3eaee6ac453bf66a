//! What an erasure does outside its transaction: files are removed, and what the
//! database has freed is overwritten. The erasure stands by then. What a crash or a
//! disk keeps from being done is found at the next start, and every hour.

use crate::app::App;
use crate::app::files::CASES;
use crate::files::strays::{self, Why};
use crate::ground::error::AppError;
use crate::model::survivor;
use crate::privacy::scrub::scrub;
use homeward_domain::CaseId;

/// Removes the files of an erasure that stands and overwrites its traces.
pub(super) async fn finish(app: &App, case: CaseId) -> Result<(), AppError> {
    let here = remove_files(app, case).await;
    let removed = here.and(remove_files_elsewhere(app, case).await);
    scrub(app).await;
    removed.map_err(|error| {
        tracing::error!(case, %error, "an erasure stands, but files of it could not be removed yet");
        AppError::FilesLeft
    })
}

/// Whether an earlier erasure of a case has left files there. Where nobody can tell, no
/// erasure waits for it.
pub(super) async fn has_left(app: &App, case: CaseId) -> bool {
    look_for_left(app, case).await.unwrap_or_else(|error| {
        tracing::warn!(case, %error, "the files of a case could not be looked at");
        false
    })
}

async fn look_for_left(app: &App, case: CaseId) -> Result<bool, AppError> {
    let told = app.store().read(move |db| survivor::told_elsewhere(db, case)).await?;
    for case in [case].into_iter().chain(told.into_keys()) {
        let lying = app.files().lying(&format!("{CASES}/{case}")).await?;
        let secrets = app.secrets().clone();
        let strays = app.store().read(move |db| strays::of_case(db, &secrets, Some(case), lying.clone())).await?;
        if strays.iter().any(|stray| stray.why == Why::Erased) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes the files of a case that its record does not name any more, or never did.
pub(super) async fn remove_files(app: &App, case: CaseId) -> Result<(), AppError> {
    let named = app.store().read(move |db| strays::files_left(db, case)).await?;
    app.files().remove_all_of(case, &named).await
}

/// The same where something stands that was said to a case while it was merged.
pub(super) async fn remove_files_elsewhere(app: &App, case: CaseId) -> Result<(), AppError> {
    let told = app.store().read(move |db| survivor::told_elsewhere(db, case)).await?;
    for other in told.into_keys() {
        remove_files(app, other).await?;
    }
    Ok(())
}
