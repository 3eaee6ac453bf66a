//! Who sends a request, and those who have sent too much.

use crate::frame::{NoSuchLink, PageError};
use crate::language::{Language, message};
use crate::limits::{FORMS, WRONG_LINKS, peer};
use crate::state::Web;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};

/// Who sends a request, as they are counted.
pub struct Sender(pub String);

impl Sender {
    fn of(web: &Web, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let address = match web.limits.sender(peer(extensions), headers).to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(v4),
            // A household has as many addresses as it likes, all in one network.
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        };
        Self(address.to_string())
    }
}

impl FromRequestParts<Web> for Sender {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self::of(web, &parts.headers, &parts.extensions))
    }
}

/// Refuses forms of a sender who has sent too many.
pub async fn forms(State(web): State<Web>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let Sender(sender) = Sender::of(&web, request.headers(), request.extensions());
    match web.limits.ask(&web.app, FORMS, &format!("forms {sender}")) {
        Ok(()) => next.run(request).await,
        Err(seconds) => too_many(Language::of(request.headers()), seconds),
    }
}

/// Refuses private links that there are not, of a sender who has tried too many. Links
/// that open something still open it for them, and one that was replaced says so: many
/// travellers share an address, and to whoever guesses it tells no more than that there
/// is no such link.
pub async fn links(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Sender(sender) = Sender::of(&web, request.headers(), request.extensions());
    let language = Language::of(request.headers());
    let answer = next.run(request).await;
    if answer.extensions().get::<NoSuchLink>().is_none() {
        return answer;
    }
    match web.limits.ask(&web.app, WRONG_LINKS, &format!("links {sender}")) {
        Ok(()) => answer,
        Err(seconds) => {
            let words = message(language, "too-many-links-detail", &[("minutes", &seconds.div_ceil(60).to_string())]);
            waiting(PageError::too_many_links(language, words), seconds)
        }
    }
}

/// The answer to a sender who has to wait.
pub fn too_many(language: Language, seconds: u64) -> Response {
    let words = message(language, "too-many-forms-detail", &[("seconds", &seconds.to_string())]);
    waiting(PageError::too_many(language, words), seconds)
}

fn waiting(error: PageError, seconds: u64) -> Response {
    let mut response = error.into_response();
    if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}
