//! The start of an application: everything is opened, read and proven, or nothing is.

use crate::app::files::Files;
use crate::app::pictures::makings::Makings;
use crate::app::rates::Counted;
use crate::app::{App, AppOptions, Parts};
use crate::ground::disk::Disk;
use crate::ground::error::AppError;
use crate::ground::secrets::Secrets;
use crate::record;
use crate::settings::access::ACCESS;
use crate::settings::policies;
use crate::settings::setting::read_in_force;
use homeward_store::Store;
use homeward_store::dialect::Location;
use std::sync::{Arc, OnceLock, RwLock};

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
        let access = RwLock::new(Arc::new(store.read_blocking(|db| read_in_force(db, &ACCESS))?));
        let (counted, disk, unproven) = (Counted::default(), Disk::default(), RwLock::default());
        let letter = OnceLock::new();
        let makings = Makings::default();
        let parts =
            Parts { store, policies, rules, access, secrets, files, makings, counted, disk, unproven, letter, options };
        Ok(Self::of(parts))
    }
}
