//! Views that people keep, from the page.

use super::super::visit::Visit;
use super::asked::Asked;
use crate::form::{Typed, first};
use crate::frame::PageError;
use crate::guard::{OwnForm, is_own_form};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::{AppError, Scope, views};
use serde_json::json;

/// Keeps what is asked of the queue under a name.
pub async fn keep(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow(Scope::CasesWrite)?;
    let told: Vec<(String, String)> = serde_urlencoded::from_str(first(&typed, "query")).unwrap_or_default();
    let query = Asked::read(&told).query();
    let body = json!({"name": first(&typed, "name"), "query": query, "shared": !first(&typed, "shared").is_empty()});
    let kept = match views::parse(&body) {
        Ok(new) => views::keep(visit.app(), &visit.signed_in.caller, new).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(view) => Ok(Redirect::to(&format!("/desk?kept={}&{}", view.id, view.query)).into_response()),
        // The page that comes back says what was wrong, with the queue as it stood.
        Err(AppError::Invalid(errors)) => {
            let code = errors.first().map_or("required", |error| error.code).replace('_', "-");
            Ok(Redirect::to(&format!("/desk?not_kept={code}&{query}")).into_response())
        }
        Err(error) => Err(visit.failed(error)),
    }
}

/// Removes a view.
pub async fn remove(visit: Visit, headers: HeaderMap, Path(id): Path<i64>) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(visit.language));
    }
    views::remove(visit.app(), &visit.signed_in.caller, id).await.map_err(|error| visit.failed(error))?;
    Ok(Redirect::to("/desk").into_response())
}
