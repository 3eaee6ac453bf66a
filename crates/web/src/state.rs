//! What every handler can reach.

use crate::limits::Limits;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::notice;
use homeward_app::{App, AppError, Caller, tokens};
use homeward_domain::record::Hash;
use ipnet::IpNet;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// The most requests with files that are read at once, of travellers and of staff each:
/// one file of each is in memory.
const UPLOADS_AT_ONCE_MAX: usize = 12;
/// How long a token that was looked up is believed; a revocation takes this long at most.
const TOKEN_BELIEVED: Duration = Duration::from_secs(5);
/// Tokens remembered; more are looked up each time.
const TOKENS_MAX: usize = 1_000;

/// The web side of an application; cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The application.
    pub app: App,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Live changes.
    pub live: Arc<Live>,
    /// How much one sender may ask of the public pages.
    pub limits: Arc<Limits>,
    /// Room for files that travellers send.
    pub public_uploads: Arc<Semaphore>,
    /// Room for files that staff and programs send, whatever travellers do.
    pub staff_uploads: Arc<Semaphore>,
    tokens: Arc<Mutex<HashMap<Hash, (Caller, Instant)>>>,
}

impl Web {
    /// The web side of an application.
    pub fn new(app: App) -> Self {
        Self::behind(app, Vec::new())
    }

    /// The web side of an application behind proxies that tell who asks.
    pub fn behind(app: App, proxies: Vec<IpNet>) -> Self {
        app.word_letters_by(notice::compose);
        let (metrics, live) = (Arc::new(Metrics::new()), Arc::new(Live::default()));
        let rooms = || Arc::new(Semaphore::new(UPLOADS_AT_ONCE_MAX));
        Self {
            app,
            metrics,
            live,
            limits: Arc::new(Limits::new(proxies)),
            public_uploads: rooms(),
            staff_uploads: rooms(),
            tokens: Arc::default(),
        }
    }

    /// Whether travellers and staff come over an encrypted connection.
    pub fn is_encrypted(&self) -> bool {
        self.app.options().public_url.starts_with("https://")
    }

    /// Who a token stands for, looked up at most once in a few seconds.
    pub(crate) async fn token_caller(&self, secret: &str) -> Result<Caller, AppError> {
        let key = Hash(Sha256::digest(secret.as_bytes()).into());
        if let Some((caller, at)) = self.remembered().get(&key)
            && at.elapsed() < TOKEN_BELIEVED
        {
            return Ok(caller.clone());
        }
        let caller = tokens::caller(&self.app, secret).await?;
        let mut tokens = self.remembered();
        tokens.retain(|_, (_, at)| at.elapsed() < TOKEN_BELIEVED);
        if tokens.len() < TOKENS_MAX {
            tokens.insert(key, (caller.clone(), Instant::now()));
        }
        Ok(caller)
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<Hash, (Caller, Instant)>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
