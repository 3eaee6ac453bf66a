//! The application: a store, the rules in force, the secrets and a clock.

use crate::case::{Letter, as_given};
use crate::clock::Clock;
use crate::disk::Disk;
use crate::error::AppError;
use crate::files::Files;
use crate::kept::Counted;
use crate::pictures::{Copier, Makings};
use crate::policies;
use crate::record;
use crate::rules::Book;
use crate::secrets::Secrets;
use crate::settings;
use crate::settings::access::{ACCESS, Access};
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
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    policies: RwLock<(i64, Arc<Policies>)>,
    rules: RwLock<Arc<Book>>,
    access: RwLock<Arc<Access>>,
    secrets: Secrets,
    files: Files,
    makings: Makings,
    counted: Counted,
    disk: Disk,
    unproven: RwLock<Option<String>>,
    letter: OnceLock<Letter>,
    options: AppOptions,
}

impl App {
    /// Whether the data of a company are at a place. Makes nothing. Blocks.
    pub fn is_there(location: &Location) -> Result<bool, AppError> {
        Ok(Store::is_there(location)?)
    }

    /// Opens everything, bringing the schema up to date and the record of an earlier
    /// version under proof. Refuses a record whose secret is not there or another one.
    /// Blocks.
    pub fn open(options: AppOptions) -> Result<Self, AppError> {
        record::secret_must_be_there(&options)?;
        let app = Self::open_unproven(options)?;
        record::bring_under_proof(&app, record::Because::Started)?;
        Ok(app)
    }

    /// [`Self::open`] for a place that is not complete yet: whoever fills it has the
    /// record proven in the end.
    pub(crate) fn open_unproven(options: AppOptions) -> Result<Self, AppError> {
        std::fs::create_dir_all(&options.data)
            .map_err(|e| AppError::File(format!("{}: {e}", options.data.display())))?;
        let secrets = Secrets::load_or_create(&options.secret_path())?;
        let files = Files::in_folder(&options.files_path())?;
        let store = Store::open(options.location.clone(), secrets.record_key(), options.store)?;
        record::secret_must_fit(&store, &secrets, &options)?;
        record::begin(&store, &options)?;
        record::reread(&store)?;
        let (generation, policies, rules) = policies::load(&store, options.clock.now())?;
        let (policies, rules) = (RwLock::new((generation, Arc::new(policies))), RwLock::new(Arc::new(rules)));
        let access = RwLock::new(Arc::new(store.read_blocking(|db| settings::read_in_force(db, &ACCESS))?));
        let (counted, disk, unproven) = (Counted::default(), Disk::default(), RwLock::default());
        let letter = OnceLock::new();
        let makings = Makings::default();
        let inner =
            Inner { store, policies, rules, access, secrets, files, makings, counted, disk, unproven, letter, options };
        Ok(Self { inner: Arc::new(inner) })
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
