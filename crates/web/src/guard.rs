//! What stands around every answer and every form.

use crate::frame::PageError;
use crate::language::Language;
use crate::state::Web;
use axum::Form;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::de::DeserializeOwned;

/// Nothing inline, nothing from elsewhere. Images may be data: the page of the
/// API draws its signs so.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// No page asks for what a browser could give of the device.
const NOTHING_PERMITTED: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Adds the headers that keep a browser from doing what we did not mean.
pub async fn secure_headers(State(web): State<Web>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(PERMISSIONS_POLICY, NOTHING_PERMITTED);
    if web.is_encrypted() {
        // A browser that has come once never comes over a connection that is not.
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
        set(CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    }
    response
}

/// Whether a form was sent from a page of ours. Browsers tell where a request
/// comes from; one from elsewhere could act in a signed-in person's name.
pub fn is_own_form(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = value("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (value("origin"), value("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// What a form of ours has sent.
pub struct OwnForm<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for OwnForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let language = Language::of(request.headers());
        if !is_own_form(request.headers()) {
            return Err(PageError::not_found(language));
        }
        let form = Form::<T>::from_request(request, state).await;
        form.map(|Form(typed)| Self(typed)).map_err(|_| PageError::not_found(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_form_from_elsewhere_is_told_apart() {
        assert!(is_own_form(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_own_form(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(is_own_form(&headers(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")])));
        assert!(!is_own_form(&headers(&[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")])));
        assert!(is_own_form(&headers(&[("host", "127.0.0.1:8080")])), "not a browser");
    }
}
