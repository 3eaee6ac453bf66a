//! A complaint in three short steps on one page: what happened, which booking,
//! how to reach you. The promise stands beside the button.

use super::hours;
use crate::api::field_message;
use crate::guard::is_own_form;
use crate::language::{Language, message};
use crate::pages::frame::{Frame, PageError, page};
use crate::pages::words::everyday_types;
use crate::proof;
use crate::state::Web;
use crate::upload::{self, Part};
use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::acts::{Request, attach_files};
use homeward_app::{AppError, Caller, FieldError, Key, files, follow, intake, take_in};
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Typed = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "public/complain.html")]
struct Complain {
    frame: Frame,
    key: String,
    typed: Typed,
    errors: BTreeMap<String, String>,
    summary: Vec<(String, String)>,
    types: Vec<(String, String)>,
    promise: String,
    /// What is asked where the browser does no work.
    question: String,
}

impl Complain {
    fn value(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    fn is(&self, field: &str, value: &str) -> bool {
        self.value(field) == value
    }
}

pub async fn form(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    page(&shown(&web, language, &uri, Typed::new(), Vec::new()).await?)
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
    mut parts: Multipart,
) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let failed = |error| PageError::new(language, &error);
    let (mut typed, mut sent): (Typed, Vec<(String, Vec<u8>)>) = Default::default();
    let read = loop {
        match upload::next(&mut parts).await {
            Ok(Some(Part::Word(field, value))) => drop(typed.insert(field, value)),
            Ok(Some(Part::File(name, bytes))) => sent.push((name, bytes)),
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    let taken = match read {
        Ok(()) => take(&web, language, &typed, sent).await,
        Err(error) => {
            upload::drain(&mut parts).await;
            Err(error)
        }
    };
    let errors = match taken {
        Ok(url) => return Ok(Redirect::to(&url).into_response()),
        Err(AppError::Invalid(errors)) => {
            errors.iter().map(|error| (error.field.clone(), field_message(language, error))).collect()
        }
        Err(AppError::TooLarge { field, max }) => {
            let error = FieldError::with(field, "too_long", max.to_string());
            vec![(error.field.clone(), field_message(language, &error))]
        }
        Err(AppError::Rejected(rejection)) => vec![(String::new(), crate::rejected(language, &rejection))],
        Err(error) => return Err(failed(error)),
    };
    let shown = shown(&web, language, &uri, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

/// Takes a complaint in with its files; gives the private link.
async fn take(web: &Web, language: Language, typed: &Typed, sent: Vec<(String, Vec<u8>)>) -> Result<String, AppError> {
    let told = |field: &str| typed.get(field).map_or("", String::as_str);
    if !proof::is_work(told("key"), told("work")) && !proof::is_answer(told("key"), told("answer")) {
        return Err(AppError::Invalid(vec![FieldError::new("answer", "wrong_sum")]));
    }
    let body = body(language, typed);
    let intake = intake::parse(web.app.policies().categories(), &body)?;
    // A file that is not taken is told before anything is stored.
    for (name, bytes) in &sent {
        files::check(name, bytes)?;
    }
    let caller = Caller::complainant(1);
    let key = typed.get("key").map(|key| Key::new(key, "POST", "/complain", body.to_string().as_bytes()));
    let (view, _) = take_in(&web.app, caller.clone(), intake, key).await?;
    let case = view.row.case;
    if !sent.is_empty() {
        let mut files_sent = upload::Sent { kept: Vec::new(), entry: Some(1) };
        for (name, bytes) in sent {
            files_sent.kept.push(files::keep(&web.app, case, &name, bytes).await?);
        }
        // A key of their own: where the first attempt broke off between the two, the
        // next one brings the files.
        let files_key =
            |key: &String| Key::new(&format!("{key} files"), "POST", "/complain", files_sent.fingerprint().as_bytes());
        let key = typed.get("key").map(files_key);
        let request = Request { caller, number: view.row.number.clone(), if_match: None, key };
        attach_files(&web.app, request, Some(1), files_sent.kept).await?;
    }
    let link = follow::first_url(&web.app, &view);
    let path = link.strip_prefix(&web.app.options().public_url).unwrap_or(&link).to_owned();
    Ok(format!("{path}?new=1"))
}

async fn shown(
    web: &Web,
    language: Language,
    uri: &Uri,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<Complain, PageError> {
    let key = homeward_app::form_key();
    let (one, other) = proof::question(&key);
    let told = [("one", one.to_string()), ("other", other.to_string())];
    let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
    let everyday = everyday_types(web, language).await.map_err(|e| PageError::new(language, &e))?;
    let (first, settle) = (hours(web, "first_response"), hours(web, "settle"));
    Ok(Complain {
        frame: super::frame(web, language, "complain-title", uri).await?,
        question: message(language, "complain-question", &told),
        key,
        types: everyday,
        promise: message(language, "complain-promise", &[("first", &first), ("settle", &settle)]),
        summary: errors.clone(),
        errors: errors.into_iter().collect(),
        typed,
    })
}

fn body(language: Language, typed: &Typed) -> Value {
    let told = |field: &str| typed.get(field).map(|value| value.trim()).filter(|value| !value.is_empty());
    let tag = if language == Language::English { "en" } else { "zh" };
    let mut complainant = json!({"language": tag});
    if told("anonymous").is_some() {
        complainant["anonymous"] = json!(true);
    } else {
        for field in ["name", "phone", "email"] {
            if let Some(value) = told(field) {
                complainant[field] = json!(value);
            }
        }
    }
    let mut body = json!({"kind": "complaint", "channel": "web", "complainant": complainant});
    for field in ["text", "desired_outcome", "booking_reference", "everyday_type"] {
        if let Some(value) = told(field) {
            body[field] = json!(value);
        }
    }
    if told("danger").is_some() {
        body["danger"] = json!(true);
    }
    body
}
