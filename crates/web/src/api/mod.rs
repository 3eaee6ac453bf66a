//! The JSON API, version 1, and its description from the same code.

mod acts;
mod body;
mod calendars;
mod caller;
mod cases;
mod categories;
mod description;
mod docs;
mod figures;
mod files;
mod looks;
mod operation;
mod person;
mod problem;
mod registers;
mod retention;
mod rules;
mod schema;
mod settings;
mod sign_ins;
mod sops;
mod staff;
mod tokens;
mod versions;
mod views;

use crate::routes::Routes;
use crate::state::Web;
use axum::extract::DefaultBodyLimit;
use axum::routing;
pub use caller::Anyone;

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
pub fn router() -> (Routes, utoipa::openapi::OpenApi) {
    let described = OpenApiRouter::with_openapi(Description::openapi());
    let all =
        [of_cases(), acts::router(), of_registers(), of_settings()].into_iter().fold(described, OpenApiRouter::merge);
    let (router, mut description) = all.split_for_parts();
    acts::describe(&mut description);
    description::complete(&mut description);
    let router = Routes::of(router, description.paths.paths.keys().cloned())
        .route("/api/v1/openapi.json", routing::get(docs::document))
        .route("/api/docs", routing::get(docs::page))
        .route("/api/{*rest}", routing::any(docs::nothing))
        .behind(|router| router.method_not_allowed_fallback(docs::not_this_way));
    (router, description)
}

/// Cases: made, listed, read, searched, with their files.
fn of_cases() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(cases::make, cases::list))
        .routes(routes!(cases::one))
        .routes(routes!(cases::record))
        .routes(routes!(cases::clocks))
        .routes(routes!(cases::duplicates))
        .routes(routes!(looks::of_case))
        .routes(routes!(cases::search))
        .routes(routes!(cases::stream))
        .routes(routes!(cases::result_notice))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(files::attach))
                .layer(DefaultBodyLimit::max(crate::upload::REQUEST_BYTES_MAX)),
        )
        .routes(routes!(files::open))
        .routes(routes!(files::copy))
        .routes(routes!(person::complainant))
        .routes(routes!(person::representative))
}

/// Plain records and members of staff.
fn of_registers() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(staff::list, staff::make))
        .routes(routes!(staff::one, staff::change))
        .routes(routes!(staff::changes))
        .routes(routes!(staff::links))
        .routes(routes!(staff::sign_in_reset))
        .routes(routes!(tokens::list, tokens::make))
        .routes(routes!(tokens::revocation))
        .routes(routes!(sign_ins::list))
        .routes(routes!(looks::of_customer))
        .routes(routes!(person::customer))
        .routes(routes!(registers::erasure))
        .routes(routes!(registers::restriction))
        .routes(routes!(registers::restriction_release))
        .routes(routes!(registers::restriction_looks))
        .merge(registers::all())
}

/// Promises, rules, jobs, notices, figures.
fn of_settings() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(calendars::list, calendars::make))
        .routes(routes!(calendars::preview))
        .routes(routes!(calendars::change))
        .routes(routes!(categories::list, categories::make))
        .routes(routes!(categories::preview))
        .routes(routes!(categories::change))
        .routes(routes!(sops::list, sops::make))
        .routes(routes!(sops::preview))
        .routes(routes!(sops::change))
        .merge(versions::all())
        .routes(routes!(retention::runs))
        .routes(routes!(views::list, views::make))
        .routes(routes!(views::removal))
        .routes(routes!(rules::list, rules::make))
        .routes(routes!(rules::change))
        .routes(routes!(rules::versions))
        .routes(routes!(rules::preview))
        .routes(routes!(settings::all_profiles))
        .routes(routes!(settings::all, settings::add_for_unit))
        .routes(routes!(settings::preview))
        .routes(routes!(settings::change))
        .routes(routes!(settings::job))
        .routes(routes!(settings::cancellation))
        .routes(routes!(settings::told))
        .routes(routes!(settings::reading))
        .routes(routes!(settings::reading_all))
        .routes(routes!(figures::times_to_end))
        .routes(routes!(figures::kept_promises))
}

/// The `OpenAPI` document as JSON.
pub fn openapi_json() -> String {
    let (_, description) = router();
    description.to_pretty_json().unwrap_or_default()
}
