//! What an erasure does outside its transaction: files are removed, and what the
//! database has freed is overwritten. The erasure stands by then. What a crash or a
//! disk keeps from being done is found at the next start, and every hour.

use crate::app::App;
use crate::error::AppError;
use crate::execute;
use crate::files::strays::{self, Why};
use crate::files::{self, CASES};
use crate::merged;
use homeward_domain::case::Fact;
use homeward_domain::case::event::FileFact;
use homeward_domain::{CaseId, Seq};
use homeward_store::{Db, Lane, contents, leftovers};
use std::time::Duration;
use tokio::time::timeout;

/// How long somebody waits for traces to be overwritten; it goes on without them.
const SCRUB_WAIT: Duration = Duration::from_secs(10);

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
    let told = app.store().read(move |db| merged::told_elsewhere(db, case)).await?;
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
    let named = app.store().read(move |db| files_left(db, case)).await?;
    app.files().remove_all_of(case, &named).await
}

/// The same where something stands that was said to a case while it was merged.
pub(super) async fn remove_files_elsewhere(app: &App, case: CaseId) -> Result<(), AppError> {
    let told = app.store().read(move |db| merged::told_elsewhere(db, case)).await?;
    for other in told.into_keys() {
        remove_files(app, other).await?;
    }
    Ok(())
}

/// Where the files of a case lie that its record still names.
pub(crate) fn files_left(db: &Db, case: CaseId) -> Result<Vec<String>, AppError> {
    let (_, events) = execute::load(db, case, Seq::MAX)?;
    let attached: Vec<Seq> = events
        .iter()
        .filter(|event| matches!(event.fact, Fact::Files(FileFact::FileAttached(_))))
        .map(|event| event.seq)
        .collect();
    let bodies = contents::of_case(db, case)?.into_iter().filter(|body| attached.contains(&body.seq));
    let details = bodies.filter_map(|body| serde_json::from_str::<files::Details>(&body.kept?.1).ok());
    Ok(details.map(|details| details.key).collect())
}

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
