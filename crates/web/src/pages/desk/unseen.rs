//! What stands in the place of a page of the console that somebody may not see or that is
//! not there: the frame with its rail and search, what is the matter, and what they can do.

use super::shell::Shell;
use crate::frame::Failed;
use crate::language::Language;
use crate::pages::session::SignedIn;
use crate::rendered::Rendered;
use crate::state::Web;
use askama::Template;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

#[derive(Template)]
#[template(path = "desk/unseen.html")]
struct Unseen {
    shell: Shell,
    detail: String,
    /// Where the case is to which the page belongs.
    case: Option<String>,
    /// Whether somebody else can give the right.
    lacks_right: bool,
}

/// The titles of pages for which there is more to say.
const FORBIDDEN: &str = "forbidden-title";
const NOT_FOUND: &str = "not-found-title";

/// Puts the frame of the console around what stands in the place of one of its pages, for
/// whoever is signed in.
pub async fn framed(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !is_of_console(request.uri().path()) {
        return next.run(request).await;
    }
    let parts = copied(&request);
    let answer = next.run(request).await;
    let is_meant = matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
    let failed = answer.extensions().get::<Failed>().filter(|_| is_meant).cloned();
    match failed {
        Some(failed) => shown(&web, parts, &failed, answer.status()).await.unwrap_or(answer),
        None => answer,
    }
}

fn is_of_console(path: &str) -> bool {
    path == "/desk" || path.starts_with("/desk/")
}

/// The request without its body, which its handler reads.
fn copied(request: &Request) -> Parts {
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.method = request.method().clone();
    parts.uri = request.uri().clone();
    parts.headers = request.headers().clone();
    parts
}

/// The page; none for whoever is not signed in.
async fn shown(web: &Web, mut parts: Parts, failed: &Failed, status: StatusCode) -> Option<Response> {
    let signed_in = SignedIn::from_request_parts(&mut parts, web).await.ok()?;
    let language = Language::of(&parts.headers);
    let is_act = parts.method != Method::GET && failed.title == FORBIDDEN;
    let title = if is_act { "forbidden-act-title" } else { failed.title };
    let shell = Shell::new(web, language, &parts.uri, &signed_in, title).await.ok()?;
    let page = Unseen {
        shell,
        detail: if failed.title == NOT_FOUND {
            crate::message(language, "unseen-detail", &[])
        } else {
            failed.detail.clone()
        },
        case: case_of(parts.uri.path()),
        lacks_right: failed.title == FORBIDDEN,
    };
    let html = page.render().map_err(|error| tracing::error!(%error, "a page could not be rendered")).ok()?;
    Some((status, Rendered::by(&page), Html(html)).into_response())
}

/// The page of the case to which a page below it belongs.
fn case_of(path: &str) -> Option<String> {
    let (number, below) = path.strip_prefix("/desk/cases/")?.split_once('/')?;
    (!below.is_empty()).then(|| format!("/desk/cases/{number}"))
}
