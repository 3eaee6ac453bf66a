//! Plain records, of every register alike, and what is done about customers besides.

use super::body::Json;
use super::caller::{Anyone, Eraser, if_match, key};
use super::operation::{answers, asked, if_match as version_read, operation, place, route, sends, text, type_of};
use super::problem::{Failed, Problem};
use super::schema::keeping::{NewCustomerErasure, NewCustomerRestriction, NewLifting, NewSeeing};
use super::schema::registers::{ChangeBody, ChangePage, RecordBody, RecordPage};
use crate::fields::{Types, object};
use crate::state::Web;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing;
use homeward_app::act::Request;
use homeward_app::registers::{self, CUSTOMERS, How, Noun, Register, View, Written};
use homeward_app::{AppError, Caller, FieldError, Lane, Repeat, looks, privacy};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{HttpMethod, Ref};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// Under which they stand in the description.
const TAG: &str = "registers";

/// The most rows of a page.
const LIMIT_MAX: i64 = 200;
/// The rows of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

type Wanted = Vec<(String, String)>;
type Parameters = Query<Wanted>;

async fn page(web: &Web, caller: Anyone, noun: Noun, parameters: &[(String, String)]) -> Result<RecordPage, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(noun.reading).map_err(failed)?;
    let (wanted, after, limit) = read_page(noun, parameters).map_err(failed)?;
    let (views, next) = registers::list(&web.app, &caller, noun, &wanted, after, limit).await.map_err(failed)?;
    looks::records_shown_to_program(&web.app, &caller, noun, &views).await.map_err(failed)?;
    Ok(RecordPage {
        items: views.iter().map(|view| RecordBody::new(view, noun, &caller)).collect(),
        next: next.map(|id| id.to_string()),
    })
}

/// Every parameter that is unknown or wrong is named.
fn read_page(noun: Noun, parameters: &[(String, String)]) -> Result<(Wanted, i64, i64), AppError> {
    let (mut wanted, mut after, mut limit) = (Vec::new(), 0, LIMIT_USUAL);
    let mut errors = Vec::new();
    let lookups = registers::lookups(noun);
    for (name, value) in parameters.iter().filter(|(name, value)| name == "limit" || !value.is_empty()) {
        match name.as_str() {
            "limit" => match value.parse::<i64>().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit)) {
                Some(told) => limit = told,
                None => errors.push(FieldError::with("limit", "not_a_number", format!("1–{LIMIT_MAX}"))),
            },
            "cursor" => match value.parse::<i64>().ok().filter(|after| *after > 0) {
                Some(told) => after = told,
                None => errors.push(FieldError::new("cursor", "unknown_cursor")),
            },
            name if lookups.contains(&name) => wanted.push((name.to_owned(), value.clone())),
            _ => errors.push(crate::parameters::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((wanted, after, limit)) } else { Err(AppError::BadQuery(errors)) }
}

async fn written(
    web: &Web,
    caller: Anyone,
    noun: Noun,
    reference: Option<String>,
    headers: &HeaderMap,
    body: &Json,
) -> Result<Response, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(noun.writing).map_err(failed)?;
    let sent = registers::parse(noun, &body.value).map_err(failed)?;
    let how = match &reference {
        None => How::Make,
        Some(reference) if *reference != sent.reference => {
            return Err(failed(AppError::Invalid(vec![FieldError::new("reference", "reference_fixed")])));
        }
        Some(_) => How::Change(if_match(headers).map_err(failed)?),
    };
    let (view, done) = registers::write(&web.app, Lane::Acts, &caller, noun, sent, how).await.map_err(failed)?;
    let status = if done == Written::Made { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, answer(&view, noun, &caller)).into_response())
}

async fn one(web: &Web, caller: Anyone, noun: Noun, reference: String) -> Result<Response, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(noun.reading).map_err(failed)?;
    let view = registers::find(&web.app, &caller, noun, reference).await.map_err(failed)?;
    looks::records_shown_to_program(&web.app, &caller, noun, std::slice::from_ref(&view)).await.map_err(failed)?;
    Ok(answer(&view, noun, &caller).into_response())
}

async fn history(web: &Web, caller: Anyone, noun: Noun, reference: String) -> Result<ChangePage, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(noun.reading).map_err(failed)?;
    let changes = registers::changes(&web.app, &caller, noun, reference).await.map_err(failed)?;
    Ok(ChangePage { items: changes.into_iter().map(ChangeBody::from).collect() })
}

fn answer(view: &View, noun: Noun, caller: &Caller) -> impl IntoResponse + use<> {
    ([(header::ETAG, format!("\"{}\"", view.version))], axum::Json(RecordBody::new(view, noun, caller)))
}

/// Every register with its routes and their description.
pub fn all() -> OpenApiRouter<Web> {
    registers::ALL.into_iter().map(of_register).fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

fn of_register(noun: Noun) -> OpenApiRouter<Web> {
    let path = format!("/api/v1/{}", noun.name);
    let one = format!("{path}/{{reference}}");
    OpenApiRouter::new()
        .routes(the_list(noun, &path))
        .routes(each(noun, &one))
        .routes(its_changes(noun, &format!("{one}/changes")))
}

/// The type of a body that is sent.
fn body_of(noun: Noun, types: &mut Types) -> Ref {
    let (name, about) = noun.body;
    let body = object(about, &noun.all_fields(), types);
    types.push((name.to_owned(), body.into()));
    Ref::from_schema_name(name)
}

fn the_list(noun: Noun, path: &str) -> UtoipaMethodRouter<Web> {
    let mut types = Types::new();
    let Register { name, single, .. } = noun;
    let limit = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(1))
        .maximum(Some(200));
    let list = operation(format!("list_{name}"), TAG, format!("A page of {name}."))
        .parameter(asked("q", text(), "Words of the name."))
        .parameter(asked("limit", limit, ""))
        .parameter(asked("cursor", text(), ""))
        .responses(answers(200, type_of::<RecordPage>(&mut types), false, &[400, 401, 403]));
    let answered = answers(201, type_of::<RecordBody>(&mut types), false, &[400, 401, 403, 413, 422, 503]);
    let make = operation(format!("make_{single}"), TAG, format!("Makes one of the {name}."))
        .request_body(Some(sends(body_of(noun, &mut types), true)))
        .responses(answered);
    let serves = routing::get(async move |State(web): State<Web>, caller: Anyone, Query(parameters): Parameters| {
        page(&web, caller, noun, &parameters).await.map(axum::Json)
    })
    .post(async move |State(web): State<Web>, caller: Anyone, headers: HeaderMap, body: Json| {
        written(&web, caller, noun, None, &headers, &body).await
    });
    route(path, vec![(HttpMethod::Get, list.build()), (HttpMethod::Post, make.build())], types, serves)
}

fn each(noun: Noun, path: &str) -> UtoipaMethodRouter<Web> {
    let mut types = Types::new();
    let Register { name, single, .. } = noun;
    let record = type_of::<RecordBody>(&mut types);
    let read = operation(format!("read_{single}"), TAG, format!("One of the {name}."))
        .parameter(place("reference"))
        .responses(answers(200, record.clone(), true, &[401, 403, 404]));
    let change =
        operation(format!("change_{single}"), TAG, format!("Changes one of the {name}; every field is told anew."))
            .parameter(place("reference"))
            .parameter(version_read())
            .request_body(Some(sends(body_of(noun, &mut types), true)))
            .responses(answers(200, record, false, &[400, 401, 403, 404, 412, 413, 422, 503]));
    let serves = routing::get(async move |State(web): State<Web>, caller: Anyone, Path(reference): Path<String>| {
        one(&web, caller, noun, reference).await
    })
    .put(
        async move |State(web): State<Web>,
                    caller: Anyone,
                    Path(reference): Path<String>,
                    headers: HeaderMap,
                    body: Json| { written(&web, caller, noun, Some(reference), &headers, &body).await },
    );
    route(path, vec![(HttpMethod::Get, read.build()), (HttpMethod::Put, change.build())], types, serves)
}

fn its_changes(noun: Noun, path: &str) -> UtoipaMethodRouter<Web> {
    let mut types = Types::new();
    let summary = format!("Who changed one of the {}, when, and which fields.", noun.name);
    let list = operation(format!("list_{}_changes", noun.single), TAG, summary)
        .parameter(place("reference"))
        .responses(answers(200, type_of::<ChangePage>(&mut types), false, &[401, 403, 404]));
    let serves = routing::get(async move |State(web): State<Web>, caller: Anyone, Path(reference): Path<String>| {
        history(&web, caller, noun, reference).await.map(axum::Json)
    });
    route(path, vec![(HttpMethod::Get, list.build())], types, serves)
}

/// Declares the handler of an act on what a customer is restricted by.
macro_rules! of_restriction {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ident, $use_case:path) => {
        $(#[$doc])*
        #[utoipa::path(post, operation_id = concat!("post_customer_", stringify!($name)), path = $path, tag = "registers",
            request_body = $body, params(("reference" = String, Path)),
            responses((status = 201, body = RecordBody), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
        pub async fn $name(
            State(web): State<Web>, Eraser(caller, language): Eraser, Path(reference): Path<String>, body: Json,
        ) -> Result<Response, Failed> {
            let failed = |error| Failed(language, error);
            let view = $use_case(&web.app, &caller, reference, &body.value).await.map_err(failed)?;
            Ok((StatusCode::CREATED, answer(&view, &CUSTOMERS, &caller)).into_response())
        }
    };
}

of_restriction!(
    /// Puts a customer under restriction: kept, in no list and no look-up, and shown to
    /// nobody but who must; so are their bookings. Needs `privacy:write`.
    restriction, "/api/v1/customers/{reference}/restriction", NewCustomerRestriction, privacy::restrict
);
of_restriction!(
    /// Lifts the restriction of a customer. Needs `privacy:write`.
    restriction_release, "/api/v1/customers/{reference}/restriction_release", NewLifting, privacy::lift
);
of_restriction!(
    /// Opens a customer under restriction, and their bookings, to the caller for an
    /// hour, with the reason on record. Needs `privacy:write`.
    restriction_looks, "/api/v1/customers/{reference}/restriction_looks", NewSeeing, registers::see
);

/// Erases a customer on a lawful ground: name, contact points, birthday and notes, and
/// what their bookings tell of health. Bookings stay three years as the proof of a
/// transaction; the answer names the day, and the customer is under restriction until
/// then where a person asked. Where nothing may go, that is refused with the day. Needs
/// `privacy:write`.
#[utoipa::path(post, operation_id = "post_customer_erasure", path = "/api/v1/customers/{reference}/erasure",
    tag = "registers", request_body = NewCustomerErasure,
    params(("reference" = String, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RecordBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn erasure(
    State(web): State<Web>,
    Eraser(caller, language): Eraser,
    Path(reference): Path<String>,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let key = key(&headers, &format!("/api/v1/customers/{reference}/erasure"), &body.bytes).map_err(failed)?;
    let if_match = if_match(&headers).map_err(failed)?;
    let request = Request { caller: caller.clone(), number: reference, if_match, key };
    let (view, repeat) = privacy::erase(&web.app, request, &body.value).await.map_err(failed)?;
    let mut response = (StatusCode::CREATED, answer(&view, &CUSTOMERS, &caller)).into_response();
    if repeat == Repeat::Again {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    Ok(response)
}
