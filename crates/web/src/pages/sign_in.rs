//! Sign-in by one-time link. Looking at a link does not use it up: a form does.

use super::frame::{Frame, PageError, page};
use super::session::{self, set_cookie};
use crate::api::field_message;
use crate::guard::{OwnForm, is_own_form};
use crate::language::{Language, cookie};
use crate::state::Web;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::AppError;
use homeward_app::people::{self, Link};

#[derive(Template)]
#[template(path = "sign_in_needed.html")]
struct Needed {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    lead: String,
    submit: String,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    label: String,
    kind: &'static str,
    autocomplete: &'static str,
    value: String,
    error: Option<String>,
}

/// The names typed into the form of the first administrator.
#[derive(Default, serde::Deserialize)]
pub struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

pub async fn needed(language: Language, uri: Uri) -> Result<Response, PageError> {
    page(&Needed { frame: Frame::new(language, "sign-in-title", &uri) })
}

pub async fn form(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(secret): Path<String>,
) -> Result<Response, PageError> {
    let link = look(&web, language, &secret).await?;
    page(&sign_in_page(language, &uri, &link, &Typed::default(), &[]))
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(secret): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let link = look(&web, language, &secret).await?;
    let first = (link == Link::First).then_some((typed.name.as_str(), typed.email.as_str()));
    match people::sign_in(&web.app, &secret, first).await {
        Ok(session) => Ok(([(header::SET_COOKIE, set_cookie(&web, &session))], Redirect::to("/desk")).into_response()),
        Err(AppError::Invalid(errors)) => {
            let errors: Vec<_> = errors.iter().map(|e| (e.field.clone(), field_message(language, e))).collect();
            let form = page(&sign_in_page(language, &uri, &link, &typed, &errors))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form).into_response())
        }
        Err(AppError::NotFound) => Err(PageError::link_dead(language)),
        Err(error) => Err(PageError::new(language, &error)),
    }
}

pub async fn sign_out(State(web): State<Web>, language: Language, headers: HeaderMap) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    if let Some(secret) = cookie(&headers, session::COOKIE) {
        people::sign_out(&web.app, &secret).await.map_err(|e| PageError::new(language, &e))?;
    }
    Ok(([(header::SET_COOKIE, set_cookie(&web, ""))], Redirect::to("/sign-in")).into_response())
}

async fn look(web: &Web, language: Language, secret: &str) -> Result<Link, PageError> {
    people::look_at_link(&web.app, secret).await.map_err(|error| match error {
        AppError::NotFound => PageError::link_dead(language),
        other => PageError::new(language, &other),
    })
}

fn sign_in_page(language: Language, uri: &Uri, link: &Link, typed: &Typed, errors: &[(String, String)]) -> SignIn {
    let is_first = *link == Link::First;
    let frame = Frame::new(language, if is_first { "sign-in-first-title" } else { "sign-in-title" }, uri);
    let field = |name: &'static str, kind, autocomplete, value: &str| Field {
        name,
        label: frame.t(&format!("sign-in-{name}")),
        kind,
        autocomplete,
        value: value.to_owned(),
        error: errors.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone()),
    };
    let fields = if is_first {
        vec![field("name", "text", "name", &typed.name), field("email", "email", "email", &typed.email)]
    } else {
        Vec::new()
    };
    let lead = frame.t(if is_first { "sign-in-first-lead" } else { "sign-in-staff-lead" });
    let submit = frame.t(if is_first { "sign-in-first-submit" } else { "sign-in-submit" });
    SignIn { lead, submit, fields, frame }
}
