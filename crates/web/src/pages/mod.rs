//! The pages: the console for staff, the site for everybody.

mod clock_words;
mod desk;
mod everyday;
#[cfg(debug_assertions)]
mod gallery;
mod group;
mod onward;
mod public;
mod qr;
mod session;
mod sign_in;
mod timeline;
mod tries;

use crate::frame::PageError;
use crate::language::{COOKIE, Language};
use crate::routes::Routes;
use crate::sender;
use crate::state::Web;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{middleware, routing};
pub use desk::{framed as framed_for_staff, right_of};
use onward::Onward;
pub use public::framed as framed_for_travellers;

pub fn router(web: &Web) -> Routes {
    // What anybody can reach is limited by sender. Whoever signs in is counted by
    // what they prove: three hundred people may come in at nine from one address.
    let open = public::router().behind(|open| {
        let links = middleware::from_fn_with_state(web.clone(), sender::links);
        open.layer(links).layer(middleware::from_fn_with_state(web.clone(), sender::forms))
    });
    let router = Routes::new();
    #[cfg(debug_assertions)]
    let router = router.route("/gallery", routing::get(gallery::gallery));
    router
        .route("/language/{tag}", routing::get(choose_language))
        .route("/sign-in", routing::get(sign_in::sign_in_form).post(sign_in::submit))
        .route("/sign-in/code", routing::get(sign_in::code_form).post(sign_in::code))
        .route("/sign-in/factor", routing::get(sign_in::factor_form).post(sign_in::factor))
        .route("/sign-in/{secret}", routing::get(sign_in::link_form).post(sign_in::link))
        .route("/sign-out", routing::post(sign_in::sign_out))
        .merge(desk::router())
        .merge(open)
}

/// What names of identity papers hold, for the script that suggests the mark.
pub fn paper_names() -> String {
    homeward_domain::case::files::papers::NAMES.join("|")
}

/// Keeps the reader's choice of language and goes back to where they were.
async fn choose_language(Path(tag): Path<String>, Onward(back): Onward) -> Response {
    let Some(language) = Language::from_tag(&tag) else { return StatusCode::NOT_FOUND.into_response() };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", language.tag());
    ([(header::SET_COOKIE, cookie)], Redirect::to(back.as_deref().unwrap_or("/"))).into_response()
}

/// The answer where there is no page.
pub async fn not_found(headers: HeaderMap) -> Response {
    PageError::not_found(Language::of(&headers)).into_response()
}
