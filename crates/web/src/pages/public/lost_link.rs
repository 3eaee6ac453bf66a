//! Asking where a case stands by its number and a telephone number, for whoever has
//! not got their private link at hand.

use super::standing;
use crate::form::{Field, Input, Offered, Takes, Typed, body, errors_of, first, inputs, must};
use crate::frame::{Frame, PageError, page};
use crate::guard::OwnForm;
use crate::language::Language;
use crate::limits::PROOFS;
use crate::state::Web;
use crate::wording::grouped;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use homeward_app::{AppError, FieldError, follow};
use homeward_domain::number::CaseNumber;

pub const FIELDS: &[Field] = &[must("number", Takes::Line), must("phone", Takes::Phone)];

#[derive(Template)]
#[template(path = "public/lost_link.html")]
struct LostLink {
    frame: Frame,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    all_optional: bool,
    /// What was open is open no more.
    over: bool,
    /// The company's telephone number, as it is read aloud and as it is dialled.
    phone: Option<(String, String)>,
}

/// Whether somebody comes back to what was open.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    over: String,
}

pub async fn form(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let mut shown = shown(&web, language, &uri, &Typed::new(), Vec::new()).await?;
    shown.over = !asked.over.is_empty();
    page(&shown)
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    // A telephone number can be guessed, so only so many are tried for a case, however
    // its number is written.
    let case = CaseNumber::parse(first(&typed, "number")).map_or(0, CaseNumber::serial);
    if let Err(seconds) = web.limits.ask(&web.app, PROOFS, &format!("follow {case}")) {
        return Err(PageError::too_many_proofs(language, seconds));
    }
    match follow::by_number(&web.app, &body(FIELDS, &typed)).await {
        Ok(token) => Ok(standing::opened(&web, &token)),
        Err(AppError::Invalid(errors)) => {
            let errors = mistakes(language, &errors);
            let shown = shown(&web, language, &uri, &typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
        }
        Err(error) => Err(PageError::new(language, &error)),
    }
}

/// The mistakes in words. That number and telephone number do not belong together is one
/// mistake of neither field alone.
fn mistakes(language: Language, errors: &[FieldError]) -> Vec<(String, String)> {
    let mut words = errors_of(language, FIELDS, errors);
    for ((field, _), _) in words.iter_mut().zip(errors).filter(|(_, error)| error.code == follow::NOT_FOLLOWED) {
        field.clear();
    }
    words.dedup();
    words
}

async fn shown(
    web: &Web,
    language: Language,
    uri: &Uri,
    typed: &Typed,
    errors: Vec<(String, String)>,
) -> Result<LostLink, PageError> {
    let frame = super::frame(web, language, "lost-link-title", uri).await?;
    let fields = inputs(&frame, "lost-link", FIELDS, typed, &errors, &Offered::default());
    let phone = super::phone(web, language).await?.map(|phone| (grouped(&phone), phone));
    Ok(LostLink { fields, errors, all_optional: false, over: false, phone, frame })
}
