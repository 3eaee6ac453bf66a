//! One's own page: password, second factor, sessions, language.

use super::shell::Shell;
use super::visit::Visit;
use crate::form::{self, Field, Input, Takes, Typed, errors_of, first, inputs, must};
use crate::frame::{PageError, page};
use crate::guard::{OwnForm, is_own_form};
use crate::limits::PROOFS;
use crate::pages::qr::{Offered, offered};
use crate::wording::time;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::sign_in::{self, OwnSession, Way, Ways};
use homeward_app::{AppError, FieldError};

/// A first password.
pub const NEW_PASSWORD: &[Field] = &[must("password", Takes::Secret("new-password"))];
/// Another password.
pub const CHANGED_PASSWORD: &[Field] =
    &[must("current", Takes::Secret("current-password")), must("password", Takes::Secret("new-password"))];
/// A code of the second factor.
pub const CODE: &[Field] = &[must("code", Takes::Code)];

#[derive(Template)]
#[template(path = "desk/me.html")]
struct Me {
    shell: Shell,
    done: Option<String>,
    email: String,
    role: String,
    unit: String,
    ways: Ways,
    errors: Vec<(String, String)>,
    password: Fields,
    code: Fields,
    offer: Option<Offered>,
    sessions: Vec<SessionRow>,
}

impl Me {
    /// The fields of the form that was sent with mistakes.
    fn mistaken(&self) -> &[Input] {
        let wrong = |fields: &Fields| fields.0.iter().any(|field| field.error.is_some());
        if wrong(&self.code) { &self.code.0 } else { &self.password.0 }
    }
}

/// The fields of one of the forms.
struct Fields(Vec<Input>);

#[derive(Template)]
#[template(path = "parts/fields.html")]
struct FieldsPart<'a> {
    frame: &'a crate::frame::Frame,
    fields: &'a [Input],
    all_optional: bool,
}

impl Fields {
    fn html(&self, shell: &Shell) -> String {
        FieldsPart { frame: &shell.frame, fields: &self.0, all_optional: false }.render().unwrap_or_default()
    }
}

struct SessionRow {
    id: String,
    device: String,
    created: String,
    seen: String,
    is_this: bool,
}

/// What was just done.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    done: Option<String>,
}

pub async fn me(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    const DONE: [&str; 4] = ["password", "factor-on", "factor-off", "sessions"];
    let done = asked.done.filter(|done| DONE.contains(&done.as_str()));
    page(&shown(&visit, done, &[]).await?)
}

pub async fn password(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    let staff = &visit.signed_in.staff;
    may_prove(&visit, Way::Password)?;
    let (current, password) = (first(&typed, "current"), first(&typed, "password"));
    let set = sign_in::set_password(visit.app(), staff, &visit.signed_in.secret, current, password).await;
    answer(&visit, set, "password").await
}

pub async fn factor_on(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    may_prove(&visit, Way::Code)?;
    let on = sign_in::turn_on_factor(visit.app(), visit.signed_in.staff.id, first(&typed, "code")).await;
    answer(&visit, on, "factor-on").await
}

pub async fn factor_off(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    may_prove(&visit, Way::Code)?;
    let off = sign_in::turn_off_factor(visit.app(), &visit.signed_in.staff, first(&typed, "code")).await;
    answer(&visit, off, "factor-off").await
}

pub async fn end_session(visit: Visit, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(visit.language));
    }
    let ended = if id == "others" {
        sign_in::end_other_sessions(visit.app(), visit.signed_in.staff.id, &visit.signed_in.secret).await
    } else {
        sign_in::end_session(visit.app(), visit.signed_in.staff.id, &id).await
    };
    answer(&visit, ended, "sessions").await
}

/// Whoever is signed in is counted apart from those who try to be.
fn may_prove(visit: &Visit, way: Way) -> Result<(), PageError> {
    let whose = format!("own {} {}", way.as_str(), visit.signed_in.staff.id);
    let asked = visit.web.limits.ask(visit.app(), PROOFS, &whose);
    asked.map_err(|seconds| PageError::too_many_proofs(visit.language, seconds))
}

async fn answer(visit: &Visit, result: Result<(), AppError>, done: &str) -> Result<Response, PageError> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/desk/me?done={done}")).into_response()),
        Err(AppError::Invalid(errors)) => {
            let shown = shown(visit, None, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
        }
        Err(error) => Err(visit.failed(error)),
    }
}

async fn shown(visit: &Visit, done: Option<String>, errors: &[FieldError]) -> Result<Me, PageError> {
    let failed = |error| visit.failed(error);
    let staff = &visit.signed_in.staff;
    let shell = visit.shell("me-title").await?;
    let ways = sign_in::ways(visit.app(), staff).await.map_err(failed)?;
    let offer = if ways.factor {
        None
    } else {
        let offer = sign_in::offer_factor(visit.app(), staff).await.map_err(failed)?;
        Some(offered(&offer))
    };
    let sessions = sign_in::own_sessions(visit.app(), staff.id, &visit.signed_in.secret).await.map_err(failed)?;
    let row = |session: OwnSession| SessionRow {
        id: session.id,
        device: Some(session.device).filter(|device| !device.is_empty()).unwrap_or_else(|| shell.t("me-no-device")),
        created: time(visit.language, session.created_at.0),
        seen: time(visit.language, session.seen_at.0),
        is_this: session.is_this,
    };
    let sessions = sessions.into_iter().map(row).collect();
    let of_password = if ways.password { CHANGED_PASSWORD } else { NEW_PASSWORD };
    let known: Vec<Field> = of_password.iter().chain(CODE).copied().collect();
    let errors = errors_of(visit.language, &known, errors);
    let fields = |name: &str, fields: &[Field]| {
        Fields(inputs(&shell.frame, name, fields, &Typed::new(), &errors, &form::Offered::default()))
    };
    Ok(Me {
        done: done.map(|done| shell.t(&format!("me-done-{done}"))),
        email: staff.email.clone(),
        role: visit.name("role", &staff.role),
        unit: staff.unit.clone(),
        password: fields("me", of_password),
        code: fields("me", CODE),
        ways,
        offer,
        sessions,
        errors,
        shell,
    })
}
