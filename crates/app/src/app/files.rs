//! The store of files: a folder, or whatever store of objects a company has.

use super::folder::{self, Lying};
use crate::ground::disk;
use crate::ground::error::AppError;
use futures_util::TryStreamExt as _;
use homeward_domain::CaseId;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Where the files of cases lie in the store.
pub(crate) const CASES: &str = "cases";
/// Where copies lie in the store.
pub(crate) const COPIES: &str = "copies";

/// Where files are kept.
#[derive(Clone, Debug)]
pub struct Files {
    pub(crate) objects: Arc<dyn ObjectStore>,
    folder: PathBuf,
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
    pub(crate) async fn now(&self) -> Result<SystemTime, AppError> {
        self.in_its_folder(folder::now).await
    }

    pub(crate) async fn remove(&self, key: &str) -> Result<(), AppError> {
        let key = key.to_owned();
        self.in_its_folder(move |folder| folder::remove(folder, &key)).await
    }

    /// Removes all of these that can be; the first failure then.
    pub(crate) async fn remove_each(&self, all: impl IntoIterator<Item = Lying>) -> Result<(), AppError> {
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

pub(crate) fn failed(error: &object_store::Error) -> AppError {
    disk::file_error("files", error)
}
