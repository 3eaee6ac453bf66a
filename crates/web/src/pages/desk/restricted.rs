//! What stands in the place of a case under restriction: why it is not shown, and
//! for whoever may open it, the question why they must.

use super::said::Said;
use super::shell::Shell;
use super::visit::Visit;
use crate::frame::{PageError, page};
use crate::wording::of_restriction;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::{AppError, Restricted, read};

#[derive(Template)]
#[template(path = "desk/restricted.html")]
struct RestrictedPage {
    shell: Shell,
    number: String,
    done: Option<Said>,
    why: String,
    may_open: bool,
    error: Option<String>,
    key: String,
}

/// The page in the place of a case, with what was just done to it.
pub async fn in_place(
    visit: &Visit,
    number: String,
    restricted: &Restricted,
    done: Option<Said>,
) -> Result<Response, PageError> {
    shown(visit, number, restricted, done, None).await
}

/// The same where somebody has not said why, or has been let in meanwhile.
pub async fn again(visit: &Visit, number: String, error: String) -> Result<Response, PageError> {
    match read::case(visit.app(), visit.caller(), number.clone()).await {
        Err(AppError::Restricted(restricted)) => shown(visit, number, &restricted, None, Some(error)).await,
        Err(error) => Err(visit.failed(error)),
        Ok(_) => Ok(Redirect::to(&format!("/desk/cases/{number}")).into_response()),
    }
}

async fn shown(
    visit: &Visit,
    number: String,
    restricted: &Restricted,
    done: Option<Said>,
    error: Option<String>,
) -> Result<Response, PageError> {
    let shell = visit.shell("restricted-title").await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
    let why = of_restriction(visit.language, restricted);
    let key = homeward_app::form_key();
    let shown = RestrictedPage { shell, number, done, why, may_open: restricted.may_open, error, key };
    Ok((status, page(&shown)?).into_response())
}
