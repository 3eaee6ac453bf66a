//! Cases: made, listed, read, searched.

use super::body::Json;
use super::caller::{Reader, Writer, bearer, key};
use super::problem::{Failed, Problem};
use super::schema::settings::{ExplainedClock, ExplainedPage};
use super::schema::{
    CaseBody, CasePage, CaseWithLink, DuplicateBody, DuplicatePage, EventBody, EventPage, FullCase, NewCase, Read,
    ResultNotice,
};
use crate::language::Language;
use crate::live::{self, Proof};
use crate::notice;
use crate::parameters::{read_cursor, unknown_parameter, write_cursor};
use crate::state::Web;
use crate::wording::Zone;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::view::CaseView;
use homeward_app::{
    AppError, FieldError, Filter, Page, Query as Words, Repeat, Scope, Sort, duplicates, explain, follow, intake,
    looks, pictures, proposed_responsibility, quiet, read, staff, take_in,
};
use homeward_domain::case::decide::must_be_one_letter;
use homeward_domain::catalogue::{Grade, Kind, State as CaseState};
use serde::Serialize;

/// The most rows of a page (contract, "Rules of the API").
const LIMIT_MAX: i64 = 200;
/// The rows of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

type Parameters = Query<Vec<(String, String)>>;

/// Makes a case.
#[utoipa::path(post, operation_id = "make_case", path = "/api/v1/cases", tag = "cases", request_body = NewCase,
    params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key and body gives the same answer.")),
    responses((status = 201, body = CaseWithLink), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn make(
    State(web): State<Web>,
    Writer(caller, language): Writer,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let key = key(&headers, "/api/v1/cases", &body.bytes).map_err(failed)?;
    let intake = intake::parse(web.app.policies().categories(), &body.value).map_err(failed)?;
    let (view, repeat) = take_in(&web.app, caller, intake, key).await.map_err(failed)?;
    let follow_url = follow::first_url(&web.app, &view);
    Ok(answer_with_link(&view, repeat, follow_url))
}

/// A page of cases.
#[utoipa::path(get, operation_id = "list_cases", path = "/api/v1/cases", tag = "cases",
    params(
        ("state" = Option<String>, Query, description = "A state, or `open` for every state before resolved and outside the ends."),
        ("kind" = Option<String>, Query), ("grade" = Option<String>, Query),
        ("owner" = Option<String>, Query, description = "A member of staff by number, or `none`."),
        ("unit" = Option<String>, Query, description = "A unit by its reference, or `none`."),
        ("late" = Option<bool>, Query, description = "Only those with a broken promise that is still not met."),
        ("restricted" = Option<bool>, Query, description = "Those under restriction, which no other list holds; needs `privacy:write`."),
        ("q" = Option<String>, Query, description = "Words that must be found."),
        ("sort" = Option<String>, Query, description = "`created_at`, `received_at`, `next_due_at`, `grade` or `updated_at`, with `-` for descending; `-created_at` where nothing is asked."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = CasePage), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Query(parameters): Parameters,
) -> Result<axum::Json<CasePage>, Failed> {
    let failed = |error| Failed(language, error);
    let (filter, page, spelled) = read_list(&parameters).map_err(failed)?;
    if filter.restricted {
        caller.must(Scope::PrivacyWrite).map_err(failed)?;
    }
    let limit = page.limit;
    let one_more = Page { limit: limit + 1, ..page };
    let mut views = read::list(&web.app, &caller, filter, one_more).await.map_err(failed)?;
    let has_more = i64::try_from(views.len()).is_ok_and(|count| count > limit);
    views.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let last = views.last().filter(|_| has_more);
    let next = last.map(|view| write_cursor(&spelled, (page.sort.value(&view.row), view.row.case)));
    Ok(axum::Json(CasePage { items: views.iter().map(CaseBody::new).collect(), next }))
}

/// One case.
#[utoipa::path(get, operation_id = "read_case",
    path = "/api/v1/cases/{number}", tag = "cases", params(("number" = String, Path)),
    responses((status = 200, body = FullCase, headers(("ETag" = String))), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path(number): Path<String>,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let mut dossier = read::dossier(&web.app, &caller, number, 0).await.map_err(failed)?;
    if !caller.may(Scope::ContactsRead) {
        dossier.mask_papers();
    }
    looks::shown_to_program(&web.app, &caller, &dossier).await.map_err(failed)?;
    let start = proposed_responsibility(&web.app, &caller, &dossier).await.map_err(failed)?;
    let owner = dossier.view.row.owner;
    let owner = if owner == 0 { None } else { Some(staff::one(&web.app, owner).await.map_err(failed)?) };
    let pictures = pictures::of_case(&web.app, &caller, &dossier).await.map_err(failed)?;
    let read = Read { dossier, start, owner, pictures };
    let body = axum::Json(FullCase::new(&web.app, language, &read, &caller));
    Ok(([(header::ETAG, etag(&read.dossier.view))], body).into_response())
}

/// The record of a case.
#[utoipa::path(get, operation_id = "read_case_record", path = "/api/v1/cases/{number}/events", tag = "cases",
    params(("number" = String, Path), ("after" = Option<i64>, Query, description = "Only entries after this place.", minimum = 0),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, body = EventPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn record(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path(number): Path<String>,
    Query(parameters): Parameters,
) -> Result<axum::Json<EventPage>, Failed> {
    let failed = |error| Failed(language, error);
    let (after, limit) = read_record_page(&parameters).map_err(failed)?;
    let dossier = read::dossier(&web.app, &caller, number, after).await.map_err(failed)?;
    let items = dossier.entries.iter().take(limit);
    let items: Vec<EventBody> = items.map(|entry| EventBody::new(&dossier, entry)).collect();
    let next = (dossier.entries.len() > limit).then(|| after + i64::try_from(limit).unwrap_or(0));
    Ok(axum::Json(EventPage { items, next }))
}

/// The clocks of a case, each with why it is due when it is and who held the case.
#[utoipa::path(get, operation_id = "explain_case_clocks",
    path = "/api/v1/cases/{number}/clocks", tag = "cases", params(("number" = String, Path)),
    responses((status = 200, body = ExplainedPage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn clocks(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path(number): Path<String>,
) -> Result<axum::Json<ExplainedPage>, Failed> {
    let dossier = read::dossier(&web.app, &caller, number, 0).await.map_err(|e| Failed(language, e))?;
    let explained = explain::explanations(&dossier, &web.app.policies(), web.app.clock().now());
    Ok(axum::Json(ExplainedPage { items: explained.iter().map(ExplainedClock::from).collect() }))
}

/// What the result notice of a case may say, in both languages, made from its
/// record; where nothing is on record of what was changed, that is left to be said.
#[utoipa::path(get, operation_id = "draft_result_notice",
    path = "/api/v1/cases/{number}/result_notice", tag = "cases",
    params(("number" = String, Path),
        ("complainant" = Option<Vec<i64>>, Query, description = "Whom of a group it is for, from 1, once for each; for all where it is not told. Those for whom the matter ended differently have each a letter of their own.")),
    responses((status = 200, body = ResultNotice), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn result_notice(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path(number): Path<String>,
    Query(asked): Parameters,
) -> Result<axum::Json<ResultNotice>, Failed> {
    let dossier = read::dossier(&web.app, &caller, number, 0).await.map_err(|e| Failed(language, e))?;
    let named = named(&asked, dossier.complainants().len()).map_err(|e| Failed(language, e))?;
    let case = dossier.case().ok_or(Failed(language, AppError::NotFound))?;
    must_be_one_letter(&case, &named).map_err(|e| Failed(language, e.into()))?;
    let zone = quiet::zone_of(&web.app, &dossier).await.map_err(|e| Failed(language, e))?;
    let zone = Zone::named(zone.as_deref());
    let text = |language| notice::result(language, &zone, &dossier, &web.app.policies(), (None, &named));
    Ok(axum::Json(ResultNotice { zh: text(Language::Chinese), en: text(Language::English) }))
}

/// Those of a group who are asked for; nobody where none is.
fn named(asked: &[(String, String)], count: usize) -> Result<Vec<i64>, AppError> {
    let unknown = || AppError::BadQuery(vec![FieldError::with("complainant", "not_a_number", format!("1–{count}"))]);
    let place = |(_, told): &(String, String)| {
        let place = told.parse::<usize>().ok().filter(|place| (1..=count).contains(place));
        place.and_then(|place| i64::try_from(place).ok()).ok_or_else(unknown)
    };
    asked.iter().filter(|(name, _)| name == "complainant").map(place).collect()
}

/// Cases that may be about the same matter, the most alike first: of the same
/// contact or booking, in like words, received within 30 days.
#[utoipa::path(get, operation_id = "find_case_duplicates",
    path = "/api/v1/cases/{number}/duplicates", tag = "cases", params(("number" = String, Path)),
    responses((status = 200, body = DuplicatePage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn duplicates(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path(number): Path<String>,
) -> Result<axum::Json<DuplicatePage>, Failed> {
    let found = duplicates::duplicates(&web.app, &caller, number).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(DuplicatePage { items: found.iter().map(DuplicateBody::new).collect() }))
}

/// Changes of cases as server-sent events, for as long as the caller listens:
/// `case` with its number and what happened, `reset` where all should be read anew:
/// too much was missed, or a case came under restriction that the caller may not open.
/// Goes on behind `Last-Event-ID`.
#[utoipa::path(get, operation_id = "follow_changes", path = "/api/v1/stream", tag = "cases",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The `id` of the last event that was received.", minimum = 0)),
    responses((status = 200, content_type = "text/event-stream", body = String,
            description = "Events `case` with `{\"case\": number, \"kind\": what happened}` as data; `reset` with `{}`."),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn stream(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let proof = Proof::Token(bearer(&headers).unwrap_or_default().to_owned());
    let stream = live::stream(&web.app, &web.live, caller, proof, &headers).await.map_err(|e| Failed(language, e))?;
    Ok(stream.into_response())
}

/// Cases by text, the best first.
#[utoipa::path(get, operation_id = "search_cases", path = "/api/v1/search", tag = "cases",
    params(("q" = String, Query, description = "Two Chinese characters or more, words, a name, telephone number or case number."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, body = CasePage), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn search(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Query(parameters): Parameters,
) -> Result<axum::Json<CasePage>, Failed> {
    let failed = |error| Failed(language, error);
    let (text, limit) = read_search(&parameters).map_err(failed)?;
    let views = read::search(&web.app, &caller, text, limit).await.map_err(failed)?;
    let items = views.iter().map(CaseBody::new).collect();
    Ok(axum::Json(CasePage { items, next: None }))
}

/// A case after an act on it.
pub fn answer(status: StatusCode, view: &CaseView, repeat: Repeat) -> Response {
    answer_of(status, view, repeat, CaseBody::new(view))
}

/// A case with the private link that is handed out by this answer.
pub fn answer_with_link(view: &CaseView, repeat: Repeat, follow_url: String) -> Response {
    answer_of(StatusCode::CREATED, view, repeat, CaseWithLink { case: CaseBody::new(view), follow_url })
}

/// An answer about a case, with its tag and address.
pub fn answer_of(status: StatusCode, view: &CaseView, repeat: Repeat, body: impl Serialize) -> Response {
    let location = format!("/api/v1/cases/{}", view.row.number);
    let headers = [(header::ETAG, etag(view)), (header::LOCATION, location)];
    let mut response = (status, headers, axum::Json(body)).into_response();
    if repeat == Repeat::Again {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response
}

fn etag(view: &CaseView) -> String {
    format!("\"{}\"", view.row.seq)
}

/// Reads the parameters of a list; every one that is unknown or wrong is
/// named. The third part spells the list, for its cursor.
fn read_list(parameters: &[(String, String)]) -> Result<(Filter, Page, String), AppError> {
    let mut errors = Vec::new();
    let mut filter = Filter::default();
    let mut page = Page { sort: Sort::Created, descending: true, after: None, limit: LIMIT_USUAL };
    let mut cursor = None;
    let mut spelled: Vec<String> = Vec::new();
    // What is no text cannot be empty; an empty text is a filter that nobody set.
    let is_set = |(name, value): &&(String, String)| {
        matches!(name.as_str(), "limit" | "late" | "restricted") || !value.is_empty()
    };
    for (name, value) in parameters.iter().filter(is_set) {
        let mut unknown = |allowed: String| errors.push(FieldError::with(name, "unknown_value", allowed));
        match name.as_str() {
            "state" if value == "open" => filter.open = true,
            "state" => match CaseState::parse(value) {
                Some(state) => filter.state = Some(state.as_str().into()),
                None => unknown(format!("open, {}", CaseState::SPELLINGS.join(", "))),
            },
            "kind" => match Kind::parse(value) {
                Some(kind) => filter.kind = Some(kind.as_str().into()),
                None => unknown(Kind::SPELLINGS.join(", ")),
            },
            "grade" => match Grade::SPELLINGS.iter().zip(1..).find(|(spelling, _)| *spelling == value) {
                Some((_, rank)) => filter.grade_rank = Some(rank),
                None => unknown(Grade::SPELLINGS.join(", ")),
            },
            "owner" => match (value.as_str(), value.parse::<i64>()) {
                ("none", _) => filter.owner = Some(0),
                (_, Ok(owner)) if owner > 0 => filter.owner = Some(owner),
                _ => unknown("none, 1, 2, …".into()),
            },
            "late" if value == "true" => filter.late = true,
            "late" | "restricted" if value == "false" => {}
            "restricted" if value == "true" => filter.restricted = true,
            "late" | "restricted" => unknown("true, false".into()),
            "unit" if value == "none" => filter.unit = Some(String::new()),
            "unit" => filter.unit = Some(value.clone()),
            "q" => match Words::parse(value) {
                Some(words) => filter.words = Some(words),
                None => errors.push(FieldError::new("q", "nothing_to_search")),
            },
            "sort" => match sort(value) {
                Some((sort, descending)) => (page.sort, page.descending) = (sort, descending),
                None => unknown("created_at, received_at, next_due_at, grade, updated_at".into()),
            },
            "limit" => page.limit = limit(value, &mut errors),
            "cursor" => cursor = Some(value.as_str()),
            _ => errors.push(unknown_parameter(name)),
        }
        if !matches!(name.as_str(), "limit" | "cursor") {
            spelled.push(format!("{name}={value}"));
        }
    }
    spelled.sort();
    let spelled = spelled.join("&");
    if let Some(cursor) = cursor {
        match read_cursor(&spelled, cursor) {
            Some(after) => page.after = Some(after),
            None => errors.push(FieldError::new("cursor", "unknown_cursor")),
        }
    }
    if errors.is_empty() { Ok((filter, page, spelled)) } else { Err(AppError::BadQuery(errors)) }
}

fn sort(value: &str) -> Option<(Sort, bool)> {
    let (name, descending) = value.strip_prefix('-').map_or((value, false), |name| (name, true));
    let sort = match name {
        "created_at" => Sort::Created,
        "received_at" => Sort::Received,
        "next_due_at" => Sort::NextDue,
        "grade" => Sort::Grade,
        "updated_at" => Sort::Updated,
        _ => return None,
    };
    Some((sort, descending))
}

fn limit(value: &str, errors: &mut Vec<FieldError>) -> i64 {
    let limit = value.parse::<i64>().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.unwrap_or_else(|| {
        errors.push(FieldError::with("limit", "not_a_number", format!("1–{LIMIT_MAX}")));
        LIMIT_USUAL
    })
}

fn read_record_page(parameters: &[(String, String)]) -> Result<(i64, usize), AppError> {
    let mut errors = Vec::new();
    let (mut after, mut rows) = (0, LIMIT_MAX);
    for (name, value) in parameters {
        match name.as_str() {
            "after" => match value.parse::<i64>() {
                Ok(place) if place >= 0 => after = place,
                _ => errors.push(FieldError::with("after", "not_a_number", "0, 1, 2, …")),
            },
            "limit" => rows = limit(value, &mut errors),
            _ => errors.push(unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((after, usize::try_from(rows).unwrap_or(1))) } else { Err(AppError::BadQuery(errors)) }
}

fn read_search(parameters: &[(String, String)]) -> Result<(String, usize), AppError> {
    let mut errors = Vec::new();
    let (mut text, mut rows) = (None, LIMIT_USUAL);
    for (name, value) in parameters {
        match name.as_str() {
            "q" => text = Some(value.clone()),
            "limit" => rows = limit(value, &mut errors),
            _ => errors.push(unknown_parameter(name)),
        }
    }
    match &text {
        None => errors.push(FieldError::new("q", "required")),
        Some(text) if Words::parse(text).is_none() => errors.push(FieldError::new("q", "nothing_to_search")),
        Some(_) => {}
    }
    match text {
        Some(text) if errors.is_empty() => Ok((text, usize::try_from(rows).unwrap_or(1))),
        _ => Err(AppError::BadQuery(errors)),
    }
}
