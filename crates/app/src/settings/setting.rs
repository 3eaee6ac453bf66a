//! What a setting of which there is one is: what it takes, how it is kept and read, what
//! a look at its effect counts.

use crate::app::App;
use crate::ground::error::AppError;
use crate::ground::field::Field;
use crate::ground::form::Fields;
use crate::settings::versions::parse;
use futures_util::future::BoxFuture;
use homeward_domain::time::Timestamp;
use homeward_store::policies::{self, Definition, Policy};
use homeward_store::{Db, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A setting, kept in versions as JSON with their number.
pub struct Setting {
    /// As in paths, in the database and in the names of its words.
    pub name: &'static str,
    /// The stem of the types of its bodies in the description of the API.
    pub type_name: &'static str,
    /// What it is, what a look at its effect tells, and what a change of it does: sentences
    /// of the description.
    pub about: About,
    /// What a body takes, and a form asks for.
    pub fields: &'static [Field],
    /// What stands in a version besides and is not sent.
    pub besides: &'static [Field],
    /// Reads a version as it was kept, also by an earlier program.
    pub lift: fn(&str) -> Result<Value, StoreError>,
    /// The version that holds where the company has written none: 1 where it came with the
    /// program, 0 where nothing is set.
    pub shipped: fn() -> Value,
    /// Reads the next version from a body.
    pub read: fn(&Fields<'_>, &Next<'_>) -> Option<Value>,
    /// The look at the effect of a change, where there is one.
    pub preview: Option<Preview>,
    /// Whether open cases are brought along by a job.
    pub is_followed: bool,
}

/// Sentences of the description of the API.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// What it is.
    pub read: &'static str,
    /// What a look at the effect of a change tells; empty where there is none.
    pub preview: &'static str,
    /// What a change does.
    pub change: &'static str,
}

/// A look at the effect of a change.
pub struct Preview {
    /// What is counted: the names in the answer, each with what it counts.
    pub counts: &'static [(&'static str, &'static str)],
    /// Counts it, for a version that was read.
    pub count: fn(App, Value) -> Counting,
    /// Whether it tells something also where nothing is changed, since what is counted goes
    /// on with time.
    pub tells_of_same: bool,
}

/// The numbers of a setting's counts, on their way.
pub type Counting = BoxFuture<'static, Result<Vec<i64>, AppError>>;

/// What a version is read after.
pub struct Next<'a> {
    /// The version in force.
    pub before: &'a Value,
    /// The number of the next one.
    pub version: i64,
    /// Now.
    pub now: Timestamp,
}

impl Setting {
    /// Its kind in the database.
    pub const fn kind(&self) -> Policy {
        Policy(self.name)
    }
}

/// The number of a version.
pub fn version(of: &Value) -> i64 {
    of.get("version").and_then(Value::as_i64).unwrap_or(0)
}

/// The newest version, inside a transaction.
pub(crate) fn newest(db: &Db, setting: &Setting) -> Result<Value, StoreError> {
    let newest = policies::all(db, setting.kind())?.pop();
    newest.map_or_else(|| Ok((setting.shipped)()), |definition| (setting.lift)(&definition.text))
}

/// What holds now, as the rule that goes by it reads it.
pub(crate) fn read_in_force<T: DeserializeOwned>(db: &Db, setting: &Setting) -> Result<T, StoreError> {
    serde_json::from_value(newest(db, setting)?).map_err(StoreError::corrupt)
}

/// A version as it is kept.
pub(super) fn kept(version: &impl Serialize) -> Value {
    serde_json::to_value(version).unwrap_or_default()
}

/// A version as it was kept, with what an earlier program did not say.
pub(super) fn lift<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, StoreError> {
    Ok(kept(&parse::<T>(text)?))
}

/// A version as its rule reads it.
pub(super) fn said<T: DeserializeOwned>(version: &Value) -> Result<T, StoreError> {
    T::deserialize(version).map_err(StoreError::corrupt)
}

/// Keeps the first version, where the first start must fill it.
pub(super) fn keep_first(
    db: &Db,
    setting: &Setting,
    what: &impl Serialize,
    now: Timestamp,
    actor: String,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(what).map_err(StoreError::corrupt)?;
    let definition = Definition { id: setting.name.to_owned(), version: 1, text, actor, added_at: now.0 };
    policies::add(db, setting.kind(), &definition)
}
