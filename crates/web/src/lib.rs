//! The faces of Homeward over HTTP: API, console, public site. A handler is a
//! sentence: extract, carry out one use case, answer.
//!
//! Who may know whom, from the ground up: `language` and `wording` say things to a
//! reader, `notice` and `person` are letters in their words; `limits`, `live`, `metrics`
//! count and tell for all, `state` holds them; `frame` is around every page, `form` and
//! `fields` make forms and descriptions of what a use case takes; `guard`, `sender`,
//! `upload` stand before handlers. Above them `api` and `pages` know nothing of each
//! other; this file joins them. `cargo xtask tidy` holds both.

mod api;
mod assets;
mod cookies;
mod fields;
mod form;
mod frame;
mod guard;
mod language;
mod limits;
mod live;
mod metrics;
mod notice;
mod operations;
mod pages;
mod parameters;
mod parts;
mod paths;
mod person;
mod proof;
mod rendered;
mod routes;
mod sender;
mod state;
mod upload;
mod wording;

pub use api::openapi_json;
pub use language::{Language, catalogue, message};
pub use live::Live;
pub use metrics::Metrics;
pub use notice::compose as result_notice;
pub use pages::right_of as right_of_page;
pub use rendered::Rendered;
pub use state::Web;
pub use wording::{field_message, rejected};

use axum::Router;
use axum::middleware;
use routes::Routes;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Every route of the program.
pub fn router(web: Web) -> Router {
    let (routes, _) = routes(&web).into_parts();
    routes
        .fallback(pages::not_found)
        .layer(middleware::from_fn_with_state(web.clone(), pages::framed_for_staff))
        .layer(middleware::from_fn_with_state(web.clone(), pages::framed_for_travellers))
        // Pages and lists are mostly words and repeat themselves. Streams of events and
        // pictures pass as they are, and so do assets, which were packed at build.
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(web.clone(), guard::secure_headers))
        .layer(middleware::from_fn_with_state(Arc::clone(&web.metrics), metrics::count))
        .with_state(web)
}

/// The paths of every route, with their places in braces.
pub fn paths(web: &Web) -> Vec<String> {
    routes(web).into_parts().1
}

fn routes(web: &Web) -> Routes {
    let (api, _) = api::router();
    Routes::new().merge(pages::router(web)).merge(api).merge(assets::router()).merge(operations::router())
}
