//! Options from the command line, the environment and a file, in this order.

use crate::arguments::{LogFormat, Shared};
use crate::picture_copy;
use anyhow::{Context as _, Result, bail};
use homeward_app::{App, AppOptions, Clock, Location, StoreOptions, record};
use ipnet::IpNet;
use serde::Deserialize;
use std::path::PathBuf;

/// What the program runs with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of everything outside the database.
    pub data: PathBuf,
    /// Where the data lives.
    pub location: Location,
    /// Address to serve on.
    pub listen: String,
    /// What links begin with; `http://` and the address where it is not told.
    pub public_url: Option<String>,
    /// The secret file, where it is named.
    pub secret_file: Option<PathBuf>,
    /// The folder of files of cases, where it is named.
    pub files: Option<PathBuf>,
    /// The witness of this copy, where it is named.
    pub witness_file: Option<PathBuf>,
    /// The address that checkpoints are sent to, where one is named.
    pub witness_url: Option<String>,
    /// The journal of erasures, where it is named.
    pub erasures: Option<PathBuf>,
    /// The same without this command line: the journal with which the place goes on.
    pub lasting_erasures: Option<PathBuf>,
    /// Proxies that tell for whom they ask.
    pub trusted_proxies: Vec<IpNet>,
    /// Form of the log.
    pub log_format: LogFormat,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionsFile {
    data: Option<PathBuf>,
    database: Option<String>,
    listen: Option<String>,
    public_url: Option<String>,
    secret_file: Option<PathBuf>,
    files: Option<PathBuf>,
    erasures: Option<PathBuf>,
    witness_file: Option<PathBuf>,
    witness_url: Option<String>,
    #[serde(default)]
    trusted_proxies: Vec<IpNet>,
    log_format: Option<LogFormat>,
}

impl Settings {
    /// Puts the options together.
    pub fn read(shared: &Shared) -> Result<Self> {
        let file = match &shared.config {
            Some(path) => {
                let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
                toml::from_str(&text).with_context(|| path.display().to_string())?
            }
            None => OptionsFile::default(),
        };
        let data = shared.data.clone().or(file.data).unwrap_or_else(|| "data".into());
        let location = match shared.database.clone().or(file.database) {
            Some(url) => match Location::parse(&url) {
                Some(location) => location,
                None => bail!("--database: must begin with sqlite:// or postgres://"),
            },
            None => Location::Sqlite(data.join("homeward.db")),
        };
        let public_url = shared.public_url.clone().or(file.public_url);
        if public_url.as_deref().is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            bail!("--public-url: must begin with http:// or https://");
        }
        let witness_url = shared.witness_url.clone().or(file.witness_url);
        if witness_url.as_deref().is_some_and(|url| !record::is_address(url)) {
            bail!("--witness-url: must be an address that begins with http:// or https://");
        }
        Ok(Self {
            data,
            location,
            listen: shared.listen.clone().or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".into()),
            public_url: public_url.map(|url| url.trim_end_matches('/').to_owned()),
            secret_file: shared.secret_file.clone().or(file.secret_file),
            files: shared.files.clone().or(file.files),
            lasting_erasures: shared.lasting_erasures.clone().or_else(|| file.erasures.clone()),
            erasures: shared.erasures.clone().or(file.erasures),
            witness_file: shared.witness_file.clone().or(file.witness_file),
            witness_url,
            trusted_proxies: if shared.trusted_proxies.is_empty() {
                file.trusted_proxies
            } else {
                shared.trusted_proxies.clone()
            },
            log_format: shared.log_format.or(file.log_format).unwrap_or_default(),
        })
    }

    /// How the application is opened with these settings.
    pub fn app_options(&self) -> AppOptions {
        AppOptions {
            location: self.location.clone(),
            data: self.data.clone(),
            secret_file: self.secret_file.clone(),
            files: self.files.clone(),
            erasures: self.erasures.clone(),
            witness_file: self.witness_file.clone(),
            witness_url: self.witness_url.clone(),
            public_url: self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen)),
            copier: picture_copy::copier(),
            store: StoreOptions::default(),
            clock: Clock::System,
        }
    }

    /// Opens a company that is there. A mistyped place would otherwise be made, and an
    /// empty record proves itself.
    pub async fn open_existing(&self) -> Result<App> {
        let location = self.location.clone();
        if !tokio::task::spawn_blocking(move || App::is_there(&location)).await?? {
            let place = match &self.location {
                Location::Sqlite(path) => path.display().to_string(),
                Location::Postgres(_) => "that database".to_owned(),
            };
            bail!("{place}: no company is kept here; are --data and --database right? homeward serve begins one");
        }
        self.open().await
    }

    /// Opens the application, off the threads that must not block.
    pub async fn open(&self) -> Result<App> {
        open(self.app_options()).await
    }
}

/// Opens an application with these options.
pub async fn open(options: AppOptions) -> Result<App> {
    Ok(tokio::task::spawn_blocking(move || App::open(options)).await??)
}

/// Closes an application: waits until what was accepted is done.
pub async fn close(app: App) -> Result<()> {
    Ok(tokio::task::spawn_blocking(move || drop(app)).await?)
}
