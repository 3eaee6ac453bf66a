//! What stands in the place of a traveller's page that is not there: it bears the name of
//! the company, and says at which number to ask.

use crate::frame::Failed;
use crate::language::Language;
use crate::rendered::Rendered;
use crate::state::Web;
use crate::wording::grouped;
use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

#[derive(Template)]
#[template(path = "public/failed.html")]
struct FailedPage {
    frame: crate::frame::Frame,
    detail: String,
    /// The company's telephone number, as it is read aloud and as it is dialled.
    phone: Option<(String, String)>,
}

/// Where travellers are, and whoever follows an address that leads nowhere.
const CONSOLE: [&str; 4] = ["/desk", "/api/", "/sign-in", "/onsite"];

/// Puts the company's frame around what stands in the place of one of its pages.
pub async fn framed(State(web): State<Web>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    if CONSOLE.iter().any(|place| uri.path().starts_with(place)) {
        return next.run(request).await;
    }
    let language = Language::of(request.headers());
    let mut answer = next.run(request).await;
    let Some(failed) = answer.extensions_mut().remove::<Failed>() else { return answer };
    let Ok(frame) = super::frame(&web, language, failed.title, &uri).await else { return answer };
    let Ok(phone) = super::phone(&web, language).await else { return answer };
    let page = FailedPage { frame, detail: failed.detail, phone: phone.map(|phone| (grouped(&phone), phone)) };
    let Ok(html) = page.render() else { return answer };
    // What the answer says in its head stays: how long to wait, that nobody keeps it.
    let (mut head, _) = answer.into_parts();
    let Extension(rendered) = Rendered::by(&page);
    head.extensions.insert(rendered);
    head.headers.remove(axum::http::header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(html))
}
