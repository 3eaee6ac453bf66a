//! What the complainant sees by their private link: where the matter stands,
//! what we promised by when, and the plan that waits for their answer. Nothing
//! else that was said, and no name.

use super::frame::{Frame, PageError, page};
use super::words::{ClockWords, name, time};
use crate::api::{field_message, rejected};
use crate::guard::is_own_form;
use crate::language::Language;
use crate::state::Web;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::dossier::Entry;
use homeward_app::follow::{self, Followed};
use homeward_app::{AppError, Key};
use homeward_domain::case::event::{PlanOption, PlanProposed};
use homeward_domain::case::{Case, Fact, Stance};
use homeward_domain::catalogue::State as CaseState;
use homeward_domain::promises::Audience;
use serde_json::{Value, json};

#[derive(Template)]
#[template(path = "follow.html")]
struct Follow {
    frame: Frame,
    number: String,
    received: String,
    state: String,
    plan: Option<PlanWords>,
    answered: Option<String>,
    problem: Option<String>,
    result: Option<String>,
    clocks: Vec<ClockWords>,
}

/// A plan that waits for an answer.
struct PlanWords {
    version: i64,
    text: String,
    options: Vec<OptionWords>,
    typed: String,
    key: String,
    action: String,
}

struct OptionWords {
    number: usize,
    text: String,
    measures: Vec<String>,
}

/// The form of an answer. `choice` is an option by its number, or another answer.
#[derive(Default, serde::Deserialize)]
pub struct Typed {
    #[serde(default)]
    version: String,
    #[serde(default)]
    choice: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    key: String,
}

pub async fn follow(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let followed = follow::followed(&web.app, &token).await.map_err(|e| PageError::new(language, &e))?;
    page(&shown(&web, language, &uri, &token, &followed, None))
}

pub async fn answer(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let body = body(&typed);
    let path = format!("/c/{token}/answer");
    let key = (!typed.key.is_empty()).then(|| Key::new(&typed.key, "POST", &path, body.to_string().as_bytes()));
    let problem = match follow::answer_plan(&web.app, &token, key, &body).await {
        Ok(_) => return Ok(Redirect::to(&format!("/c/{token}")).into_response()),
        Err(AppError::Rejected(rejection)) => (StatusCode::CONFLICT, rejected(language, &rejection)),
        Err(AppError::Invalid(errors)) => {
            let words: Vec<String> = errors.iter().map(|error| field_message(language, error)).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, words.join(" "))
        }
        Err(AppError::KeyReused) => (StatusCode::CONFLICT, crate::message(language, "follow-sent-before", &[])),
        Err(error) => return Err(PageError::new(language, &error)),
    };
    let followed = follow::followed(&web.app, &token).await.map_err(|e| PageError::new(language, &e))?;
    let (status, words) = problem;
    let shown = shown(&web, language, &uri, &token, &followed, Some((words, &typed)));
    Ok((status, page(&shown)?).into_response())
}

/// The body of the answer that a form stands for.
fn body(typed: &Typed) -> Value {
    let mut body = json!({});
    let mut put = |name: &str, value: Value| body[name] = value;
    if let Ok(version) = typed.version.parse::<i64>() {
        put("version", version.into());
    }
    match typed.choice.parse::<i64>() {
        Ok(option) => {
            put("answer", "accepted".into());
            put("option", option.into());
        }
        Err(_) if typed.choice.is_empty() => {}
        Err(_) => put("answer", typed.choice.clone().into()),
    }
    if !typed.text.trim().is_empty() {
        put("text", typed.text.clone().into());
    }
    body
}

fn shown(
    web: &Web,
    language: Language,
    uri: &Uri,
    token: &str,
    followed: &Followed,
    problem: Option<(String, &Typed)>,
) -> Follow {
    let Followed { dossier, place } = followed;
    let view = &dossier.view;
    let frame = Frame::new(language, "follow-title", uri, None);
    let now = web.app.clock().now();
    let is_public = |promise: &str, version: i64| {
        web.app.policies().promise(promise, version).is_some_and(|p| p.audience == Audience::Public)
    };
    let clocks = view.clocks.iter().filter(|c| is_public(&c.promise, c.version));
    let case = dossier.case();
    let stance = case.as_ref().and_then(|case| stance(case, *place));
    let newest = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::PlanProposed(plan) => Some((entry, plan)),
        _ => None,
    });
    let waits = case.as_ref().is_some_and(|case| waits(case, stance, now.0));
    let typed = problem.as_ref().map(|(_, typed)| typed.text.clone()).unwrap_or_default();
    let plan = newest.filter(|_| waits).map(|(entry, plan)| plan_words(&frame, token, entry, plan, typed));
    Follow {
        number: view.row.number.clone(),
        received: frame.t1("follow-received", "time", &time(language, view.row.received_at)),
        state: name(language, "state", &view.row.state),
        answered: answered(&frame, stance),
        result: result(dossier),
        plan,
        problem: problem.map(|(words, _)| words),
        clocks: clocks.map(|clock| ClockWords::new(&frame, clock, now)).collect(),
        frame,
    }
}

fn stance(case: &Case, place: i64) -> Option<Stance> {
    case.journey.stances.get(usize::try_from(place - 1).ok()?).copied()
}

/// Whether the plan waits for the answer of one who stands there.
fn waits(case: &Case, stance: Option<Stance>, now: i64) -> bool {
    let last_offer = case.journey.final_answer.is_some_and(|answer| now <= answer.open_until.0);
    match case.state() {
        CaseState::Planned => stance == Some(Stance::Open),
        CaseState::NotAgreed => last_offer && matches!(stance, Some(Stance::Open | Stance::Refused { .. })),
        _ => false,
    }
}

fn answered(frame: &Frame, stance: Option<Stance>) -> Option<String> {
    match stance? {
        Stance::Open => None,
        Stance::Accepted { option, .. } => Some(frame.t1("follow-accepted", "option", &option.to_string())),
        Stance::Refused { .. } => Some(frame.t("follow-refused")),
        Stance::Left => Some(frame.t("follow-left")),
    }
}

fn plan_words(frame: &Frame, token: &str, entry: &Entry, plan: &PlanProposed, typed: String) -> PlanWords {
    let words = |reference| entry.words(reference).map_or_else(|| frame.t("erased"), str::to_owned);
    let option = |(number, option): (usize, &PlanOption)| OptionWords {
        number,
        text: words(option.words),
        measures: option.measures.iter().map(|measure| words(measure.words)).collect(),
    };
    PlanWords {
        version: plan.version,
        text: frame.t1("follow-plan-version", "version", &plan.version.to_string()),
        options: (1..).zip(&plan.options).map(option).collect(),
        typed,
        key: homeward_app::form_key(),
        action: format!("/c/{token}/answer"),
    }
}

/// What the complainant was told at the end.
fn result(dossier: &homeward_app::dossier::Dossier) -> Option<String> {
    dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::CaseReopened(_) => Some(None),
        Fact::CaseResolved(f) => Some(entry.words(f.notice).map(str::to_owned)),
        Fact::FinalAnswerGiven(f) => Some(entry.words(f.words).map(str::to_owned)),
        _ => None,
    })?
}
