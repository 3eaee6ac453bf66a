//! The place that a restore fills, and what it was before.

use super::RestoreError;
use crate::app::AppOptions;
use crate::app::files::CASES;
use crate::export::backup::sync_folder_of;
use crate::ground::error::AppError;
use crate::ground::private;
use crate::record;
use homeward_store::dialect::Location;
use std::cell::Cell;
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The name of the database until it is complete.
const PARTIAL: &str = "homeward.restoring";
/// Where files of cases lie until they are complete, in their folder.
const STAGE: &str = "restoring";

/// An empty place.
pub struct Place {
    options: AppOptions,
    partial: PathBuf,
    had_data: bool,
    had_files: bool,
    had_secret: bool,
    has_moved: Cell<bool>,
    /// The length of the journal before this restore added to it.
    journal_before: Cell<Option<u64>>,
}

impl Place {
    /// Makes sure that nothing is there which a restore would mix with. What a
    /// restore left that was killed is taken away.
    pub fn take(options: &AppOptions) -> Result<Self, RestoreError> {
        let partial = options.data.join(PARTIAL);
        let place = Self {
            partial,
            had_data: options.data.exists(),
            had_files: options.files_path().exists(),
            had_secret: options.secret_path().exists(),
            has_moved: Cell::new(false),
            journal_before: Cell::new(None),
            options: options.clone(),
        };
        if let Location::Sqlite(target) = &options.location
            && target.exists()
        {
            return Err(RestoreError::NotEmpty(target.clone()));
        }
        place.must_stand_alone()?;
        place.take_back_files();
        place.take_away();
        let files = options.files_path();
        if holds_files(&files) {
            return Err(RestoreError::NotEmpty(files));
        }
        fs::create_dir_all(&options.data)
            .map_err(|error| AppError::File(format!("{}: {error}", options.data.display())))?;
        Ok(place)
    }

    /// Refuses a place where a log of an embedded database was left behind: whoever
    /// opened the restored one would find words of another time played into it.
    pub fn must_stand_alone(&self) -> Result<(), RestoreError> {
        let Location::Sqlite(target) = &self.options.location else { return Ok(()) };
        let left = ["-wal", "-shm", "-journal"].map(|ending| beside(target, ending));
        match left.into_iter().find(|path| path.symlink_metadata().is_ok()) {
            Some(path) => Err(RestoreError::NotEmpty(path)),
            None => Ok(()),
        }
    }

    /// Files that a killed restore has moved and whose database never came are taken
    /// away: both its marks are still there. The caller knows that no database is.
    fn take_back_files(&self) {
        if self.partial.exists() && self.moved().exists() {
            let _ = fs::remove_dir_all(self.options.files_path().join(CASES));
        }
    }

    /// Says, while it is there, that files of cases came by a restore which may not
    /// be complete.
    fn moved(&self) -> PathBuf {
        self.partial.with_extension("moved")
    }

    /// Nothing is left to be done: the marks of a restore on its way go.
    pub fn is_complete(&self) {
        self.take_away();
    }

    /// How the place will be opened.
    pub const fn options(&self) -> &AppOptions {
        &self.options
    }

    /// The database until it is complete.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// How the database is opened until it is complete: its files lie apart as well.
    pub fn unfinished(&self) -> AppOptions {
        AppOptions {
            location: Location::Sqlite(self.partial.clone()),
            files: Some(self.options.files_path().join(STAGE)),
            witness_file: Some(self.witness()),
            ..self.options.clone()
        }
    }

    /// The witness of this copy has seen what came after the backup; it is told of
    /// the restore in the end.
    fn witness(&self) -> PathBuf {
        self.partial.with_extension("witness")
    }

    /// Puts files of cases where they belong.
    pub fn move_files(&self) -> Result<(), RestoreError> {
        let files = self.options.files_path();
        let (stage, home) = (files.join(STAGE), files.join(CASES));
        let failed = |error: std::io::Error| AppError::File(format!("{}: {error}", home.display()));
        if stage.join(CASES).exists() {
            fs::write(self.moved(), b"").and_then(|()| sync_folder_of(&self.moved())).map_err(failed)?;
            // Empty folders may stand there.
            let _ = fs::remove_dir_all(&home);
            fs::rename(stage.join(CASES), &home).map_err(failed)?;
            self.has_moved.set(true);
        }
        fs::remove_dir_all(&stage).map_err(failed)?;
        sync_folder_of(&home).map_err(failed)?;
        Ok(())
    }

    /// Whether the secret was made by this restore.
    pub const fn has_new_secret(&self) -> bool {
        !self.had_secret
    }

    /// The place goes on with the journal that was replayed, named from elsewhere or
    /// not: a later restore of an older backup needs its lines as well. What stands
    /// there already is its beginning.
    pub fn keep_journal(&self, journal: &str) -> Result<(), RestoreError> {
        let path = self.options.journal_path();
        let failed = |error: std::io::Error| AppError::File(format!("{}: {error}", path.display()));
        let before = fs::metadata(&path).map_or(0, |found| found.len());
        let rest = usize::try_from(before).ok().and_then(|before| journal.as_bytes().get(before..));
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return Ok(()) };
        self.journal_before.set(Some(before));
        let mut file = private::append(&path).map_err(failed)?;
        file.write_all(rest).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(())
    }

    fn take_back_journal(&self) {
        let path = self.options.journal_path();
        match self.journal_before.get() {
            None => {}
            Some(0) => drop(fs::remove_file(path)),
            Some(before) => {
                let _ = fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(before));
            }
        }
    }

    /// Leaves the place as it was found. What cannot be removed stays; the reason why
    /// the restore failed matters more.
    pub fn clear(&self) {
        let files = self.options.files_path();
        if self.has_moved.get() {
            let _ = fs::remove_dir_all(files.join(CASES));
        }
        self.take_away();
        self.take_back_journal();
        if !self.had_files {
            let _ = fs::remove_dir(files);
        }
        if !self.had_secret {
            let _ = fs::remove_file(self.options.secret_path());
            let _ = fs::remove_file(record::mark_path(&self.options));
        }
        if !self.had_data {
            let _ = fs::remove_dir(&self.options.data);
        }
    }

    fn take_away(&self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(&self.partial, ending));
        }
        for ending in ["moved", "rest", "rest-wal", "rest-shm", "rest-journal", "lock", "witness"] {
            let _ = fs::remove_file(self.partial.with_extension(ending));
        }
        let _ = fs::remove_dir_all(self.options.files_path().join(STAGE));
    }
}

/// Whether a restore has put files into a place and was killed before its end.
pub fn was_cut_short(options: &AppOptions) -> bool {
    options.data.join(PARTIAL).with_extension("moved").exists()
}

/// A file beside another, as SQLite names them.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Whether any file lies in a folder, however deep.
fn holds_files(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.any(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => holds_files(&entry.path()),
        _ => true,
    })
}
