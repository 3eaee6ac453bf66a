//! Plain records: units, customers, bookings, suppliers, products, phrases.

use super::body::Json;
use super::caller::{Anyone, Eraser, if_match, key};
use super::problem::{Failed, Problem};
use super::schema::keeping::{NewCustomerErasure, NewCustomerRestriction, NewLifting, NewSeeing};
use super::schema::registers::{ChangeBody, ChangePage, RecordBody, RecordPage};
use crate::state::Web;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::act::Request;
use homeward_app::registers::{self, How, Noun, View, Written};
use homeward_app::{AppError, Caller, FieldError, Lane, Repeat, looks};

/// The most rows of a page.
const LIMIT_MAX: i64 = 200;
/// The rows of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

type Wanted = Vec<(String, String)>;
type Parameters = Query<Wanted>;

async fn page(web: &Web, caller: Anyone, noun: Noun, parameters: &[(String, String)]) -> Result<RecordPage, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(noun.reading()).map_err(failed)?;
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
            _ => errors.push(super::cases::unknown_parameter(name)),
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
    caller.must(noun.writing()).map_err(failed)?;
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
    caller.must(noun.reading()).map_err(failed)?;
    let view = registers::find(&web.app, &caller, noun, reference).await.map_err(failed)?;
    looks::records_shown_to_program(&web.app, &caller, noun, std::slice::from_ref(&view)).await.map_err(failed)?;
    Ok(answer(&view, noun, &caller).into_response())
}

async fn history(web: &Web, caller: Anyone, noun: Noun, reference: String) -> Result<ChangePage, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(noun.reading()).map_err(failed)?;
    let changes = registers::changes(&web.app, &caller, noun, reference).await.map_err(failed)?;
    Ok(ChangePage { items: changes.into_iter().map(ChangeBody::from).collect() })
}

fn answer(view: &View, noun: Noun, caller: &Caller) -> impl IntoResponse + use<> {
    ([(header::ETAG, format!("\"{}\"", view.version))], axum::Json(RecordBody::new(view, noun, caller)))
}

/// Declares the handlers of one noun.
macro_rules! register {
    ($module:ident, $single:ident, $noun:ident, $body:ident, $all:literal, $one:literal, $changes:literal, $what:literal) => {
        pub mod $module {
            use super::*;
            use crate::api::schema::registers::$body;

            #[doc = concat!("A page of ", $what, ".")]
            #[utoipa::path(get, operation_id = concat!("list_", stringify!($module)), path = $all, tag = "registers",
                params(("q" = Option<String>, Query, description = "Words of the name."),
                    ("limit" = Option<i64>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query)),
                responses((status = 200, body = RecordPage), (status = 400, body = Problem), (status = 401, body = Problem),
                    (status = 403, body = Problem)))]
            pub async fn list(
                State(web): State<Web>, caller: Anyone, Query(parameters): Parameters,
            ) -> Result<axum::Json<RecordPage>, Failed> {
                page(&web, caller, Noun::$noun, &parameters).await.map(axum::Json)
            }

            #[doc = concat!("Makes one of the ", $what, ".")]
            #[utoipa::path(post, operation_id = concat!("make_", stringify!($single)),
                path = $all, tag = "registers", request_body = $body,
                responses((status = 201, body = RecordBody), (status = 400, body = Problem), (status = 401, body = Problem),
                    (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
                    (status = 503, body = Problem)))]
            pub async fn make(
                State(web): State<Web>, caller: Anyone, headers: HeaderMap, body: Json,
            ) -> Result<Response, Failed> {
                written(&web, caller, Noun::$noun, None, &headers, &body).await
            }

            #[doc = concat!("One of the ", $what, ".")]
            #[utoipa::path(get, operation_id = concat!("read_", stringify!($single)),
                path = $one, tag = "registers", params(("reference" = String, Path)),
                responses((status = 200, body = RecordBody, headers(("ETag" = String))), (status = 401, body = Problem),
                    (status = 403, body = Problem), (status = 404, body = Problem)))]
            pub async fn one(
                State(web): State<Web>, caller: Anyone, Path(reference): Path<String>,
            ) -> Result<Response, Failed> {
                super::one(&web, caller, Noun::$noun, reference).await
            }

            #[doc = concat!("Changes one of the ", $what, "; every field is told anew.")]
            #[utoipa::path(put, operation_id = concat!("change_", stringify!($single)),
                path = $one, tag = "registers", request_body = $body,
                params(("reference" = String, Path), ("If-Match" = Option<String>, Header)),
                responses((status = 200, body = RecordBody), (status = 400, body = Problem), (status = 401, body = Problem),
                    (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
                    (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
            pub async fn change(
                State(web): State<Web>, caller: Anyone, Path(reference): Path<String>, headers: HeaderMap, body: Json,
            ) -> Result<Response, Failed> {
                written(&web, caller, Noun::$noun, Some(reference), &headers, &body).await
            }

            #[doc = concat!("Who changed one of the ", $what, ", when, and which fields.")]
            #[utoipa::path(get, operation_id = concat!("list_", stringify!($single), "_changes"),
                path = $changes, tag = "registers", params(("reference" = String, Path)),
                responses((status = 200, body = ChangePage), (status = 401, body = Problem), (status = 403, body = Problem),
                    (status = 404, body = Problem)))]
            pub async fn changes(
                State(web): State<Web>, caller: Anyone, Path(reference): Path<String>,
            ) -> Result<axum::Json<ChangePage>, Failed> {
                history(&web, caller, Noun::$noun, reference).await.map(axum::Json)
            }
        }
    };
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
            Ok((StatusCode::CREATED, answer(&view, Noun::Customers, &caller)).into_response())
        }
    };
}

of_restriction!(
    /// Puts a customer under restriction: kept, in no list and no look-up, and shown to
    /// nobody but who must; so are their bookings. Needs `privacy:write`.
    restriction, "/api/v1/customers/{reference}/restriction", NewCustomerRestriction, registers::restrict
);
of_restriction!(
    /// Lifts the restriction of a customer. Needs `privacy:write`.
    restriction_release, "/api/v1/customers/{reference}/restriction_release", NewLifting, registers::lift
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
    let (view, repeat) = registers::erase(&web.app, request, &body.value).await.map_err(failed)?;
    let mut response = (StatusCode::CREATED, answer(&view, Noun::Customers, &caller)).into_response();
    if repeat == Repeat::Again {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    Ok(response)
}

register!(
    units,
    unit,
    Units,
    NewUnit,
    "/api/v1/units",
    "/api/v1/units/{reference}",
    "/api/v1/units/{reference}/changes",
    "units"
);
register!(
    customers,
    customer,
    Customers,
    NewCustomer,
    "/api/v1/customers",
    "/api/v1/customers/{reference}",
    "/api/v1/customers/{reference}/changes",
    "customers"
);
register!(
    suppliers,
    supplier,
    Suppliers,
    NewSupplier,
    "/api/v1/suppliers",
    "/api/v1/suppliers/{reference}",
    "/api/v1/suppliers/{reference}/changes",
    "suppliers"
);
register!(
    products,
    product,
    Products,
    NewProduct,
    "/api/v1/products",
    "/api/v1/products/{reference}",
    "/api/v1/products/{reference}/changes",
    "products"
);
register!(
    bookings,
    booking,
    Bookings,
    NewBooking,
    "/api/v1/bookings",
    "/api/v1/bookings/{reference}",
    "/api/v1/bookings/{reference}/changes",
    "bookings"
);
register!(
    phrases,
    phrase,
    Phrases,
    NewPhrase,
    "/api/v1/phrases",
    "/api/v1/phrases/{reference}",
    "/api/v1/phrases/{reference}/changes",
    "phrases"
);
