//! Copies are made behind an upload, or when somebody first looks.

use super::shelf::{self, Size};
use crate::app::App;
use crate::app::pictures::process::{self, Failure};
use crate::app::pictures::told::{Copies, Facts, Made};
use crate::files::{self, strays};
use crate::ground::error::{AppError, NotShown};
use crate::model::dossier::Details;
use homeward_domain::record::Hash;
use sha2::{Digest as _, Sha256};

/// Lets a picture be copied in the background.
pub(crate) fn note(app: &App, details: Details) {
    app.makings().add(details);
}

/// Copies one of the pictures that wait; tells whether there was one.
pub async fn work(app: &App) -> Result<bool, AppError> {
    let Some(details) = app.makings().next() else { return Ok(false) };
    match made(app, &details).await {
        // An erasure was there first.
        Ok(_) | Err(AppError::NotFound) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether copying a picture came to nothing since the program began, or nothing
/// copies here.
pub(super) fn is_hopeless(app: &App, key: &str) -> bool {
    app.options().copier.is_none() || app.makings().is_hopeless(key)
}

const fn not_made() -> Made {
    Made { facts: Facts { taken_at: None, place: None }, copies: Err(NotShown::NotMade) }
}

/// What is made of a picture: as it is kept, or now.
pub(super) async fn made(app: &App, details: &Details) -> Result<Made, AppError> {
    let turn = app.makings().turn(&details.key);
    let _mine = turn.lock().await;
    if let Some(kept) = kept(app, details).await? {
        return Ok(kept);
    }
    let Some(copier) = app.options().copier.as_ref().filter(|_| !is_hopeless(app, &details.key)) else {
        return Ok(not_made());
    };
    let Ok(_permit) = app.makings().permits.acquire().await else { return Ok(not_made()) };
    let original = app.files().get(&details.key).await?.ok_or(AppError::NotFound)?;
    // What is no longer what was sent is shown to nobody as if it were.
    if Hash(Sha256::digest(&original).into()) != details.sha256 {
        return Ok(Made { facts: Facts::default(), copies: Err(NotShown::Damaged) });
    }
    match process::copied(copier, &original).await {
        Ok(made) => {
            keep(app, details, &made).await?;
            Ok(made)
        }
        Err(failure) => {
            if failure == Failure::CameToNothing {
                app.makings().give_up(&details.key);
            }
            Ok(not_made())
        }
    }
}

async fn kept(app: &App, details: &Details) -> Result<Option<Made>, AppError> {
    let Some(known) = shelf::known(app, details).await? else { return Ok(None) };
    if let Some(why) = known.not_shown {
        return Ok(Some(Made { facts: known.facts, copies: Err(why) }));
    }
    let small = shelf::copy(app, details, Size::Small).await?;
    let large = shelf::copy(app, details, Size::Large).await?;
    let copies = small.zip(large).map(|(small, large)| Copies { small, large });
    Ok(copies.map(|copies| Made { facts: known.facts, copies: Ok(copies) }))
}

/// Keeps what was made, as long as the record names the original. An erasure takes
/// words first and files after them: whatever comes between sees one of both. Where
/// there is no room, the copy is made again the next time.
async fn keep(app: &App, details: &Details, made: &Made) -> Result<(), AppError> {
    let case = files::case_of(&details.key).ok_or(AppError::NotFound)?;
    if let Err(error) = shelf::keep(app, details, made).await {
        tracing::warn!(%error, "a copy of a picture could not be kept");
    }
    let named = app.store().read(move |db| strays::files_left(db, case)).await?;
    if named.contains(&details.key) {
        return Ok(());
    }
    app.files().remove_copies_of(case).await?;
    Err(AppError::NotFound)
}
