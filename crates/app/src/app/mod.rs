//! The application: a store, the rules in force, the secrets and a clock.

pub(crate) mod files;
pub(crate) mod folder;
pub(crate) mod pictures;
pub mod rates;
pub mod room;
pub(crate) mod rule_book;

use crate::app::files::Files;
use crate::app::pictures::makings::Makings;
use crate::app::pictures::process::Copier;
use crate::app::rates::Counted;
use crate::app::rule_book::Book;
use crate::ground::access::Access;
use crate::ground::clock::Clock;
use crate::ground::disk::Disk;
use crate::ground::secrets::Secrets;
use crate::model::letter::{Letter, as_given};
use homeward_domain::policies::Policies;
use homeward_store::dialect::Location;
use homeward_store::{Store, StoreOptions};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Where an application finds what it needs.
#[derive(Clone, Debug)]
pub struct AppOptions {
    /// Where the data lives.
    pub location: Location,
    /// The folder of everything outside the database.
    pub data: PathBuf,
    /// The secret file; in the data folder where it is not named.
    pub secret_file: Option<PathBuf>,
    /// The folder of files of cases; in the data folder where it is not named.
    pub files: Option<PathBuf>,
    /// The journal of erasures, one for all copies; in the data folder where it is not named.
    pub erasures: Option<PathBuf>,
    /// The witness of this copy of the program; in the data folder where it is not
    /// named.
    pub witness_file: Option<PathBuf>,
    /// The address that checkpoints are sent to, where one is named.
    pub witness_url: Option<String>,
    /// What links that leave the program begin with, without a slash at the end.
    pub public_url: String,
    /// The program that copies pictures, so that they can be shown; where there is
    /// none, none is shown.
    pub copier: Option<Copier>,
    /// Sizes of the store.
    pub store: StoreOptions,
    /// Where "now" comes from.
    pub clock: Clock,
}

impl AppOptions {
    /// Options for a data folder with its embedded database.
    pub fn embedded(data: impl Into<PathBuf>) -> Self {
        let data = data.into();
        Self {
            location: Location::Sqlite(data.join("homeward.db")),
            data,
            secret_file: None,
            files: None,
            erasures: None,
            witness_file: None,
            witness_url: None,
            public_url: "http://127.0.0.1:8080".into(),
            copier: None,
            store: StoreOptions::default(),
            clock: Clock::System,
        }
    }

    /// Where files of cases lie.
    pub fn files_path(&self) -> PathBuf {
        self.files.clone().unwrap_or_else(|| self.data.join("files"))
    }

    /// Where the journal of erasures lies: a line for each, without words.
    pub fn journal_path(&self) -> PathBuf {
        self.erasures.clone().unwrap_or_else(|| self.data.join("erasures.jsonl"))
    }

    /// Where this copy of the program notes the checkpoints that it has seen.
    pub fn witness_path(&self) -> PathBuf {
        self.witness_file.clone().unwrap_or_else(|| self.data.join("witness"))
    }

    /// Where the install secret lies.
    pub fn secret_path(&self) -> PathBuf {
        self.secret_file.clone().unwrap_or_else(|| self.data.join("secret"))
    }
}

/// A running application; cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Parts>,
}

/// What an application is made of.
pub(crate) struct Parts {
    pub store: Store,
    pub policies: RwLock<(i64, Arc<Policies>)>,
    pub rules: RwLock<Arc<Book>>,
    pub access: RwLock<Arc<Access>>,
    pub secrets: Secrets,
    pub files: Files,
    pub makings: Makings,
    pub counted: Counted,
    pub disk: Disk,
    pub unproven: RwLock<Option<String>>,
    pub letter: OnceLock<Letter>,
    pub options: AppOptions,
}

impl App {
    /// An application of these parts.
    pub(crate) fn of(parts: Parts) -> Self {
        Self { inner: Arc::new(parts) }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The promises and calendars in force.
    pub fn policies(&self) -> Arc<Policies> {
        self.inner.policies.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// The rules of the company in force.
    pub(crate) fn rules(&self) -> Arc<Book> {
        self.inner.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Which generation of them this copy of the program knows.
    pub(crate) fn policies_generation(&self) -> i64 {
        self.inner.policies.read().unwrap_or_else(PoisonError::into_inner).0
    }

    /// Takes over promises, calendars and rules that were read anew.
    pub(crate) fn set_policies(&self, generation: i64, policies: Policies, rules: Book) {
        let mut known = self.inner.policies.write().unwrap_or_else(PoisonError::into_inner);
        if known.0 < generation {
            *known = (generation, Arc::new(policies));
            *self.inner.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
        }
    }

    /// What is asked of those who sign in.
    pub fn access(&self) -> Arc<Access> {
        self.inner.access.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over what was read anew of it.
    pub(crate) fn set_access(&self, access: Access) {
        let mut known = self.inner.access.write().unwrap_or_else(PoisonError::into_inner);
        if known.version < access.version {
            *known = Arc::new(access);
        }
    }

    /// The keys of this installation.
    pub fn secrets(&self) -> &Secrets {
        &self.inner.secrets
    }

    /// Why what is new on the record is not sealed, where its proof failed; in
    /// English, for an operator.
    pub fn unproven(&self) -> Option<String> {
        self.inner.unproven.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_unproven(&self, why: Option<String>) {
        *self.inner.unproven.write().unwrap_or_else(PoisonError::into_inner) = why;
    }

    /// Lets result notices be worded so from now on; said once, before anybody is served.
    pub fn word_letters_by(&self, letter: Letter) {
        self.inner.letter.get_or_init(|| letter);
    }

    /// How result notices are worded.
    pub(crate) fn letter(&self) -> Letter {
        self.inner.letter.get().copied().unwrap_or(as_given)
    }

    /// Where files of cases are kept.
    pub(crate) fn files(&self) -> &Files {
        &self.inner.files
    }

    /// Copies of pictures that are being made.
    pub(crate) fn makings(&self) -> &Makings {
        &self.inner.makings
    }

    /// How often promises were kept, as last counted.
    pub(crate) fn counted(&self) -> &Counted {
        &self.inner.counted
    }

    /// What is known of the room on the disk.
    pub(crate) fn disk(&self) -> &Disk {
        &self.inner.disk
    }

    /// Where "now" comes from.
    pub fn clock(&self) -> &Clock {
        &self.inner.options.clock
    }

    /// How it was opened.
    pub fn options(&self) -> &AppOptions {
        &self.inner.options
    }
}
