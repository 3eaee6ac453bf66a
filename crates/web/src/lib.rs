//! The faces of Homeward over HTTP: API, console, public site. A handler is a
//! sentence: extract, carry out one use case, answer.

mod api;
mod assets;
mod cookies;
mod fields;
mod guard;
mod language;
mod limits;
mod live;
mod metrics;
mod notice;
mod operations;
mod pages;
mod parts;
mod person;
mod proof;
mod rejected;
mod routes;
mod state;
mod upload;

pub use api::{field_message, openapi_json};
pub use language::{Language, catalogue, message};
pub use live::Live;
pub use metrics::Metrics;
pub use notice::compose as result_notice;
pub use rejected::rejected;
pub use state::Web;

use axum::Router;
use axum::middleware;
use routes::Routes;
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
        .layer(middleware::from_fn_with_state(web.clone(), metrics::count))
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
