//! Files of cases, outside the database: in a folder beside it, or in whatever
//! store of objects a company has. What proves a file is in the record: its
//! hash, under the salt that goes with an erasure.

mod elsewhere;
mod folder;
mod kind;
pub(crate) mod strays;
pub mod sweep;
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
use folder::Lying;
use futures_util::TryStreamExt as _;
use homeward_domain::CaseId;
use homeward_domain::case::Fact;
use homeward_domain::case::event::FileFact;
use homeward_domain::record::Hash;
use homeward_domain::text::{self, TextError};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// The most bytes of a file (contract, "Limits").
pub const FILE_BYTES_MAX: usize = 25 * 1024 * 1024;
/// The most files that are sent at once (contract, "Limits").
pub const FILES_AT_ONCE_MAX: usize = 20;
/// What says that all files of one request are scans of identity papers.
pub const ALL_PAPERS: &str = "all";
/// Where the files of cases lie in the store.
pub(crate) const CASES: &str = "cases";

/// Where files are kept.
#[derive(Clone, Debug)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    folder: PathBuf,
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
        Ok(Self { objects: Arc::new(objects.with_fsync(true)), folder: folder.to_owned() })
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
        let prefix = Key::from(CASES);
        let listed = self.objects.list(Some(&prefix)).map_ok(|found| found.location.to_string());
        listed.try_collect().await.map_err(|e| failed(&e))
    }

    /// Everything that lies under a key, also what was never written to its end.
    pub(crate) async fn lying(&self, prefix: &str) -> Result<Vec<Lying>, AppError> {
        let prefix = prefix.to_owned();
        self.in_its_folder(move |folder| folder::under(folder, &prefix)).await
    }

    /// The time by the clock of the disk that files lie on.
    async fn now(&self) -> Result<SystemTime, AppError> {
        self.in_its_folder(folder::now).await
    }

    async fn remove(&self, key: &str) -> Result<(), AppError> {
        let key = key.to_owned();
        self.in_its_folder(move |folder| folder::remove(folder, &key)).await
    }

    /// Removes all of these that can be; the first failure then.
    async fn remove_each(&self, all: impl IntoIterator<Item = Lying>) -> Result<(), AppError> {
        let mut done = Ok(());
        for lying in all {
            let removed = self.remove(&lying.key).await;
            done = done.and(removed);
        }
        done
    }

    async fn in_its_folder<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        let folder = self.folder.clone();
        let done = tokio::task::spawn_blocking(move || act(&folder)).await;
        done.map_err(|error| AppError::File(error.to_string()))?.map_err(|error| disk::file_error("files", &error))
    }

    /// Removes what lies there for a case, named by its record or not, but what
    /// `stays`; copies of pictures that stay are made anew.
    pub(crate) async fn remove_all_of(&self, case: CaseId, stays: &[String]) -> Result<(), AppError> {
        let lying = self.lying(&format!("{CASES}/{case}")).await?;
        let removed = self.remove_each(lying.into_iter().filter(|lying| !stays.contains(&lying.key))).await;
        removed.and(self.remove_copies_of(case).await)
    }

    /// Removes the copies of pictures of a case.
    pub(crate) async fn remove_copies_of(&self, case: CaseId) -> Result<(), AppError> {
        self.remove_each(self.lying(&format!("{COPIES}/{case}")).await?).await
    }

    /// Puts back what a backup has carried.
    pub(crate) async fn put_back(&self, key: &str, bytes: Vec<u8>) -> Result<(), AppError> {
        self.put(key, bytes).await
    }
}

/// The case that the key of a file of a case belongs to.
pub(crate) fn case_of(key: &str) -> Option<CaseId> {
    key.strip_prefix(CASES).and_then(|_| strays::case_of(key))
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
    let key = strays::new_key(app.secrets(), case);
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
    let of_number =
        |entry: &&Entry| matches!(&entry.event.fact, Fact::Files(FileFact::FileAttached(f)) if f.file == file);
    let entry = dossier.entries.iter().find(of_number)?;
    let Fact::Files(FileFact::FileAttached(attached)) = &entry.event.fact else { return None };
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
