//! Files of cases, outside the database: in a folder beside it, or in whatever
//! store of objects a company has. What proves a file is in the record: its
//! hash, under the salt that goes with an erasure.

mod kind;
mod strays;
pub mod waiting;

use crate::app::App;
use crate::caller::Caller;
use crate::disk;
use crate::dossier::{Dossier, Entry};
use crate::error::{AppError, FieldError};
use crate::looks;
use crate::merged;
use crate::papers;
use crate::pictures::{self, COPIES};
use crate::read;
use crate::secrets::random;
use futures_util::TryStreamExt as _;
use homeward_domain::CaseId;
use homeward_domain::case::Fact;
use homeward_domain::record::Hash;
use homeward_domain::text::{self, TextError};
use homeward_domain::time::{Span, Timestamp};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::sync::Arc;

/// The most bytes of a file (contract, "Limits").
pub const FILE_BYTES_MAX: usize = 25 * 1024 * 1024;
/// The most files that are sent at once (contract, "Limits").
pub const FILES_AT_ONCE_MAX: usize = 20;
/// How long a file may lie there before the record names it.
const SETTLES_WITHIN: Span = Span::hours(1);
/// What says that all files of one request are scans of identity papers.
pub const ALL_PAPERS: &str = "all";
/// Where the files of cases lie in the store.
pub(crate) const CASES: &str = "cases";

/// Where files are kept.
#[derive(Clone, Debug)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
}

/// What the record says of a file, under a salt of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Its name as it came.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// Where it lies in the store.
    pub key: String,
}

/// A file that lies in the store and that no entry names yet.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What the record will say.
    pub details: Details,
    /// Its type by its content.
    pub media_type: &'static str,
    /// Its length.
    pub bytes: usize,
    /// Whether it is the scan of an identity paper.
    pub is_paper: bool,
}

/// A file of a case as it is read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its name as it came.
    pub name: String,
    /// Its type by its content.
    pub media_type: String,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Files {
    /// A folder, made where it is not there. What is written is on disk before
    /// anybody hears of it.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, AppError> {
        let failed = |e: &dyn std::fmt::Display| AppError::File(format!("{}: {e}", folder.display()));
        std::fs::create_dir_all(folder).map_err(|e| failed(&e))?;
        let objects = LocalFileSystem::new_with_prefix(folder).map_err(|e| failed(&e))?;
        Ok(Self { objects: Arc::new(objects.with_fsync(true).with_automatic_cleanup(true)) })
    }

    pub(crate) async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), AppError> {
        self.objects.put(&Key::from(key), bytes.into()).await.map_err(|e| failed(&e))?;
        Ok(())
    }

    /// The bytes of a key; `None` where nothing lies there.
    pub(crate) async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, AppError> {
        let found = match self.objects.get(&Key::from(key)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed(&error)),
        };
        Ok(Some(found.bytes().await.map_err(|e| failed(&e))?.to_vec()))
    }

    /// Whether something lies at a key.
    pub(crate) async fn has(&self, key: &str) -> Result<bool, AppError> {
        match self.objects.head(&Key::from(key)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Every key.
    pub(crate) async fn keys(&self) -> Result<Vec<String>, AppError> {
        self.keys_under(CASES).await
    }

    /// The keys of what has lain there for a while: what was just sent waits for
    /// its entry.
    pub(crate) async fn settled_keys(&self, now: Timestamp) -> Result<Vec<String>, AppError> {
        let prefix = Key::from(CASES);
        let listed = self.objects.list(Some(&prefix)).try_collect::<Vec<_>>().await.map_err(|e| failed(&e))?;
        let settled = |at: i64| (now.0 - at).abs() > SETTLES_WITHIN.0;
        let old = listed.into_iter().filter(|found| settled(found.last_modified.timestamp_micros()));
        Ok(old.map(|found| found.location.to_string()).collect())
    }

    async fn keys_under(&self, prefix: &str) -> Result<Vec<String>, AppError> {
        let prefix = Key::from(prefix);
        let listed = self.objects.list(Some(&prefix)).map_ok(|found| found.location.to_string());
        listed.try_collect().await.map_err(|e| failed(&e))
    }

    async fn remove(&self, key: &str) -> Result<(), AppError> {
        match self.objects.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Removes what lies there for a case, named by its record or not, but what
    /// `stays`; copies of pictures that stay are made anew.
    pub(crate) async fn remove_all_of(&self, case: CaseId, stays: &[String]) -> Result<(), AppError> {
        for key in self.keys_under(&format!("{CASES}/{case}")).await? {
            if !stays.contains(&key) {
                self.remove(&key).await?;
            }
        }
        self.remove_copies_of(case).await
    }

    /// Removes the copies of pictures of a case.
    pub(crate) async fn remove_copies_of(&self, case: CaseId) -> Result<(), AppError> {
        for key in self.keys_under(&format!("{COPIES}/{case}")).await? {
            self.remove(&key).await?;
        }
        Ok(())
    }

    /// Puts back what a backup has carried.
    pub(crate) async fn put_back(&self, key: &str, bytes: Vec<u8>) -> Result<(), AppError> {
        self.put(key, bytes).await
    }
}

/// The case that a key belongs to.
pub(crate) fn case_of(key: &str) -> Option<CaseId> {
    key.strip_prefix(CASES)?.strip_prefix('/')?.split('/').next()?.parse().ok()
}

/// Refuses a caller who may not see the case, before anything is sent; gives the case
/// to whose files it belongs, of a merged one that in which it goes on.
pub async fn must_be_visible(app: &App, caller: &Caller, number: String) -> Result<CaseId, AppError> {
    let case = read::case(app, caller, number).await?.row.case;
    app.store().read(move |db| Ok(merged::survivor(db, case)?.map_or(case, |row| row.case))).await
}

/// The name of a file as it is kept. Some senders put the whole path there.
fn bare(name: &str) -> Result<String, TextError> {
    text::short(name.rsplit(['/', '\\']).next().unwrap_or_default())
}

/// What is wrong with a file that came in, if anything; its name as it is kept
/// and its type by its content.
pub fn check(name: &str, bytes: &[u8]) -> Result<(String, &'static str), AppError> {
    let invalid = |error| AppError::Invalid(vec![error]);
    let name = bare(name).map_err(|e| invalid(FieldError::of_text("file", e)))?;
    if bytes.is_empty() {
        return Err(invalid(FieldError::new("file", "empty_file")));
    }
    match kind::of(&name, bytes) {
        Ok(media_type) => Ok((name, media_type)),
        Err(found) => Err(invalid(FieldError::with("file", "file_type", found))),
    }
}

/// Which of the files of one request, by their names, are scans of identity papers:
/// [`ALL_PAPERS`], or those with the names told. A name that none of them has is named.
pub fn papers_among(names: &[&str], papers: &[String]) -> Result<Vec<bool>, AppError> {
    let names: Vec<String> = names.iter().map(|name| bare(name).unwrap_or_default()).collect();
    let mut are_papers = vec![false; names.len()];
    for paper in papers {
        let wanted = bare(paper).unwrap_or_default();
        let meant = names.iter().enumerate().filter(|(_, name)| paper == ALL_PAPERS || **name == wanted);
        let meant: Vec<usize> = meant.map(|(place, _)| place).collect();
        if meant.is_empty() {
            let known = [ALL_PAPERS.to_owned()].into_iter().chain(names).collect::<Vec<_>>().join(", ");
            return Err(AppError::Invalid(vec![FieldError::with("paper", "unknown_value", known)]));
        }
        for place in meant {
            are_papers[place] = true;
        }
    }
    Ok(are_papers)
}

/// Keeps a file that came in; its type is read from its content, whatever its
/// name says. The store has it on disk when this returns.
pub async fn keep(app: &App, case: CaseId, name: &str, bytes: Vec<u8>) -> Result<Kept, AppError> {
    let (name, media_type) = check(name, &bytes)?;
    let key = format!("{CASES}/{case}/{:032x}", u128::from_be_bytes(random()));
    let details = Details { name, sha256: Hash(Sha256::digest(&bytes).into()), key };
    let kept = Kept { details, media_type, bytes: bytes.len(), is_paper: false };
    app.files().put(&kept.details.key, bytes).await?;
    Ok(kept)
}

/// Takes files back that no entry names after all.
pub async fn discard(app: &App, kept: &[Kept]) -> Result<(), AppError> {
    for file in kept {
        app.files().remove(&file.details.key).await?;
    }
    Ok(())
}

/// A file of a case as it was sent, for a caller who may see the case. The original
/// of a picture is open to few, and each time it is given stands in the log of looks.
pub async fn open(app: &App, caller: &Caller, number: String, file: i64) -> Result<Opened, AppError> {
    let dossier = read::dossier(app, caller, number, 0).await?;
    let (media_type, details) = of_number(&dossier, file).ok_or(AppError::NotFound)?;
    let (is_picture, is_paper) = (pictures::is_picture(&media_type), dossier.is_paper(file));
    if is_paper {
        papers::must_be_open_to(app, caller, &dossier).await?;
    }
    if is_picture {
        pictures::must_see_originals(caller, &dossier)?;
    }
    // What is refused is no look.
    if is_paper {
        papers::must_be_open(app, caller, &dossier, file).await?;
    }
    if is_picture {
        looks::at_original(app, caller, &dossier, file).await?;
    }
    opened(app, media_type, details).await
}

/// A file of a case by its number, with its type; `None` after an erasure.
pub(crate) fn of_number(dossier: &Dossier, file: i64) -> Option<(String, Details)> {
    let of_number = |entry: &&Entry| matches!(&entry.event.fact, Fact::FileAttached(f) if f.file == file);
    let entry = dossier.entries.iter().find(of_number)?;
    let Fact::FileAttached(attached) = &entry.event.fact else { return None };
    Some((attached.media_type.clone(), entry.file_details()?))
}

/// A file as it was sent, for whoever may have it.
pub(crate) async fn opened(app: &App, media_type: String, details: Details) -> Result<Opened, AppError> {
    let bytes = app.files().get(&details.key).await?.ok_or(AppError::NotFound)?;
    let Details { name, sha256, .. } = details;
    Ok(Opened { name, media_type, sha256, bytes })
}

/// Whether what lies at a key is what the record says.
pub(crate) async fn is_sound(app: &App, details: &Details) -> Result<bool, AppError> {
    let found = app.files().get(&details.key).await?;
    Ok(found.is_some_and(|bytes| Hash(Sha256::digest(&bytes).into()) == details.sha256))
}

fn failed(error: &object_store::Error) -> AppError {
    disk::file_error("files", error)
}
