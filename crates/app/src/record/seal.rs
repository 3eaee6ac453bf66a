//! Checkpoints: signed seals over what was added to the record.

use crate::app::App;
use crate::error::AppError;
use homeward_domain::record::{Hash, merkle_root};
use homeward_store::checkpoints::{self, Checkpoint};
use homeward_store::{Lane, events};
use sha2::{Digest as _, Sha256};

/// The most events under one checkpoint; more make several.
const EVENTS_MAX: i64 = 50_000;

/// Seals everything recorded since the last checkpoint. Tells how many
/// checkpoints that took; none where nothing is new.
pub async fn seal(app: &App) -> Result<u64, AppError> {
    let mut made = 0;
    while seal_once(app).await? {
        made += 1;
    }
    Ok(made)
}

/// How many checkpoints there are.
pub async fn seals(app: &App) -> Result<i64, AppError> {
    Ok(app.store().read(checkpoints::newest).await?.map_or(0, |c| c.number))
}

async fn seal_once(app: &App) -> Result<bool, AppError> {
    let last = app.store().read(checkpoints::newest).await?;
    let after = last.as_ref().map_or(0, |c| c.last_position);
    let stretch = app.store().read(move |db| events::hashes_after(db, after, EVENTS_MAX)).await?;
    let (Some(first), Some(end)) = (stretch.first(), stretch.last()) else { return Ok(false) };
    let begun = stretch.iter().filter(|(_, seq, _)| *seq == 1).count();
    let leaves: Vec<(i64, Hash)> = stretch.iter().map(|(position, _, hash)| (*position, *hash)).collect();
    let mut checkpoint = Checkpoint {
        number: last.as_ref().map_or(0, |c| c.number) + 1,
        previous: last.as_ref().map_or(Hash::NONE, hash_of),
        first_position: first.0,
        last_position: end.0,
        case_count: last.as_ref().map_or(0, |c| c.case_count) + i64::try_from(begun).unwrap_or(i64::MAX),
        root: merkle_root(&leaves),
        sealed_at: app.clock().now().0,
        signature: Vec::new(),
    };
    checkpoint.signature = app.secrets().sign(&message(&checkpoint));
    app.store()
        .write(Lane::Clocks, move |db| {
            // Another copy may have sealed the same stretch meanwhile.
            let newest = checkpoints::newest(db)?.map_or(0, |c| c.number);
            if newest + 1 == checkpoint.number { checkpoints::add(db, &checkpoint) } else { Ok(()) }
        })
        .await?;
    Ok(true)
}

/// What a checkpoint's signature covers: every field but the signature.
pub(super) fn message(checkpoint: &Checkpoint) -> Vec<u8> {
    let c = checkpoint;
    let mut bytes = b"homeward-checkpoint-1".to_vec();
    for number in [c.number, c.first_position, c.last_position, c.case_count, c.sealed_at] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes.extend_from_slice(&c.previous.0);
    bytes.extend_from_slice(&c.root.0);
    bytes
}

/// What the next checkpoint names as the one before.
pub(super) fn hash_of(checkpoint: &Checkpoint) -> Hash {
    let mut sha = Sha256::new_with_prefix(message(checkpoint));
    sha.update(&checkpoint.signature);
    Hash(sha.finalize().into())
}
