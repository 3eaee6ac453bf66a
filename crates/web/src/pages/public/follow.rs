//! What the complainant sees by their private link: where the matter stands,
//! by when they hear from us, the plan that waits for their answer, and what was
//! said between the two. No note for colleagues, and no name.

use super::done::{self, Answered};
use super::line::{self, Stop};
use super::others::Others;
use super::promised::{Promised, promised};
use super::publication::{self, Public};
use super::refusal::{self, Refusal};
use super::story::{self, NextWord, Said, Sent};
use crate::frame::{Frame, PageError, page};
use crate::guard::{OwnForm, is_own_form};
use crate::language::Language;
use crate::pages::qr::qr;
use crate::parts::Parts;
use crate::rejected;
use crate::state::Web;
use crate::upload;
use crate::wording::field_message;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::follow::{self, Followed};
use homeward_app::{AppError, Key, pictures, quiet};
use homeward_domain::case::event::{CaseResolved, ClosingFact, PlanFact, PlanOption, PlanProposed, PrivacyFact};
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::{Case, Fact, Stance};
use homeward_domain::catalogue::{Kind, State as CaseState};
use serde_json::{Value, json};

#[derive(Template)]
#[template(path = "public/follow.html")]
struct Follow {
    frame: Frame,
    number: String,
    received: String,
    /// By whose clocks its times are told.
    zone: String,
    state: String,
    /// Whether it is handled together with what others told of the same matter.
    is_merged: bool,
    plan: Option<PlanWords>,
    answered: Option<String>,
    problem: Option<String>,
    result: Option<String>,
    promised: Promised,
    is_new: bool,
    /// The private link for a phone to read, on the receipt.
    picture: Option<String>,
    said: Option<Answered>,
    steps: Vec<Stop>,
    messages: Vec<Said>,
    /// By when they hear from us.
    next_word: Option<NextWord>,
    /// The refusal of the case, with what can be done against it.
    refusal: Option<Refusal>,
    /// What an objection to it brings.
    object_lead: String,
    files: Vec<Sent>,
    asks_rating: bool,
    /// The result as it would be, or is, public, while it can be objected to.
    public: Option<Public>,
    token: String,
    key: String,
}

/// What was just done.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    new: String,
    #[serde(default)]
    done: String,
}

/// The form of a message, and of a rating.
#[derive(Default, serde::Deserialize)]
pub struct Wrote {
    #[serde(default)]
    text: String,
    #[serde(default)]
    content: String,
    #[serde(default)]
    rating: String,
    #[serde(default)]
    key: String,
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
    number: i64,
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
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let followed = follow::followed(&web.app, &token).await.map_err(|e| PageError::new(language, &e))?;
    let mut shown = shown(&web, language, &uri, &token, &followed, None).await?;
    shown.is_new = !asked.new.is_empty();
    shown.picture = if shown.is_new { qr(&format!("{}/c/{token}", web.app.options().public_url)) } else { None };
    let case = followed.journey().case();
    shown.said = done::answered(&shown.frame, &asked.done, case.as_ref(), shown.next_word.as_ref());
    // One time named twice would be read as two.
    shown.next_word = shown.next_word.filter(|_| !shown.said.as_ref().is_some_and(|said| said.names_time));
    page(&shown)
}

/// What is sent twice by one form is done once.
fn once(said: &Wrote, token: &str, act: &str, body: &Value) -> Key {
    Key::new(&said.key, "POST", &format!("/c/{token}/{act}"), body.to_string().as_bytes())
}

/// Takes words of the complainant in.
pub async fn write(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    OwnForm(said): OwnForm<Wrote>,
) -> Result<Response, PageError> {
    let body = json!({"text": said.text});
    let key = Some(once(&said, &token, "messages", &body));
    let done = follow::write(&web.app, &token, key, &body).await;
    answered_with(&web, language, &uri, &token, done, "message").await
}

/// Takes a rating in.
pub async fn rate(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    OwnForm(said): OwnForm<Wrote>,
) -> Result<Response, PageError> {
    let mut body = json!({});
    if !said.content.is_empty() {
        body["content"] = json!(said.content == "yes");
    }
    if let Ok(rating) = said.rating.parse::<i64>() {
        body["rating"] = json!(rating);
    }
    if !said.text.trim().is_empty() {
        body["text"] = json!(said.text);
    }
    let key = Some(once(&said, &token, "rating", &body));
    let done = follow::rate(&web.app, &token, key, &body).await;
    let what = if said.content == "no" { "discontent" } else { "rating" };
    answered_with(&web, language, &uri, &token, done, what).await
}

/// Takes an objection to the publication of the result in.
pub async fn object(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    OwnForm(said): OwnForm<Wrote>,
) -> Result<Response, PageError> {
    let body = json!({"text": said.text});
    let key = Some(once(&said, &token, "objection", &body));
    let done = follow::object(&web.app, &token, key, &body).await;
    answered_with(&web, language, &uri, &token, done, "objection").await
}

/// Takes an objection to the refusal of the case in.
pub async fn object_to_refusal(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    OwnForm(said): OwnForm<Wrote>,
) -> Result<Response, PageError> {
    let body = json!({"text": said.text});
    let key = Some(once(&said, &token, "refusal_objection", &body));
    let done = follow::object_to_refusal(&web.app, &token, key, &body).await;
    answered_with(&web, language, &uri, &token, done, "refusal-objection").await
}

/// Takes files of the complainant in.
pub async fn attach(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    headers: HeaderMap,
    mut parts: Parts,
) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let followed = follow::followed(&web.app, &token).await.map_err(|e| PageError::new(language, &e))?;
    let room = upload::room(&web.public_uploads, &headers).map_err(|e| PageError::new(language, &e))?;
    let mut sent = upload::Sent::default();
    let read = upload::read(&web.app, followed.journey().view.row.case, &mut parts, &mut sent).await;
    let done = match read {
        Ok(()) => follow::attach(&web.app, &token, sent.kept).await,
        Err(error) => {
            parts.drain().await;
            homeward_app::files::discard(&web.app, &sent.kept).await.map_err(|e| PageError::new(language, &e))?;
            Err(error)
        }
    };
    drop(room);
    answered_with(&web, language, &uri, &token, done, "files").await
}

/// What this case holds of who has the link, as one file for them.
pub async fn data(
    State(web): State<Web>,
    language: Language,
    Path(token): Path<String>,
    OwnForm(_): OwnForm<Wrote>,
) -> Result<Response, PageError> {
    let copy = homeward_app::person::of_link(&web.app, &token).await.map_err(|e| PageError::new(language, &e))?;
    Ok(crate::person::download(&web.app, copy))
}

/// The copy of a picture that they have sent.
pub async fn picture(
    State(web): State<Web>,
    language: Language,
    Path((token, file)): Path<(String, usize)>,
    Query(asked): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let size = upload::size(&asked).map_err(failed)?;
    let followed = follow::followed(&web.app, &token).await.map_err(failed)?;
    upload::picture_on_page(language, pictures::own_copy(&web.app, &followed, file, size).await, &headers)
}

/// The page after something was done, or with why it was not.
async fn answered_with(
    web: &Web,
    language: Language,
    uri: &Uri,
    token: &str,
    done: homeward_app::act::Done,
    what: &str,
) -> Result<Response, PageError> {
    let (status, words) = match done {
        Ok(_) => return Ok(Redirect::to(&format!("/c/{token}?done={what}")).into_response()),
        Err(AppError::Rejected(rejection)) => (StatusCode::CONFLICT, rejected(language, &rejection)),
        Err(AppError::Invalid(errors)) => {
            let words: Vec<String> = errors.iter().map(|error| field_message(language, error)).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, words.join(" "))
        }
        Err(AppError::KeyReused) => (StatusCode::CONFLICT, crate::message(language, "follow-sent-before", &[])),
        Err(error) => match error.over() {
            Some(over) => (StatusCode::PAYLOAD_TOO_LARGE, field_message(language, &over)),
            None => return Err(PageError::new(language, &error)),
        },
    };
    let followed = follow::followed(&web.app, token).await.map_err(|e| PageError::new(language, &e))?;
    let shown = shown(web, language, uri, token, &followed, Some((words, &Typed::default()))).await?;
    Ok((status, page(&shown)?).into_response())
}

pub async fn answer(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
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
    let shown = shown(&web, language, &uri, &token, &followed, Some((words, &typed))).await?;
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

async fn shown(
    web: &Web,
    language: Language,
    uri: &Uri,
    token: &str,
    followed: &Followed,
    problem: Option<(String, &Typed)>,
) -> Result<Follow, PageError> {
    let dossier = followed.journey();
    let own = &followed.dossier.view.row;
    let zone = quiet::zone_of(&web.app, &followed.dossier).await.map_err(|e| PageError::new(language, &e))?;
    let frame = super::frame(web, language, "follow-title", uri).await?.there(zone.as_deref());
    let now = web.app.clock().now();
    let days = web.app.policies().terms().objection_days;
    let case = dossier.case();
    let stance = followed.stance();
    let newest = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::PlanProposed(plan)) if followed.is_for(entry) => Some((entry, plan)),
        _ => None,
    });
    let erased = case.as_ref().filter(|case| case.is_emptied()).and_then(|_| erased(&frame, dossier));
    let is_left = erased.is_none();
    let waits = is_left && case.as_ref().is_some_and(|case| waits(case, stance, now.0));
    let typed = problem.as_ref().map(|(_, typed)| typed.text.clone()).unwrap_or_default();
    let others = Others::of(followed);
    let words = |text: Option<&str>| others.withheld(&frame, text);
    let plan = newest.filter(|_| waits).map(|(entry, plan)| {
        let theirs = followed.options(plan.version);
        plan_words(&frame, token, (entry, plan, &theirs), typed, &words)
    });
    let sent = pictures::sent(&web.app, followed).await.map_err(|e| PageError::new(language, &e))?;
    Ok(Follow {
        number: own.number.clone(),
        received: frame.t1("follow-received", "time", &frame.time(followed.received_at().0)),
        is_merged: followed.goes_on.is_some(),
        state: line::state(&frame, followed),
        answered: erased.or_else(|| answered(&frame, stance)),
        result: result(followed, &|text| others.result(&frame, text)),
        plan,
        problem: problem.map(|(words, _)| words),
        is_new: false,
        said: None,
        steps: line::journey(&frame, followed),
        messages: story::words(&frame, followed),
        next_word: if is_left { story::next_word(&frame, followed, now) } else { None },
        refusal: case.as_ref().and_then(|case| refusal::of(&frame, case, dossier, &words)),
        object_lead: case.as_ref().map(|case| refusal::lead(&frame, web, case)).unwrap_or_default(),
        files: story::files(&frame, token, sent),
        public: case.as_ref().and_then(|case| publication::of(&frame, case, followed, days, now)),
        asks_rating: is_left && case.as_ref().is_some_and(|case| asks_rating(case, followed)),
        token: token.to_owned(),
        key: homeward_app::form_key(),
        promised: promised(web, &frame, followed),
        zone: frame.t1("follow-zone", "zone", &frame.zone_told(now.0)),
        picture: None,
        frame,
    })
}

/// That all of it is erased, when, and what is left.
fn erased(frame: &Frame, dossier: &Dossier) -> Option<String> {
    let last = dossier
        .entries
        .iter()
        .rev()
        .find(|entry| matches!(entry.event.fact, Fact::Privacy(PrivacyFact::ContentsErased(_))))?;
    Some(frame.t1("follow-erased", "time", &frame.time(last.event.effective_at.0)))
}

/// Whether the plan waits for the answer of one who stands there.
fn waits(case: &Case, stance: Option<Stance>, now: i64) -> bool {
    let until = stance.and_then(|stance| case.offer_until(stance));
    let last_offer = until.is_some_and(|until| now <= until.0);
    match case.state() {
        CaseState::Planned if stance == Some(Stance::Open) => true,
        state => last_offer && (state.is_open() || state == CaseState::NotAgreed),
    }
}

fn answered(frame: &Frame, stance: Option<Stance>) -> Option<String> {
    match stance? {
        Stance::Open => None,
        Stance::Answered { open_until } => Some(frame.t1("follow-last-word", "time", &frame.time(open_until.0))),
        Stance::Accepted { option, .. } => Some(frame.t1("follow-accepted", "option", &option.to_string())),
        Stance::Refused { .. } => Some(frame.t("follow-refused")),
        Stance::Left => Some(frame.t("follow-left")),
    }
}

fn plan_words(
    frame: &Frame,
    token: &str,
    (entry, plan, theirs): (&Entry, &PlanProposed, &[i64]),
    typed: String,
    shown: &dyn Fn(Option<&str>) -> String,
) -> PlanWords {
    let words = |reference| shown(entry.words(reference));
    let option = |(number, option): (i64, &PlanOption)| OptionWords {
        number,
        text: words(option.words),
        measures: option.measures.iter().map(|measure| words(measure.words)).collect(),
    };
    PlanWords {
        version: plan.version,
        text: frame.t1("follow-plan-version", "version", &plan.version.to_string()),
        options: (1..).zip(&plan.options).filter(|(number, _)| theirs.contains(number)).map(option).collect(),
        typed,
        key: homeward_app::form_key(),
        action: format!("/c/{token}/answer"),
    }
}

/// Whether something on the page waits for their answer.
pub(super) fn asks(case: &Case, followed: &Followed, now: i64) -> bool {
    waits(case, followed.stance(), now) || asks_rating(case, followed)
}

/// Whether they are asked how content they are: of a group the representative is.
fn asks_rating(case: &Case, followed: &Followed) -> bool {
    let speaks = followed.place == REPRESENTATIVE && followed.stance() != Some(Stance::Left);
    case.state() == CaseState::Resolved && speaks && !rated(followed)
}

/// Whether they have said whether they are content since it was closed.
fn rated(followed: &Followed) -> bool {
    let via = followed.via().filter(|_| followed.goes_on.is_some());
    let last = followed.journey().entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Closing(ClosingFact::SatisfactionTold(f)) if f.via == via && entry.withdrawn.is_none() => Some(true),
        Fact::Closing(ClosingFact::CaseResolved(_)) => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

/// What the complainant was told at the end.
fn result(followed: &Followed, shown: &dyn Fn(Option<&str>) -> String) -> Option<String> {
    let case = followed.journey().case();
    let is_settled = case.is_none_or(|case| case.triage.kind != Kind::Complaint || case.closing.settled.is_some());
    let theirs = followed.journey().entries.iter().rev().filter(|entry| followed.is_for(entry));
    let told = theirs.into_iter().find_map(|entry| match &entry.event.fact {
        Fact::Closing(ClosingFact::CaseReopened(_)) if entry.withdrawn.is_none() => Some(None),
        // Of a complaint that turned out not to be settled there is no result.
        Fact::Closing(ClosingFact::ResultNoticeGiven(_)) if !is_settled => None,
        Fact::Closing(ClosingFact::ResultNoticeGiven(f)) => Some(entry.words(f.words)),
        // Up to version 1 the closing was the notice.
        Fact::Closing(ClosingFact::CaseResolved(CaseResolved { notice: Some(notice), .. })) => {
            Some(entry.words(*notice))
        }
        Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => Some(entry.words(f.words)),
        _ => None,
    })?;
    told.map(|told| shown(Some(told)))
}
