//! How far the log had come, noted outside the database between two checkpoints: an
//! entry that no checkpoint seals yet cannot be taken out of the middle, nor the end be
//! put back, without differing from what this file remembers.

use super::history;
use crate::app::App;
use crate::ground::error::AppError;
use crate::ground::private;
use homeward_domain::record::Hash;
use homeward_domain::time::Timestamp;
use homeward_store::tip::{self, Tip};
use homeward_store::{Db, StoreError, checkpoints, events};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Events read in one piece.
const PIECE: i64 = 2_000;

/// A place on the chain, and when it was the end of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reached {
    position: i64,
    chain: Hash,
    at: i64,
}

/// Notes how far the log has come, once everything since the last note is proven to
/// follow from it. What does not is said by [`App::unproven`] from then on.
pub async fn note_reached(app: &App) -> Result<(), AppError> {
    let (path, tip) = (path(app), app.store().read(tip::read).await?);
    let Some(chain) = tip.chain else { return Ok(()) };
    let before = read(&path);
    if before.is_some_and(|before| before.position == tip.position && before.chain == chain) {
        return Ok(());
    }
    if let Some(lost) = lost(app).await? {
        tracing::error!(%lost, "the log does not go on from where it was");
        app.set_unproven(Some(lost));
        return Ok(());
    }
    if let Some(before) = read(&path) {
        let from = Tip { position: before.position, chain: Some(before.chain) };
        if link(app, from, tip.position).await? != Some(chain) {
            app.set_unproven(Some(differs(&path, before.position)));
            return Ok(());
        }
    }
    write(&path, Reached { position: tip.position, chain, at: app.clock().now().0 })
}

/// What the log lacks of what was noted, if anything. That it was put back from a
/// backup since explains it, and the note is forgotten then.
pub(super) async fn lost(app: &App) -> Result<Option<String>, AppError> {
    let path = path(app);
    let Some(reached) = read(&path) else { return Ok(None) };
    let look = |db: &Db| Ok::<_, StoreError>((checkpoints::newest(db)?, tip::read(db)?, history::read(db)?, db.key()));
    let (newest, tip, history, key) = app.store().read(look).await?;
    if history.restored.iter().any(|restored| restored.at >= reached.at) {
        forget(&path)?;
        return Ok(None);
    }
    let sealed = newest.as_ref().map_or(0, |c| c.last_position);
    if tip.chain.is_none() || reached.position <= sealed {
        // What is sealed the witness has seen by its root.
        return Ok(None);
    }
    if tip.position < reached.position {
        return Ok(Some(differs(&path, reached.position)));
    }
    let from = Tip { position: sealed, chain: newest.map_or(Some(key.origin()), |c| c.chain) };
    let found = link(app, from, reached.position).await?;
    Ok((found != Some(reached.chain)).then(|| differs(&path, reached.position)))
}

/// The chain at a position, from another before it.
async fn link(app: &App, from: Tip, until: i64) -> Result<Option<Hash>, AppError> {
    let key = app.secrets().record_key();
    let mut tip = from;
    while tip.position < until {
        let after = tip.position;
        let mut piece = app.store().read(move |db| events::placed_after(db, after, PIECE)).await?;
        piece.retain(|event| event.position <= until);
        if piece.is_empty() {
            return Ok(None);
        }
        for event in piece {
            let chain = tip.chain.map(|chain| key.link(&chain, event.position, &event.hash));
            tip = Tip { position: event.position, chain };
        }
    }
    Ok(tip.chain)
}

fn differs(path: &Path, position: i64) -> String {
    format!(
        "the log is not what it was at position {position}, which {} has noted: an event was taken out, or its end put back",
        path.display()
    )
}

/// Beside the witness, one for each copy of the program and never in a backup.
fn path(app: &App) -> PathBuf {
    let witness = app.options().witness_path();
    let name = witness.file_name().unwrap_or_default().to_string_lossy().into_owned();
    witness.with_file_name(format!("{name}.reached"))
}

/// What was noted last. A note that a power cut has torn says nothing.
fn read(path: &Path) -> Option<Reached> {
    let text = fs::read_to_string(path).ok()?;
    let mut words = text.trim().split(' ');
    let position = words.next()?.parse().ok()?;
    let chain = Hash::from_hex(words.next()?)?;
    let at = Timestamp::parse(words.next()?).ok()?.0;
    Some(Reached { position, chain, at })
}

fn write(path: &Path, reached: Reached) -> Result<(), AppError> {
    let Reached { position, chain, at } = reached;
    let line = format!("{position} {} {}\n", chain.to_hex(), Timestamp(at).to_rfc3339());
    let partial = path.with_extension("partial");
    let _ = fs::remove_file(&partial);
    let written = private::create(&partial).and_then(|mut file| file.write_all(line.as_bytes()));
    written.and_then(|()| fs::rename(&partial, path)).map_err(|error| failed(path, &error))
}

fn forget(path: &Path) -> Result<(), AppError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(path, &error)),
        _ => Ok(()),
    }
}

fn failed(path: &Path, error: &std::io::Error) -> AppError {
    AppError::File(format!("{}: {error}", path.display()))
}
