//! Versions of what the company sets, as they are kept: who wrote which, and when.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::actor::Actor;
use homeward_store::policies::{self, Definition, Policy};
use homeward_store::{Db, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One version of something that the company has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// What it says.
    pub what: T,
    /// From 1.
    pub version: i64,
    /// Who wrote it.
    pub actor: String,
    /// When, in microseconds of UTC; 0 where it came with the program.
    pub at: i64,
}

impl<T> Written<T> {
    /// A version as it was kept.
    fn read(kept: Definition, parse: fn(&str) -> Result<T, StoreError>) -> Result<Self, StoreError> {
        Ok(Self { what: parse(&kept.text)?, version: kept.version, actor: kept.actor, at: kept.added_at })
    }

    /// What came with the program, before anybody wrote another version.
    pub(crate) fn shipped(what: T) -> Self {
        Self { what, version: 1, actor: Actor::System.to_string(), at: 0 }
    }
}

/// Every version of everything of a kind, by name and version, read by `parse`.
pub(crate) async fn written<T: Send + 'static>(
    app: &App,
    policy: Policy,
    parse: fn(&str) -> Result<T, StoreError>,
) -> Result<Vec<Written<T>>, AppError> {
    let read = move |db: &Db| {
        let all = policies::all(db, policy)?.into_iter();
        all.map(|definition| Written::read(definition, parse)).collect::<Result<_, StoreError>>()
    };
    Ok(app.store().read(read).await?)
}

/// Those of one of that name, in order.
pub(crate) async fn written_of<T: Send + 'static>(
    app: &App,
    policy: Policy,
    id: &str,
    parse: fn(&str) -> Result<T, StoreError>,
) -> Result<Vec<Written<T>>, AppError> {
    let id = id.to_owned();
    let read = move |db: &Db| {
        let own = policies::all(db, policy)?.into_iter().filter(|definition| definition.id == id);
        own.map(|definition| Written::read(definition, parse)).collect::<Result<_, StoreError>>()
    };
    Ok(app.store().read(read).await?)
}

/// Refuses a change that was meant for another version than the newest, where it says for
/// which.
pub(crate) fn must_be_newest(meant: Option<i64>, newest: i64) -> Result<(), AppError> {
    if meant.is_some_and(|meant| meant != newest) { Err(AppError::Stale(newest)) } else { Ok(()) }
}

/// Reads what was kept as JSON.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(StoreError::corrupt)
}

/// A definition as it is kept.
pub(crate) fn definition(
    (id, version): (&str, i64),
    what: &impl Serialize,
    actor: Actor,
    app: &App,
) -> Result<Definition, AppError> {
    let text = serde_json::to_string(what).map_err(StoreError::corrupt)?;
    Ok(Definition { id: id.to_owned(), version, text, actor: actor.to_string(), added_at: app.clock().now().0 })
}
