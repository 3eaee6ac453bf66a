//! Copies are made behind an upload, or when somebody first looks: two at once at
//! most, each once.

use super::process::{self, Failure};
use super::shelf;
use super::told::{Facts, Made, NotShown};
use crate::app::App;
use crate::error::AppError;
use crate::files::{self, Details};
use homeward_domain::record::Hash;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tokio::sync::{Mutex as Turn, Semaphore};

/// How many are made at once: each may take a core and much memory.
const AT_ONCE_MAX: usize = 2;
/// How many wait for the background; what is over is made when somebody looks.
const WAITING_MAX: usize = 1000;
/// How many pictures are remembered whose copying came to nothing.
const HOPELESS_MAX: usize = 1000;

/// What is being made, waits, or came to nothing.
pub(crate) struct Makings {
    permits: Semaphore,
    turns: Mutex<HashMap<String, Weak<Turn<()>>>>,
    waiting: Mutex<VecDeque<Details>>,
    hopeless: Mutex<HashSet<String>>,
}

impl Default for Makings {
    fn default() -> Self {
        Self {
            permits: Semaphore::new(AT_ONCE_MAX),
            turns: Mutex::default(),
            waiting: Mutex::default(),
            hopeless: Mutex::default(),
        }
    }
}

fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Makings {
    /// Whoever wants the same picture waits for the other.
    fn turn(&self, key: &str) -> Arc<Turn<()>> {
        let mut turns = locked(&self.turns);
        if let Some(turn) = turns.get(key).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Turn::default());
        turns.insert(key.to_owned(), Arc::downgrade(&turn));
        turn
    }

    fn give_up(&self, key: &str) {
        let mut hopeless = locked(&self.hopeless);
        if hopeless.len() >= HOPELESS_MAX {
            hopeless.clear();
        }
        hopeless.insert(key.to_owned());
    }
}

/// Lets a picture be copied in the background.
pub(crate) fn note(app: &App, details: Details) {
    let mut waiting = locked(&app.makings().waiting);
    if waiting.len() < WAITING_MAX && !waiting.iter().any(|one| one.key == details.key) {
        waiting.push_back(details);
    }
}

/// Copies one of the pictures that wait; tells whether there was one.
pub async fn work(app: &App) -> Result<bool, AppError> {
    let next = locked(&app.makings().waiting).pop_front();
    let Some(details) = next else { return Ok(false) };
    match made(app, &details).await {
        // An erasure was there first.
        Ok(_) | Err(AppError::NotFound) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether copying a picture came to nothing since the program began, or nothing
/// copies here.
pub(super) fn is_hopeless(app: &App, key: &str) -> bool {
    app.options().copier.is_none() || locked(&app.makings().hopeless).contains(key)
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
    let small = shelf::copy(app, details, super::Size::Small).await?;
    let large = shelf::copy(app, details, super::Size::Large).await?;
    let copies = small.zip(large).map(|(small, large)| super::Copies { small, large });
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
    let named = app.store().read(move |db| crate::case::files_left(db, case)).await?;
    if named.contains(&details.key) {
        return Ok(());
    }
    app.files().remove_copies_of(case).await?;
    Err(AppError::NotFound)
}
