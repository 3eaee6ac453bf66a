//! Files of cases, outside the database: in a folder beside it, or in whatever
//! store of objects a company has. What proves a file is in the record: its
//! hash, under the salt that goes with an erasure.

mod elsewhere;
mod kind;
mod open;
pub mod pictures;
pub(crate) mod strays;
pub mod waiting;

pub use crate::app::files::Files;
pub use open::{Seen, look_at_paper, open};

use crate::app::App;
use crate::app::files::CASES;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
pub use crate::model::dossier::Details;
use crate::model::dossier::{Dossier, Entry};
use crate::model::survivor::survivor;
use crate::read;
use homeward_domain::CaseId;
use homeward_domain::case::Fact;
use homeward_domain::case::event::FileFact;
use homeward_domain::record::Hash;
use homeward_domain::text::{self, TextError};
use sha2::{Digest as _, Sha256};

/// The most bytes of a file (contract, "Limits").
pub const FILE_BYTES_MAX: usize = 25 * 1024 * 1024;
/// The most files that are sent at once (contract, "Limits").
pub const FILES_AT_ONCE_MAX: usize = 20;
/// What says that all files of one request are scans of identity papers.
pub const ALL_PAPERS: &str = "all";

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

/// The case that the key of a file of a case belongs to.
pub(crate) fn case_of(key: &str) -> Option<CaseId> {
    key.strip_prefix(CASES).and_then(|_| strays::case_of(key))
}

/// Refuses a caller who may not see the case, before anything is sent; gives the case
/// to whose files it belongs, of a merged one that in which it goes on.
pub async fn must_be_visible(app: &App, caller: &Caller, number: String) -> Result<CaseId, AppError> {
    let case = read::case(app, caller, number).await?.row.case;
    app.store().read(move |db| Ok(survivor(db, case)?.map_or(case, |row| row.case))).await
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
