//! Checkpoints: signed seals over what was added to the record.

use super::checkpoint::{hash_of, message};
use super::tail::{self, Tail};
use super::{reached, witness};
use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::record::{Hash, merkle_root};
use homeward_store::checkpoints::{self, Checkpoint};
use homeward_store::events::{self, Placed};
use homeward_store::{Lane, StoreError, tip};

/// The most events under one checkpoint; more make several.
const EVENTS_MAX: i64 = 50_000;

/// Proves everything recorded since the last checkpoint and seals it. What is not
/// as it was written is not sealed, and [`App::unproven`] says why from then on.
/// Tells how many checkpoints that took; none where nothing is new.
pub async fn seal(app: &App) -> Result<u64, AppError> {
    if let Err(AppError::File(why)) = witness::make_ready(&app.options().witness_path(), app.clock().now()) {
        return Ok(refuse(app, witness::unreadable(&why)));
    }
    if let Some(lost) = lost(app).await? {
        return Ok(refuse(app, lost));
    }
    let Tail { newest, chain, tip } = match tail::prove(app.store()).await? {
        Ok(tail) => tail,
        Err(what) => return Ok(refuse(app, what)),
    };
    let (mut last, mut chain, mut made) = (newest, chain, 0);
    while let Some(stretch) = next_stretch(app, last.as_ref(), tip.position).await? {
        chain = stretch.iter().fold(chain, |chain, e| app.secrets().record_key().link(&chain, e.position, &e.hash));
        let checkpoint = next(app, last.as_ref(), &stretch, Some(chain));
        if !keep(app, checkpoint.clone()).await? {
            break;
        }
        last = Some(checkpoint);
        made += 1;
    }
    witness::keep_up(app).await?;
    app.set_unproven(None);
    Ok(made)
}

/// Why what is new could not be sealed now, if so; seals nothing.
pub async fn unproven(app: &App) -> Result<Option<String>, AppError> {
    if let Some(lost) = lost(app).await? {
        return Ok(Some(lost));
    }
    Ok(tail::prove(app.store()).await?.err())
}

/// What the database lacks of what is remembered outside it, if anything.
pub(super) async fn lost(app: &App) -> Result<Option<String>, AppError> {
    match witness::objection(app).await? {
        None => reached::lost(app).await,
        lost => Ok(lost),
    }
}

fn refuse(app: &App, why: String) -> u64 {
    tracing::error!(%why, "what is new on the record is not sealed");
    app.set_unproven(Some(why));
    0
}

/// Seals what an earlier version has recorded, once it was proven.
pub(super) async fn seal_earlier(app: &App) -> Result<(), AppError> {
    loop {
        let last = app.store().read(checkpoints::newest).await?;
        let Some(stretch) = next_stretch(app, last.as_ref(), i64::MAX).await? else { return Ok(()) };
        keep(app, next(app, last.as_ref(), &stretch, None)).await?;
    }
}

/// How many checkpoints there are.
pub async fn seals(app: &App) -> Result<i64, AppError> {
    Ok(app.store().read(checkpoints::newest).await?.map_or(0, |c| c.number))
}

async fn next_stretch(app: &App, last: Option<&Checkpoint>, until: i64) -> Result<Option<Vec<Placed>>, AppError> {
    let after = last.map_or(0, |c| c.last_position);
    let mut stretch = app.store().read(move |db| events::placed_after(db, after, EVENTS_MAX)).await?;
    stretch.retain(|event| event.position <= until);
    Ok((!stretch.is_empty()).then_some(stretch))
}

fn next(app: &App, last: Option<&Checkpoint>, stretch: &[Placed], chain: Option<Hash>) -> Checkpoint {
    let begun = stretch.iter().filter(|event| event.begins_case).count();
    let leaves: Vec<(i64, Hash)> = stretch.iter().map(|event| (event.position, event.hash)).collect();
    let mut checkpoint = Checkpoint {
        number: last.map_or(0, |c| c.number) + 1,
        previous: last.map_or(Hash::NONE, hash_of),
        first_position: leaves.first().map_or(0, |(position, _)| *position),
        last_position: leaves.last().map_or(0, |(position, _)| *position),
        case_count: last.map_or(0, |c| c.case_count) + i64::try_from(begun).unwrap_or(i64::MAX),
        root: merkle_root(&leaves),
        sealed_at: app.clock().now().0,
        signature: Vec::new(),
        chain,
    };
    checkpoint.signature = app.secrets().sign(&message(&checkpoint));
    checkpoint
}

/// Adds a checkpoint, unless another copy has sealed the same stretch meanwhile.
async fn keep(app: &App, checkpoint: Checkpoint) -> Result<bool, StoreError> {
    app.store()
        .write(Lane::Clocks, move |db| {
            if checkpoints::newest(db)?.map_or(0, |c| c.number) + 1 != checkpoint.number {
                return Ok(false);
            }
            checkpoints::add(db, &checkpoint)?;
            tip::note_sealed(db, checkpoint.number, &hash_of(&checkpoint))?;
            Ok(true)
        })
        .await
}
