//! The JSON API, version 1, and its description from the same code.

mod acts;
mod body;
mod caller;
mod cases;
pub mod cursor;
mod docs;
mod problem;
mod schema;

use crate::language::Language;
use crate::state::Web;
use axum::{Router, routing};
use homeward_app::FieldError;
pub use problem::rejected;

use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(title = "Homeward 归程", description = "After-sales service and complaint handling for travel companies."),
    modifiers(&BearerToken),
    security(("token" = [])),
)]
struct Description;

struct BearerToken;

impl utoipa::Modify for BearerToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        openapi.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// The routes of the API and their description.
pub fn router() -> (Router<Web>, utoipa::openapi::OpenApi) {
    let (router, description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(cases::make, cases::list))
        .routes(routes!(cases::one))
        .routes(routes!(cases::record))
        .routes(routes!(cases::duplicates))
        .routes(routes!(cases::search))
        .routes(routes!(acts::messages))
        .routes(routes!(acts::notes))
        .routes(routes!(acts::assignment))
        .routes(routes!(acts::acceptance))
        .routes(routes!(acts::triage))
        .routes(routes!(acts::pauses))
        .routes(routes!(acts::resumption))
        .routes(routes!(acts::extensions))
        .routes(routes!(acts::corrections))
        .routes(routes!(acts::erasure))
        .split_for_parts();
    let router = router
        .route("/api/v1/openapi.json", routing::get(docs::document))
        .route("/api/docs", routing::get(docs::page))
        .route("/api/{*rest}", routing::any(docs::nothing))
        .method_not_allowed_fallback(docs::not_this_way);
    (router, description)
}

/// The `OpenAPI` document as JSON.
pub fn openapi_json() -> String {
    let (_, description) = router();
    description.to_pretty_json().unwrap_or_default()
}

/// What is wrong with a field, in words.
pub fn field_message(language: Language, error: &FieldError) -> String {
    problem::field_problem(language, error).message
}
