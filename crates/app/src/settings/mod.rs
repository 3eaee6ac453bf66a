//! What the company has set, as far as there is one of it: each setting says in one
//! place what it takes and what a look at its effect counts. Its versions, the look and
//! the change are the same for all.

pub mod access;
pub mod calendars;
pub mod categories;
pub mod grading;
pub mod policies;
pub mod promises;
pub mod retention;
pub(crate) mod setting;
pub mod sops;
pub mod terms;
pub mod usual_measures;
pub mod versions;

pub use setting::{About, Counting, Next, Preview, Setting, version};

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::field::Takes;
use crate::ground::form;
use crate::settings::policies::{self as in_force, CALENDAR, CATEGORY, PROMISE, SOP};
use crate::settings::versions::{Written, definition, must_be_newest, written};
use homeward_domain::case::Rejection;
use homeward_domain::time::Timestamp;
use homeward_store::jobs::Job;
use homeward_store::policies::Policy;
use serde_json::{Map, Value};
use setting::newest;

/// Every setting of which there is one, in the order in which the desk shows them.
pub static ALL: [&Setting; 4] = [&grading::GRADING, &terms::TERMS, &retention::RETENTION, &access::ACCESS];

/// What a change came to.
pub struct Changed {
    /// The new version.
    pub new: Value,
    /// The job that brings open cases along, where one does.
    pub job: Option<Job>,
}

/// Everything that is kept in versions.
pub(crate) fn kinds() -> impl Iterator<Item = Policy> {
    let listed = [PROMISE, CALENDAR, SOP, CATEGORY];
    listed.into_iter().chain(ALL.into_iter().map(Setting::kind))
}

/// The version in force.
pub async fn current(app: &App, setting: &'static Setting) -> Result<Value, AppError> {
    Ok(app.store().read(move |db| newest(db, setting)).await?)
}

/// Every version, in order; the one that came with the program first.
pub async fn versions(app: &App, setting: &'static Setting) -> Result<Vec<Written<Value>>, AppError> {
    let own = written(app, setting.kind(), setting.lift).await?;
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
    must_be_newest(read, version(&before))?;
    let definition = definition((setting.name, version(&new)), &new, caller.actor, app)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::field::Field;

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
