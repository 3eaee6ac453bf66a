//! What holds for every act by the fields that it has, so that none can forget it.

use super::Act;
use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Field, Takes};
use crate::ground::request::Request;
use crate::read::quiet;
use crate::write::apologies;
use homeward_store::people;
use serde_json::Value;

/// Holds a body against them. Gives whether the act speaks to somebody for whom it is night.
pub(super) async fn all(app: &App, act: &Act, request: &Request, body: &Value) -> Result<bool, AppError> {
    staff_are_known(app, act.fields, body).await?;
    if !act.speaks() {
        return Ok(false);
    }
    apologies::must_be_own(app, request, body).await?;
    quiet::must_be_asked(app, request, body).await
}

/// Refuses numbers of members of staff whom nobody knows.
async fn staff_are_known(app: &App, fields: &[Field], body: &Value) -> Result<(), AppError> {
    let mut named = Vec::new();
    staff_named(fields, body, "", &mut named);
    if named.is_empty() {
        return Ok(());
    }
    let unknown = move |db: &homeward_store::Db| {
        let mut unknown = Vec::new();
        for (path, number) in &named {
            if people::staff(db, *number)?.is_none() {
                unknown.push(FieldError::new(path.clone(), "no_such_staff"));
            }
        }
        Ok::<_, AppError>(unknown)
    };
    let unknown = app.store().read(unknown).await?;
    if unknown.is_empty() { Ok(()) } else { Err(AppError::Invalid(unknown)) }
}

/// The members of staff whom a body names, by number, with the paths of their fields.
fn staff_named(fields: &[Field], body: &Value, at: &str, found: &mut Vec<(String, i64)>) {
    for field in fields {
        let Some(value) = body.get(field.name) else { continue };
        let path = format!("{at}{}", field.name);
        match field.takes {
            Takes::Staff => found.extend(value.as_i64().map(|number| (path, number))),
            Takes::Object(inner) => staff_named(inner, value, &format!("{path}."), found),
            Takes::Objects(inner, ..) => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    staff_named(inner, item, &format!("{path}[{place}]."), found);
                }
            }
            _ => {}
        }
    }
}
