//! What the company has set, as far as there is one of it: each setting says in one
//! place what it takes and what a look at its effect counts. Its versions, the look and
//! the change are the same for all.

pub mod access;
pub mod grading;
pub mod retention;
pub mod terms;

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::field::{Field, Takes};
use crate::form::{self, Fields};
use crate::policies::{self as in_force, Written};
use futures_util::future::BoxFuture;
use homeward_domain::case::Rejection;
use homeward_domain::time::Timestamp;
use homeward_store::jobs::Job;
use homeward_store::policies::{self, Definition, Policy};
use homeward_store::{Db, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Every setting of which there is one, in the order in which the desk shows them.
pub static ALL: [&Setting; 4] = [&grading::GRADING, &terms::TERMS, &retention::RETENTION, &access::ACCESS];

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

/// What a change came to.
pub struct Changed {
    /// The new version.
    pub new: Value,
    /// The job that brings open cases along, where one does.
    pub job: Option<Job>,
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

/// The version in force.
pub async fn current(app: &App, setting: &'static Setting) -> Result<Value, AppError> {
    Ok(app.store().read(move |db| newest(db, setting)).await?)
}

/// Every version, in order; the one that came with the program first.
pub async fn versions(app: &App, setting: &'static Setting) -> Result<Vec<Written<Value>>, AppError> {
    let own = in_force::written(app, setting.kind(), setting.lift).await?;
    let shipped = Written::shipped((setting.shipped)());
    let has_own = own.first().is_some_and(|written| written.version <= 1);
    let shipped = (version(&shipped.what) > 0 && !has_own).then_some(shipped);
    Ok(shipped.into_iter().chain(own).collect())
}

/// What the change in the body would do: a number for each of the setting's counts.
pub async fn preview(app: &App, setting: &'static Setting, body: &Value) -> Result<Vec<i64>, AppError> {
    let Some(preview) = &setting.preview else { return Ok(Vec::new()) };
    let before = current(app, setting).await?;
    let after = next(app, setting, &before, body)?;
    if is_same(&before, &after) && !preview.tells_of_same {
        return Err(Rejection::NothingToChange.into());
    }
    (preview.count)(app.clone(), after).await
}

/// Changes it: the next version. Refused where it has changed since the version that was
/// read, if that is told.
pub async fn change(
    app: &App,
    caller: &Caller,
    setting: &'static Setting,
    body: &Value,
    read: Option<i64>,
) -> Result<Changed, AppError> {
    let before = current(app, setting).await?;
    let new = next(app, setting, &before, body)?;
    if is_same(&before, &new) {
        return Err(Rejection::NothingToChange.into());
    }
    if read.is_some_and(|read| read != version(&before)) {
        return Err(AppError::Stale(version(&before)));
    }
    let definition = in_force::definition((setting.name, version(&new)), &new, caller.actor, app)?;
    if setting.is_followed {
        let job = in_force::write_for_all(app, setting.kind(), definition).await?;
        return Ok(Changed { new, job: Some(job) });
    }
    in_force::write(app, setting.kind(), definition).await?;
    Ok(Changed { new, job: None })
}

fn next(app: &App, setting: &Setting, before: &Value, body: &Value) -> Result<Value, AppError> {
    let next = Next { before, version: version(before) + 1, now: app.clock().now() };
    form::read(body, |fields| (setting.read)(fields, &next))
}

/// Whether two versions say the same.
fn is_same(one: &Value, other: &Value) -> bool {
    let says = |version: &Value| {
        let mut says = version.as_object().cloned().unwrap_or_default();
        says.remove("version");
        says
    };
    says(one) == says(other)
}

/// A version as the API shows it: moments in words.
pub fn shown(setting: &Setting, kept: &Value) -> Map<String, Value> {
    let mut shown = kept.as_object().cloned().unwrap_or_default();
    let moments = setting.fields.iter().chain(setting.besides).filter(|field| matches!(field.takes, Takes::Time));
    for field in moments {
        if let Some(micros) = shown.get(field.name).and_then(Value::as_i64) {
            shown.insert(field.name.to_owned(), Timestamp(micros).to_rfc3339().into());
        }
    }
    shown
}

/// A version as it is kept.
fn kept(version: &impl Serialize) -> Value {
    serde_json::to_value(version).unwrap_or_default()
}

/// A version as it was kept, with what an earlier program did not say.
fn lift<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, StoreError> {
    Ok(kept(&in_force::parse::<T>(text)?))
}

/// A version as its rule reads it.
fn said<T: DeserializeOwned>(version: &Value) -> Result<T, StoreError> {
    T::deserialize(version).map_err(StoreError::corrupt)
}

/// Keeps the first version, where the first start must fill it.
fn keep_first(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_says_what_it_takes_and_what_it_counts() {
        for setting in ALL {
            let name = setting.name;
            assert!(!setting.about.read.is_empty() && !setting.about.change.is_empty(), "{name} is not described");
            assert_eq!(
                setting.preview.is_some(),
                !setting.about.preview.is_empty(),
                "{name}: a look is counted and told"
            );
            let shipped = (setting.shipped)();
            assert!(shipped["version"].is_i64(), "{name} ships without a number");
            let known = |field: &&Field| !shipped.as_object().is_some_and(|kept| kept.contains_key(field.name));
            let missing: Vec<&str> = setting.fields.iter().filter(known).map(|field| field.name).collect();
            assert!(missing.is_empty(), "{name} ships without {missing:?}");
            assert_eq!(ALL.iter().filter(|other| other.name == name).count(), 1);
        }
    }
}
