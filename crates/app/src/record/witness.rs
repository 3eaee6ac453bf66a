//! A witness outside the database: a file with a line for each checkpoint, one
//! for each copy of the program and never in a backup. Whoever has only the
//! database can put back an older copy of it, but not what this file remembers.

use crate::app::App;
use crate::ground::error::AppError;
use crate::ground::private;
use crate::record::history::{self, History};
use homeward_domain::record::Hash;
use homeward_domain::time::Timestamp;
use homeward_store::checkpoints::{self, Checkpoint};
use homeward_store::{Db, StoreError};
use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

const CHECKPOINT: &str = "checkpoint";
const PROVEN: &str = "proven";
const RESTORED: &str = "restored";
const SENT: &str = "sent";

/// What a witness has seen and not been told to forget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Root of each checkpoint by its number, and when this witness saw it.
    pub roots: BTreeMap<i64, (Hash, i64)>,
    /// Up to which position the record was proven when it got its MACs.
    pub proven: Option<i64>,
    /// The newest checkpoint that was sent to the address outside; 0 before the first.
    pub sent: i64,
}

/// Reads a witness; one that is not there has seen nothing.
pub(crate) fn read(path: &Path) -> Result<Seen, AppError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seen::default()),
        Err(error) => return Err(failed(path, &error)),
    };
    let mut seen = Seen::default();
    for (line, number) in bytes[..whole_lines(&bytes)].split_inclusive(|byte| *byte == b'\n').zip(1..) {
        let broken = || AppError::File(format!("{}: line {number} cannot be read", path.display()));
        let line = std::str::from_utf8(line).map_err(|_| broken())?.trim_end_matches('\n');
        let mut words = line.split(' ');
        let (kind, first) = (words.next().unwrap_or_default(), words.next().and_then(|word| word.parse().ok()));
        let first: i64 = first.ok_or_else(broken)?;
        match kind {
            CHECKPOINT => {
                let root = words.next().and_then(Hash::from_hex).ok_or_else(broken)?;
                let at = words.next().and_then(|at| Timestamp::parse(at).ok()).ok_or_else(broken)?;
                seen.roots.insert(first, (root, at.0));
            }
            PROVEN => seen.proven = Some(first),
            SENT => seen.sent = first,
            RESTORED => {
                // What is taken out here is what the restore took back.
                let _ = seen.roots.split_off(&(first + 1));
                seen.proven = None;
                seen.sent = seen.sent.min(first);
            }
            _ => return Err(broken()),
        }
    }
    Ok(seen)
}

/// How many bytes of a witness are whole lines. What stands behind them was torn, as by
/// a power cut: it was never seen to be written.
fn whole_lines(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1)
}

/// Makes sure that a witness can take what it will be told, and read it again; a torn
/// last line is cut.
pub(crate) fn make_ready(path: &Path, now: Timestamp) -> Result<(), AppError> {
    let now = now.to_rfc3339();
    if Timestamp::parse(&now).is_err() {
        return Err(AppError::File(format!("the clock of this machine says {now}")));
    }
    append(path, "")
}

/// What a witness has against the record being sealed as it is: something that it has
/// seen is missing, or nobody can say, as it cannot be read.
pub(crate) async fn objection(app: &App) -> Result<Option<String>, AppError> {
    match missing(app).await {
        Err(AppError::File(why)) => Ok(Some(unreadable(&why))),
        other => other,
    }
}

/// What is told of a witness that cannot be used.
pub(crate) fn unreadable(why: &str) -> String {
    format!(
        "the witness cannot be read or written ({why}): mend it, or put it away once verify --since has proven the \
         record against a checkpoint that was kept elsewhere"
    )
}

/// Notes that the record was proven and got its MACs.
pub(crate) fn note_proven(path: &Path, position: i64, now: Timestamp) -> Result<(), AppError> {
    append(path, &format!("{PROVEN} {position} {}\n", now.to_rfc3339()))
}

/// Notes that the record was put back to a checkpoint.
pub(crate) fn note_restored(path: &Path, to: i64, now: Timestamp, why: &str) -> Result<(), AppError> {
    append(path, &format!("{RESTORED} {to} {} {why}\n", now.to_rfc3339()))
}

/// Notes that the address outside has taken a checkpoint.
pub(crate) fn note_sent(path: &Path, number: i64, now: Timestamp) -> Result<(), AppError> {
    append(path, &format!("{SENT} {number} {}\n", now.to_rfc3339()))
}

/// Notes the checkpoints that this witness has not seen yet.
pub(crate) async fn keep_up(app: &App) -> Result<(), AppError> {
    let path = app.options().witness_path();
    let last = read(&path)?.roots.last_key_value().map_or(0, |(number, _)| *number);
    let new = app.store().read(move |db| checkpoints::after(db, last)).await?;
    let now = app.clock().now().to_rfc3339();
    let line = |c: &Checkpoint| format!("{CHECKPOINT} {} {} {now}\n", c.number, c.root.to_hex());
    let lines: String = new.iter().map(line).collect();
    if lines.is_empty() { Ok(()) } else { append(&path, &lines) }
}

/// What the database lacks of what the witness has seen, if anything. That it was
/// put back from a backup since explains it, and is noted then.
pub(crate) async fn missing(app: &App) -> Result<Option<String>, AppError> {
    let path = app.options().witness_path();
    let seen = read(&path)?;
    let look = move |db: &Db| Ok::<_, StoreError>((first_lost(db, &seen)?, history::read(db)?));
    let (lost, History { restored, .. }) = app.store().read(look).await?;
    let Some((number, seen_at)) = lost else { return Ok(None) };
    if let Some(restored) = restored.iter().find(|r| r.to < number && r.at >= seen_at) {
        note_restored(&path, restored.to, app.clock().now(), &restored.why)?;
        return Ok(None);
    }
    Ok(Some(format!(
        "checkpoint {number}, which the witness {} has seen, is not in the database as it was: \
         an older or another copy was put in its place",
        path.display()
    )))
}

fn first_lost(db: &Db, seen: &Seen) -> Result<Option<(i64, i64)>, StoreError> {
    let kept: BTreeMap<i64, Hash> = checkpoints::all(db)?.into_iter().map(|c| (c.number, c.root)).collect();
    let mut lost = seen.roots.iter().filter(|(number, (root, _))| kept.get(number) != Some(root));
    Ok(lost.next().map(|(number, (_, at))| (*number, *at)))
}

fn append(path: &Path, lines: &str) -> Result<(), AppError> {
    let written = private::append(path).and_then(|mut file| {
        // A command beside the server writes here as well.
        file.lock()?;
        let bytes = fs::read(path)?;
        let whole = whole_lines(&bytes);
        if whole < bytes.len() {
            tracing::warn!(witness = %path.display(), "its last line was torn, as by a power cut, and is cut off");
            file.set_len(whole as u64)?;
        }
        file.write_all(lines.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> AppError {
    AppError::File(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_forgets_what_a_restore_took_back_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("witness");
        assert_eq!(read(&path).unwrap(), Seen::default());
        let (now, root) = (Timestamp(1_800_000_000_000_000), Hash([1; 32]));
        note_proven(&path, 12, now).unwrap();
        for number in 1..=3 {
            append(&path, &format!("{CHECKPOINT} {number} {} {}\n", root.to_hex(), now.to_rfc3339())).unwrap();
        }
        let seen = read(&path).unwrap();
        assert_eq!((seen.roots.len(), seen.proven), (3, Some(12)));
        note_sent(&path, 3, now).unwrap();
        assert_eq!(read(&path).unwrap().sent, 3);
        note_restored(&path, 1, now, "disk lost").unwrap();
        let seen = read(&path).unwrap();
        assert_eq!((seen.roots.into_keys().collect::<Vec<_>>(), seen.proven, seen.sent), (vec![1], None, 1));
        append(&path, "something else\n").unwrap();
        assert!(read(&path).is_err());
    }
}
