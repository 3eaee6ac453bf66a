//! The categories of the company in every version: names of its own, categories
//! of its own, and those that it does not use.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
use crate::settings::policies::{self as in_force, CATEGORY};
use crate::settings::versions::{Written, definition, must_be_newest, parse, written_of};
use homeward_domain::case::Rejection;
use homeward_domain::catalogue::Category;
pub use homeward_domain::categories::{Categories, OwnCategory};
use homeward_store::cases;
use serde_json::Value;

/// What a change would touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Open cases that have the category.
    pub cases: i64,
}

/// Reads a category of the company, in use or not.
pub(crate) fn read<'a>(fields: &Fields<'a>, name: &'a str, known: &Categories) -> Option<Category> {
    let spellings: Vec<&str> = known.in_use().map(Category::as_str).collect();
    fields.spelled(name, |text| known.find(text).map(|one| one.id.clone()), &spellings)
}

/// Reads a list of them.
pub(crate) fn read_list<'a>(fields: &Fields<'a>, name: &'a str, known: &Categories) -> Option<Vec<Category>> {
    let spellings: Vec<&str> = known.in_use().map(Category::as_str).collect();
    fields.spelled_list(name, |text| known.find(text).map(|one| one.id.clone()), &spellings)
}

/// Every version of one, in order; none where there is no such category.
pub async fn versions(app: &App, id: &str) -> Result<Vec<Written<OwnCategory>>, AppError> {
    let shipped = Category::shipped().find(|one| one.as_str() == id).map(OwnCategory::shipped).map(Written::shipped);
    Ok(shipped.into_iter().chain(written_of(app, CATEGORY, id, parse::<OwnCategory>).await?).collect())
}

/// What a change of one would touch.
pub async fn preview(app: &App, id: &str, body: &Value) -> Result<Preview, AppError> {
    changed(app, id, body)?;
    let id = id.to_owned();
    let cases = app.store().read(move |db| cases::open_in_category(db, &id)).await?;
    Ok(Preview { cases })
}

/// Adds one of the company's own. Body: `id`, as `service.pet_transport`; `name`
/// by language.
pub async fn add(app: &App, caller: &Caller, body: &Value) -> Result<OwnCategory, AppError> {
    let new = form::read(body, |fields| {
        let id =
            fields.required("id", fields.checked_text("id", "not_a_category", |text| Category::parse(text).is_some()));
        let id = id.as_deref().and_then(Category::parse);
        let name = fields.required("name", fields.wording("name"));
        let active = fields.optional_truth("active").unwrap_or(true);
        Some(OwnCategory { id: id?, version: 1, name: name?, active })
    })?;
    if app.policies().categories().find(new.id.as_str()).is_some() {
        return Err(AppError::Invalid(vec![FieldError::new("id", "reference_taken")]));
    }
    write(app, caller, &new).await?;
    Ok(new)
}

/// Renames one, or puts it out of use or into it again. Refused where it has
/// changed since the version that was read, if that is told.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: &str,
    body: &Value,
    read: Option<i64>,
) -> Result<OwnCategory, AppError> {
    let new = changed(app, id, body)?;
    must_be_newest(read, new.version - 1)?;
    write(app, caller, &new).await?;
    Ok(new)
}

async fn write(app: &App, caller: &Caller, new: &OwnCategory) -> Result<(), AppError> {
    let definition = definition((new.id.as_str(), new.version), new, caller.actor, app)?;
    in_force::write(app, CATEGORY, definition).await
}

/// The next version, as the body tells it whole.
fn changed(app: &App, id: &str, body: &Value) -> Result<OwnCategory, AppError> {
    let policies = app.policies();
    let before = policies.categories().find(id).ok_or(AppError::NotFound)?;
    let is_shipped = Category::shipped().any(|one| one == before.id);
    let after = form::read(body, |fields| {
        let name = fields.wording("name");
        // What came with the program has a name to go back to.
        let name = if is_shipped { name.unwrap_or_default() } else { fields.required("name", name)? };
        let active = fields.optional_truth("active").unwrap_or(before.active);
        Some(OwnCategory { id: before.id.clone(), version: before.version + 1, name, active })
    })?;
    if (OwnCategory { version: before.version, ..after.clone() }) == *before {
        return Err(Rejection::NothingToChange.into());
    }
    Ok(after)
}
