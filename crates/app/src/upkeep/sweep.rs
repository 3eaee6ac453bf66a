//! Removes what no entry names, at every start and every hour: what an erasure or an
//! upload that was cut short has left. What nobody sent stays, for the proof to name.
//! Several copies of the program may sweep at once.

use crate::app::App;
use crate::app::files::{CASES, COPIES};
use crate::app::folder::Lying;
use crate::files::strays::{self, Stray, Why};
use crate::ground::error::AppError;
use crate::record;
use homeward_domain::CaseId;
use homeward_store::{Db, Lane, leftovers, tip};
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

/// How long a file may lie there before an entry names it: an upload that is under way
/// is younger, by far.
const SETTLES_WITHIN: Duration = Duration::from_hours(1);

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files of erased entries that it removed.
    pub erased: u64,
    /// Files of uploads that nobody was told were taken, which it removed.
    pub cut: u64,
    /// Copies of pictures that are not there any more, which it removed.
    pub copies: u64,
    /// Files that could not be removed, and will be tried again.
    pub failed: u64,
}

/// Removes what no entry names and is older than an hour by the clock of its own disk.
pub async fn sweep(app: &App) -> Result<Swept, AppError> {
    let mut swept = Swept::default();
    if app.store().read(tip::read).await?.chain.is_none() {
        // Nothing is removed on the word of a record that was not proven.
        return Ok(swept);
    }
    let now = app.files().now().await?;
    let is_old = |lying: &Lying| is_old(now, lying.at);
    for (case, lying) in strays::by_case(app.files().lying(CASES).await?) {
        for stray in left_over(app, case, lying).await?.into_iter().filter(|stray| is_old(&stray.lying)) {
            let removed = remove(app, &stray.lying, &mut swept).await;
            let count = if stray.why == Why::Erased { &mut swept.erased } else { &mut swept.cut };
            *count += u64::from(removed);
        }
    }
    for (case, lying) in strays::by_case(app.files().lying(COPIES).await?) {
        for copy in copies_of_none(app, case, lying).await?.into_iter().filter(is_old) {
            swept.copies += u64::from(remove(app, &copy, &mut swept).await);
        }
    }
    if swept.failed == 0 {
        note_cleared(app).await?;
    }
    if swept != Swept::default() {
        tracing::warn!(?swept, "files that no entry names were removed");
    }
    Ok(swept)
}

/// What an erasure or an upload has left for a case. Where the case itself does not
/// hold nothing is said to be: it may be that its record was altered to have evidence
/// removed.
pub(crate) async fn left_over(app: &App, case: Option<CaseId>, lying: Vec<Lying>) -> Result<Vec<Stray>, AppError> {
    let secrets = app.secrets().clone();
    let strays = app.store().read(move |db| strays::of_case(db, &secrets, case, lying.clone())).await?;
    let (planted, left): (Vec<_>, Vec<_>) = strays.into_iter().partition(|stray| stray.why == Why::Planted);
    for stray in planted {
        tracing::error!(key = stray.lying.key, "a file that nobody sent lies among the files of cases");
    }
    if left.is_empty() {
        return Ok(left);
    }
    let Some(case) = case else { return Ok(Vec::new()) };
    if let Some(fault) = record::fault_of(app, case).await? {
        tracing::error!(%fault, "files that no entry names stay, because the case does not hold");
        return Ok(Vec::new());
    }
    Ok(left)
}

async fn copies_of_none(app: &App, case: Option<CaseId>, lying: Vec<Lying>) -> Result<Vec<Lying>, AppError> {
    let Some(case) = case else { return Ok(lying) };
    let named = app.store().read(move |db| strays::named(db, case)).await?;
    let originals: HashSet<&str> = named.iter().filter_map(|key| key.strip_prefix(CASES)).collect();
    let original = |copy: &Lying| Some(copy.key.strip_prefix(COPIES)?.rsplit_once('/')?.0.to_owned());
    let is_of_none = |copy: &Lying| original(copy).is_none_or(|original| !originals.contains(original.as_str()));
    Ok(lying.into_iter().filter(is_of_none).collect())
}

async fn remove(app: &App, lying: &Lying, swept: &mut Swept) -> bool {
    let done = app.files().remove(&lying.key).await;
    if let Err(error) = &done {
        swept.failed += 1;
        tracing::warn!(key = lying.key, %error, "a file that no entry names could not be removed");
    }
    done.is_ok()
}

/// From the first sweep on, only a name with our mark is ours.
async fn note_cleared(app: &App) -> Result<(), AppError> {
    if !app.store().read(leftovers::are_files_cleared).await? {
        app.store().write(Lane::Bulk, |db: &Db| leftovers::note_files_cleared(db)).await?;
    }
    Ok(())
}

/// One that is said to come from the time to come is no upload either.
fn is_old(now: SystemTime, at: SystemTime) -> bool {
    now.duration_since(at).unwrap_or_else(|ahead| ahead.duration()) > SETTLES_WITHIN
}
