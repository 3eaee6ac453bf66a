//! The public site: travellers, phone first, useful without script.

mod complain;
mod done;
mod failed;
mod follow;
mod line;
mod lost_link;
mod others;
mod promised;
mod promises;
mod publication;
mod refusal;
mod results;
mod standing;
mod story;
mod verify;

pub use failed::framed;

use crate::frame::{Frame, PageError, page};
use crate::language::Language;
use crate::routes::Routes;
use crate::state::Web;
use askama::Template;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing;
use homeward_app::{company, kept};

pub fn router() -> Routes {
    Routes::new()
        .route("/", routing::get(home))
        .route(
            "/complain",
            routing::get(complain::form)
                .post(complain::submit)
                .layer(DefaultBodyLimit::max(crate::upload::REQUEST_BYTES_MAX)),
        )
        .route("/c/{token}", routing::get(follow::follow))
        .route("/c/{token}/answer", routing::post(follow::answer))
        .route("/c/{token}/data", routing::post(follow::data))
        .route(
            "/c/{token}/files",
            routing::post(follow::attach).layer(DefaultBodyLimit::max(crate::upload::REQUEST_BYTES_MAX)),
        )
        .route("/c/{token}/files/{file}", routing::get(follow::picture))
        .route("/c/{token}/messages", routing::post(follow::write))
        .route("/c/{token}/rating", routing::post(follow::rate))
        .route("/c/{token}/objection", routing::post(follow::object))
        .route("/c/{token}/refusal_objection", routing::post(follow::object_to_refusal))
        .route("/follow", routing::get(lost_link::form).post(lost_link::submit))
        .route("/follow/case", routing::get(standing::standing))
        .route("/results", routing::get(results::published))
        .route("/promises", routing::get(promises::kept))
        .route("/verify", routing::get(verify::newest))
}

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    frame: Frame,
    promise: String,
    /// The company's telephone number, first where one can call at once.
    phone: Option<String>,
}

async fn home(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    let frame = frame(&web, language, "public-home-title", &uri).await?;
    let (first, settle) = (hours(&web, "first_response"), hours(&web, "settle"));
    let promise = crate::message(language, "complain-promise", &[("first", &first), ("settle", &settle)]);
    let phone = phone(&web, language).await?;
    page(&Home { promise, phone, frame })
}

/// The company's telephone number, where it has said one.
async fn phone(web: &Web, language: Language) -> Result<Option<String>, PageError> {
    let company = company::find(&web.app).await.map_err(|error| PageError::new(language, &error))?;
    Ok(company.and_then(|unit| Some(unit.body.get("phone")?.as_str()?.to_owned())))
}

/// The frame of a page that travellers see: it bears the name of the company.
async fn frame(web: &Web, language: Language, title: &str, uri: &Uri) -> Result<Frame, PageError> {
    let company = company::find(&web.app).await.map_err(|error| PageError::new(language, &error))?;
    Ok(Frame::new(language, title, uri).warned(&web.app).of_house(company.map(|unit| unit.name)))
}

/// The hours of a public promise, as it is in force.
fn hours(web: &Web, promise: &str) -> String {
    let all = kept::public(&web.app);
    let found = all.iter().find(|one| one.id == promise);
    found.map(|one| (one.within_minutes / 60).to_string()).unwrap_or_default()
}
