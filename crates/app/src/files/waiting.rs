//! Files of a form that was sent and not taken: they wait for an hour, so that
//! nobody has to look for them again. What names them goes to the sender and back,
//! under a mark of ours; nothing but the files is stored.

use super::{FILE_BYTES_MAX, FILES_AT_ONCE_MAX};
use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::secrets::random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeward_domain::record::Hash;
use homeward_domain::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Where such files lie in the store.
pub(super) const WAITING: &str = "waiting";
/// How long they wait.
pub const LIFE: Span = Span::hours(1);
/// The most bytes of all files of one form that wait.
const BYTES_MAX: usize = FILES_AT_ONCE_MAX * FILE_BYTES_MAX;

/// A file by name and bytes.
pub type Named = (String, Vec<u8>);

/// A file that waits.
#[derive(Serialize, Deserialize)]
struct Waits {
    name: String,
    key: String,
}

/// Lets files of the form of a key wait; gives what names them.
pub async fn keep(app: &App, form: &str, files: &[Named]) -> Result<String, AppError> {
    let total: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    if files.is_empty() || files.len() > FILES_AT_ONCE_MAX || total > BYTES_MAX {
        return Ok(String::new());
    }
    let now = app.clock().now().0;
    let mut waiting = Vec::new();
    for (name, bytes) in files {
        let key = format!("{WAITING}/{now}/{:032x}", u128::from_be_bytes(random()));
        app.files().put(&key, bytes.clone()).await?;
        waiting.push(Waits { name: name.clone(), key });
    }
    let told = serde_json::to_vec(&waiting).map_err(|error| AppError::File(error.to_string()))?;
    Ok(format!("{}.{}", URL_SAFE_NO_PAD.encode(&told), mark(app, form, &told).to_hex()))
}

/// The files that wait for the form of a key; a mistake of the form where they are gone.
pub async fn open(app: &App, form: &str, named: &str) -> Result<Vec<Named>, AppError> {
    let gone = || AppError::Invalid(vec![FieldError::new("file", "files_gone")]);
    let mut files = Vec::new();
    for file in read(app, form, named).ok_or_else(gone)? {
        let at = file.key.split('/').nth(1).and_then(|at| at.parse::<i64>().ok()).unwrap_or(0);
        let is_there = app.clock().now().0 - at <= LIFE.0;
        let bytes = if is_there { app.files().get(&file.key).await? } else { None };
        files.push((file.name, bytes.ok_or_else(gone)?));
    }
    Ok(files)
}

/// Takes files back that have been taken, or chosen anew.
pub async fn discard(app: &App, form: &str, named: &str) -> Result<(), AppError> {
    for file in read(app, form, named).unwrap_or_default() {
        app.files().remove(&file.key).await?;
    }
    Ok(())
}

/// Removes what has waited for too long; tells how many.
pub async fn forget(app: &App) -> Result<usize, AppError> {
    let before = app.clock().now().0 - LIFE.0;
    let since = |key: &str| key.split('/').nth(1).and_then(|at| at.parse::<i64>().ok());
    let mut old = app.files().lying(WAITING).await?;
    old.retain(|lying| since(&lying.key).is_none_or(|at| at < before));
    let count = old.len();
    app.files().remove_each(old).await?;
    Ok(count)
}

/// Whether something below the folder has a name as we give it: since when it waits,
/// which has been, and 32 digits.
pub(super) fn is_name(below: &str, now: Timestamp) -> bool {
    let Some((at, name)) = below.split_once('/') else { return false };
    let is_time = at.parse::<i64>().is_ok_and(|at| at <= (now + LIFE).0);
    is_time && name.len() == 32 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn read(app: &App, form: &str, named: &str) -> Option<Vec<Waits>> {
    if named.is_empty() {
        return Some(Vec::new());
    }
    let (told, proof) = named.split_once('.')?;
    let told = URL_SAFE_NO_PAD.decode(told).ok()?;
    // Comparing the hashes of both takes the same time wherever they differ.
    let is_ours = Sha256::digest(proof) == Sha256::digest(mark(app, form, &told).to_hex());
    if is_ours { serde_json::from_slice(&told).ok() } else { None }
}

fn mark(app: &App, form: &str, told: &[u8]) -> Hash {
    let told: Vec<u8> = form.bytes().chain([0]).chain(told.iter().copied()).collect();
    Hash(app.secrets().form_mark("waiting files", &told))
}
