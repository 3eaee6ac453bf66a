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
    let one =
        move |d: Definition| Ok(Written { what: parse(&d.text)?, version: d.version, actor: d.actor, at: d.added_at });
    let read = move |db: &Db| policies::all(db, policy)?.into_iter().map(one).collect::<Result<_, StoreError>>();
    Ok(app.store().read(read).await?)
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
