//! Restore of a backup into an empty place: all of it and proven, or nothing.

mod place;

use crate::app::{App, AppOptions};
use crate::case;
use crate::export::backup::{blocking, sync_folder_of};
use crate::files::{self, strays};
use crate::ground::error::AppError;
use crate::ground::secrets::Secrets;
use crate::privacy::journal;
use crate::record;
use homeward_domain::CaseId;
use homeward_store::dialect::{self, BackupFiles, Location, Standing};
use homeward_store::{Store, StoreError, cases, search};
use place::Place;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What is known of the erasures since the backup.
#[derive(Clone, Debug)]
pub enum Erasures {
    /// They are done again as this journal tells.
    Journal(PathBuf),
    /// There were none, or whoever restores answers for it.
    Waived,
}

/// How a backup is restored.
#[derive(Clone, Debug)]
pub struct Orders {
    /// The erasures since the backup.
    pub erasures: Erasures,
    /// Whether a new install secret may be made: links of complainants and the proof
    /// of everything before it are lost with the old one.
    pub new_secret: bool,
    /// Whether what is left of a damaged backup is restored.
    pub despite_damage: bool,
    /// Why it is restored, for the record and the witness; the name of the backup
    /// where nobody says.
    pub why: Option<String>,
}

/// What a restore has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Cases that were erased again.
    pub erased: u64,
    /// What was damaged, in English, for an operator; only where that was allowed.
    pub losses: Vec<String>,
    /// What was proven; nothing without the secret that signed it.
    pub proven: Option<record::Proof>,
    /// What the record says of the restore from now on.
    pub back: Option<record::Restored>,
}

/// Why nothing was restored.
#[derive(Debug, Error)]
pub enum RestoreError {
    /// Something stands there already.
    #[error("{} is there already; restore into an empty place", .0.display())]
    NotEmpty(PathBuf),
    /// The secret of the installation is not there, and none may be made.
    #[error("the install secret {} is not there", .0.display())]
    NoSecret(PathBuf),
    /// The backup is not as it was made.
    #[error("the backup is damaged: {}", .0.join("; "))]
    Damaged(Vec<String>),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

const UNFINISHED: &str = "the backup was never finished: it does not say of itself that it is complete";
const NO_BACKUP: &str = "it is no backup: nothing in it says that homeward backup made it";

/// Puts a backup into an empty place, whichever database it came from, does the
/// erasures since then again and proves what it has restored before anybody can
/// open it. What fails leaves the place as it was.
pub async fn restore(source: &Path, options: AppOptions, orders: &Orders) -> Result<Restored, RestoreError> {
    let journal = read_journal(&orders.erasures, &options.journal_path())?;
    if !options.secret_path().exists() && !orders.new_secret {
        return Err(RestoreError::NoSecret(options.secret_path()));
    }
    if let Location::Postgres(url) = options.location.clone() {
        let empty = blocking(move || Ok(Store::server_must_be_empty(&url)?)).await;
        empty.map_err(|error| if place::was_cut_short(&options) { rows_are_there() } else { error })?;
    }
    let place = Place::take(&options)?;
    let done = fill(source, &place, &journal, orders).await;
    if done.is_err() {
        place.clear();
    }
    done
}

/// A server's rows come all at once; what a killed restore had still to do is the index.
fn rows_are_there() -> AppError {
    let what = "a restore into this place was cut short after all its rows had reached the server";
    AppError::File(format!("{what}; homeward rebuild completes it, or empty the database and restore again"))
}

/// The journal that is named. Where another stands in the place, one of them must go
/// on from the other, and the longer one is taken: a company has a single journal.
fn read_journal(erasures: &Erasures, own: &Path) -> Result<String, RestoreError> {
    let Erasures::Journal(path) = erasures else { return Ok(String::new()) };
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| AppError::File(format!("{}: {e}", path.display())));
    let named = read(path)?;
    let kept = if own.exists() { read(own)? } else { String::new() };
    let journal = match (named.starts_with(&kept), kept.starts_with(&named)) {
        (true, _) => named,
        (false, true) => kept,
        (false, false) => return Err(two_journals(path, own)),
    };
    journal::check_journal(&journal)?;
    Ok(journal)
}

fn two_journals(named: &Path, own: &Path) -> RestoreError {
    let (named, own) = (named.display(), own.display());
    let what = format!("{named} and {own} are two journals of erasures of which neither goes on from the other");
    AppError::File(format!("{what}; put away the one that is not this company's")).into()
}

async fn fill(source: &Path, place: &Place, journal: &str, orders: &Orders) -> Result<Restored, RestoreError> {
    let mut restored = prepare(source, place, journal, orders).await?;
    // The database comes last: as long as it is not there, a restore that was cut
    // short can be begun again.
    place.keep_journal(journal)?;
    place.move_files()?;
    match place.options().location.clone() {
        Location::Sqlite(target) => put_in_place(place, target).await?,
        Location::Postgres(url) => {
            let partial = place.partial().to_owned();
            let key = Secrets::load(&place.options().secret_path())?.record_key();
            blocking(move || Ok(Store::fill_server(&partial, &url, key)?)).await?;
            fs::remove_file(place.partial())
                .map_err(|e| AppError::File(format!("{}: {e}", place.partial().display())))?;
            if let Err(error) = index_on_server(place.options().clone()).await {
                restored.losses.push(format!("the index is not built, run homeward rebuild: {error}"));
            }
        }
    }
    if let Some(back) = &restored.back {
        record::tell_witness(place.options(), back)?;
    }
    place.is_complete();
    Ok(restored)
}

/// Gives the embedded database its name and looks at it once more as it will be
/// opened: a log of another database beside it would be played into it.
async fn put_in_place(place: &Place, target: PathBuf) -> Result<(), RestoreError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", place.partial().display()));
    let partial = place.partial().to_owned();
    blocking(move || Ok(dialect::into_one_file(&partial)?)).await?;
    File::open(place.partial()).and_then(|file| file.sync_all()).map_err(failed)?;
    place.must_stand_alone()?;
    fs::rename(place.partial(), &target).map_err(failed)?;
    sync_folder_of(&target).map_err(failed)?;
    let opened = target.clone();
    let faults = blocking(move || Ok(dialect::faults(&opened))).await?;
    if faults.is_empty() {
        return Ok(());
    }
    let _ = fs::remove_file(&target);
    Err(RestoreError::Damaged(faults))
}

/// A copy of the backup with erasures replayed, the index complete and the record
/// proven, before it gets a name that anybody opens: no crash can leave a database
/// that still holds what was erased.
async fn prepare(source: &Path, place: &Place, journal: &str, orders: &Orders) -> Result<Restored, RestoreError> {
    let partial = place.partial().to_owned();
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", source.display()));
    fs::copy(source, &partial).map_err(failed)?;
    File::open(&partial).and_then(|file| file.sync_all()).map_err(failed)?;
    let mut losses = sound_file(&partial, orders).await?;
    let unfinished = place.unfinished();
    if place.has_new_secret() {
        // What the old secret has signed says nothing any more.
        let file = partial.clone();
        blocking(move || Ok(dialect::forget_proof(&file)?)).await?;
    }
    let app = blocking(|| App::open_unproven(unfinished)).await?;
    let to_server = matches!(place.options().location, Location::Postgres(_));
    if !to_server && app.store().read(search::is_empty).await? {
        index(&app, orders, &mut losses).await?;
    }
    let erased = case::replay_erasures(&app, journal).await?;
    unpack_files(&app, &partial, journal).await?;
    let complete = app.clone();
    blocking(move || record::bring_under_proof(&complete, record::Because::Restored)).await?;
    let proof = prove(&app, orders, &mut losses).await?;
    let proven = (!place.has_new_secret()).then_some(proof);
    let name = || source.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let back = record::note_restored(&app, &orders.why.clone().unwrap_or_else(name)).await?;
    close(app).await?;
    Ok(Restored { erased, losses, proven, back: Some(back) })
}

/// Refuses a file that is not whole or no complete backup, or leaves what can be read
/// of it in its place and tells what cannot. What is no backup at all gives nothing.
async fn sound_file(partial: &Path, orders: &Orders) -> Result<Vec<String>, RestoreError> {
    let file = partial.to_owned();
    let faults = blocking(move || Ok(dialect::faults(&file))).await?;
    if !faults.is_empty() {
        return salvaged(partial, faults, orders).await;
    }
    let file = partial.to_owned();
    match blocking(move || Ok(dialect::standing(&file)?)).await? {
        Standing::Complete => Ok(Vec::new()),
        Standing::Begun if orders.despite_damage => Ok(vec![UNFINISHED.into()]),
        Standing::Begun => Err(RestoreError::Damaged(vec![UNFINISHED.into()])),
        Standing::None => Err(RestoreError::Damaged(vec![NO_BACKUP.into()])),
    }
}

async fn salvaged(partial: &Path, mut faults: Vec<String>, orders: &Orders) -> Result<Vec<String>, RestoreError> {
    if !orders.despite_damage {
        return Err(RestoreError::Damaged(faults));
    }
    let (file, rest) = (partial.to_owned(), partial.with_extension("rest"));
    let lost = blocking(move || {
        let lost = dialect::salvage(&file, &rest)?;
        fs::rename(&rest, &file).map_err(|error| AppError::File(format!("{}: {error}", file.display())))?;
        Ok(lost)
    });
    faults.extend(lost.await?);
    Ok(faults)
}

/// The rows are there for good by now; the index can be built later as well.
async fn index_on_server(options: AppOptions) -> Result<(), AppError> {
    let app = blocking(|| App::open(options)).await?;
    record::rebuild(&app).await?;
    close(app).await
}

/// Builds the index, which a backup of a server has not.
async fn index(app: &App, orders: &Orders, losses: &mut Vec<String>) -> Result<(), RestoreError> {
    match record::rebuild(app).await {
        Ok(_) => Ok(()),
        Err(error) if orders.despite_damage => {
            losses.push(format!("lists and index could not be built anew: {error}"));
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts the files of a backup where they belong, but those that an erasure has taken
/// since, and leaves the database without them.
async fn unpack_files(app: &App, backup: &Path, journal: &str) -> Result<(), AppError> {
    let files = BackupFiles::open(backup)?;
    let erased = journal::erased_cases(journal);
    for key in files.keys()? {
        let of_erased = files::case_of(&key).filter(|case| erased.contains(case));
        let is_gone = match of_erased {
            Some(case) => !app.store().read(move |db| strays::files_left(db, case)).await?.contains(&key),
            None => false,
        };
        if !is_gone {
            app.files().put_back(&key, files.bytes(&key)?).await?;
        }
    }
    Ok(files.empty()?)
}

/// Proves the record; what does not hold is refused or told.
async fn prove(app: &App, orders: &Orders, losses: &mut Vec<String>) -> Result<record::Proof, RestoreError> {
    let (proof, fault) = match record::verify(app, None).await {
        Ok(proof) => {
            let fault = proof.fault.as_ref().map(ToString::to_string);
            (proof, fault)
        }
        Err(error) => (record::Proof::default(), Some(error.to_string())),
    };
    let Some(fault) = fault else { return Ok(proof) };
    let faults = all_faults(app, fault).await?;
    if !orders.despite_damage {
        return Err(RestoreError::Damaged(faults));
    }
    losses.extend(faults);
    Ok(proof)
}

/// The first fault, and that of each case which has one.
async fn all_faults(app: &App, first: String) -> Result<Vec<String>, RestoreError> {
    let mut faults = vec![first];
    let numbers = app.store().read::<_, AppError>(|db| Ok(cases::numbers_between(db, 0, CaseId::MAX)?)).await?;
    for (_, number) in numbers {
        let told = match record::verify(app, Some(number.clone())).await {
            Ok(proof) => proof.fault.map(|fault| fault.to_string()),
            Err(error) => Some(format!("case {number}: {error}")),
        };
        faults.extend(told.filter(|told| !faults.contains(told)));
    }
    Ok(faults)
}

/// The threads of a store end outside the asynchronous runtime.
async fn close(app: App) -> Result<(), AppError> {
    blocking(move || {
        drop(app);
        Ok(())
    })
    .await
}
