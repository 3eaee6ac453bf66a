//! Files of a form that was sent and not taken: they wait for an hour, so that
//! nobody has to look for them again. What names them goes to the sender and back,
//! under a mark of ours; nothing but the files is stored.

use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::ground::secrets::random;
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

/// A file that waits. Its bytes lie in the store, so that a form with many files takes
/// the memory of one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Waits {
    /// Its name as it came.
    pub name: String,
    sha256: Hash,
    key: String,
}

impl Waits {
    /// Whether it is the same file, sent once more.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.name, &self.sha256) == (&other.name, &other.sha256)
    }

    /// When it came, in microseconds; 0 where nobody can tell.
    fn at(&self) -> i64 {
        came(&self.key).unwrap_or(0)
    }
}

fn came(key: &str) -> Option<i64> {
    key.split('/').nth(1)?.parse().ok()
}

/// Lets a file wait as it comes in.
pub async fn put(app: &App, name: String, bytes: Vec<u8>) -> Result<Waits, AppError> {
    let key = format!("{WAITING}/{}/{:032x}", app.clock().now().0, u128::from_be_bytes(random()));
    let sha256 = Hash(Sha256::digest(&bytes).into());
    app.files().put(&key, bytes).await?;
    Ok(Waits { name, sha256, key })
}

/// The bytes of a file that waits.
pub async fn bytes(app: &App, file: &Waits) -> Result<Vec<u8>, AppError> {
    app.files().get(&file.key).await?.ok_or_else(gone)
}

/// Takes files back.
pub async fn remove(app: &App, files: &[Waits]) -> Result<(), AppError> {
    for file in files {
        app.files().remove(&file.key).await?;
    }
    Ok(())
}

/// Lets files of the form of a key wait for another hour; gives what names them, nothing
/// where there are none.
pub async fn keep(app: &App, form: &str, files: Vec<Waits>) -> Result<String, AppError> {
    if files.is_empty() {
        return Ok(String::new());
    }
    let now = app.clock().now().0;
    let mut waiting = Vec::new();
    for file in files {
        if file.at() == now {
            waiting.push(file);
            continue;
        }
        let renewed = put(app, file.name.clone(), bytes(app, &file).await?).await?;
        remove(app, &[file]).await?;
        waiting.push(renewed);
    }
    let told = serde_json::to_vec(&waiting).map_err(|error| AppError::File(error.to_string()))?;
    Ok(format!("{}.{}", URL_SAFE_NO_PAD.encode(&told), mark(app, form, &told).to_hex()))
}

/// The files that wait for the form of a key; a mistake of the form where they are gone.
pub async fn open(app: &App, form: &str, named: &str) -> Result<Vec<Waits>, AppError> {
    let files = read(app, form, named).ok_or_else(gone)?;
    for file in &files {
        let is_young = app.clock().now().0 - file.at() <= LIFE.0;
        if !is_young || !app.files().has(&file.key).await? {
            return Err(gone());
        }
    }
    Ok(files)
}

fn gone() -> AppError {
    AppError::Invalid(vec![FieldError::new("file", "files_gone")])
}

/// Removes what has waited for too long; tells how many.
pub async fn forget(app: &App) -> Result<usize, AppError> {
    let before = app.clock().now().0 - LIFE.0;
    let mut old = app.files().lying(WAITING).await?;
    old.retain(|lying| came(&lying.key).is_none_or(|at| at < before));
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
