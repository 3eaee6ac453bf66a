//! Whether the install secret is the one with which a record was written. Another one
//! would go on with a record that nobody can prove any more.

use super::checkpoint;
use crate::app::AppOptions;
use crate::ground::error::AppError;
use crate::ground::secrets::Secrets;
use homeward_store::{Db, Store, StoreError, checkpoints, streams, tip};

/// Refuses to make a secret where a record is already. Makes nothing. Blocks.
pub(crate) fn secret_must_be_there(options: &AppOptions) -> Result<(), AppError> {
    let path = options.secret_path();
    if path.exists() || !Store::is_there(&options.location)? {
        return Ok(());
    }
    Err(AppError::File(format!(
        "the install secret {} is not there, but a record is that was written with one; put your copy of it there or \
         name it with --secret-file. None was made: a new one could not prove that record (homeward restore \
         --new-secret begins anew from a backup)",
        path.display()
    )))
}

/// Refuses a secret of which nothing in a record under proof bears the mark. One mark
/// is enough: that some of them are not as they were written is for the proof to say.
/// Blocks.
pub(crate) fn secret_must_fit(store: &Store, secrets: &Secrets, options: &AppOptions) -> Result<(), AppError> {
    let judge = secrets.clone();
    let marks = store.read_blocking(move |db| marks(db, &judge))?;
    if marks.is_empty() || marks.contains(&true) {
        return Ok(());
    }
    Err(AppError::File(format!(
        "the install secret {} is not the one with which this record was written: neither its newest checkpoint nor \
         its entries bear the mark of it; put your copy of the right one there or name it with --secret-file. \
         Nothing was changed",
        options.secret_path().display()
    )))
}

/// What a record can be told by, and whether it is of this secret: the signature of the
/// newest checkpoint, the MAC over it, and those of what happened to the record as a whole.
fn marks(db: &Db, secrets: &Secrets) -> Result<Vec<bool>, StoreError> {
    if tip::read(db)?.chain.is_none() {
        // An earlier version wrote it; it is proven as a whole before anything else.
        return Ok(Vec::new());
    }
    let key = secrets.record_key();
    let mut marks = Vec::new();
    if let Some(newest) = checkpoints::newest(db)? {
        marks.push(secrets.signed(&checkpoint::message(&newest), &newest.signature));
        let mac = key.checkpoint(newest.number, &checkpoint::hash_of(&newest));
        marks.push(tip::sealed(db)? == (newest.number, Some(mac)));
    }
    let entries = streams::of_stream(db, "record/log")?;
    marks.extend(entries.into_iter().filter_map(|(event, mac)| Some(mac? == key.event(&event.hash))));
    Ok(marks)
}
