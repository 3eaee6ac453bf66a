//! Who is signed in to the console.

use crate::cookies::{kept, written};
use crate::frame::PageError;
use crate::language::Language;
use crate::state::Web;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use homeward_app::sign_in::{self, CODE_LIFE};
use homeward_app::{AppError, Caller, Staff};
use homeward_domain::time::Span;

/// The cookie of a session.
pub const COOKIE: &str = "homeward_session";
/// The cookie of who still has to give a code.
pub const CODE_COOKIE: &str = "homeward_code";

/// The cookie by which a device remembers who has signed in on it.
pub const DEVICE_COOKIE: &str = "homeward_device";
/// How long a device remembers them: as long as browsers keep a cookie at most.
const DEVICE_LIFE: Span = Span::hours(400 * 24);

/// Says that a page asks by itself, while nobody may be sitting before it. The streams
/// of browsers, who connect again by themselves, say so by what they accept.
const BY_ITSELF: &str = "homeward-by-itself";

fn is_by_itself(headers: &HeaderMap) -> bool {
    headers.contains_key(BY_ITSELF) || headers.get(header::ACCEPT).is_some_and(|kind| kind == "text/event-stream")
}

/// A member of staff who is signed in and has what their role needs.
pub struct SignedIn {
    /// What they may do and see.
    pub caller: Caller,
    /// What the register knows of them.
    pub staff: Staff,
    /// The secret of their session.
    pub secret: String,
}

/// Somebody who is signed in, whether or not they still lack what their role needs.
pub struct Entering {
    /// Who.
    pub signed_in: SignedIn,
    /// They have to set up a second factor before anything else.
    pub lacks_factor: bool,
}

impl FromRequestParts<Web> for Entering {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let language = Language::of(&parts.headers);
        let failed = |error: AppError| match error {
            AppError::Unauthenticated => PageError::sign_in(language, where_to(parts)),
            other => PageError::new(language, &other),
        };
        let secret = kept(web, &parts.headers, COOKIE).ok_or(AppError::Unauthenticated).map_err(failed)?;
        let found = if is_by_itself(&parts.headers) {
            sign_in::still(&web.app, &secret).await
        } else {
            sign_in::session_caller(&web.app, &secret).await
        };
        let found = found.map_err(failed)?;
        let signed_in = SignedIn { caller: found.caller, staff: found.staff, secret };
        Ok(Self { signed_in, lacks_factor: found.lacks_factor })
    }
}

impl FromRequestParts<Web> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let entering = Entering::from_request_parts(parts, web).await?;
        if entering.lacks_factor {
            return Err(PageError::set_factor(Language::of(&parts.headers), where_to(parts)));
        }
        Ok(entering.signed_in)
    }
}

/// Where to go on after a sign-in: to the page that was asked for, or the one
/// whose form was sent. Drafts wait there on the device.
fn where_to(parts: &Parts) -> String {
    let path = parts.uri.path();
    let has_form = parts.method == Method::GET || path.contains("/acts/") || path == "/desk/new";
    let whole = parts.uri.path_and_query().map_or(path, |whole| whole.as_str());
    if has_form { whole.to_owned() } else { "/desk".to_owned() }
}

/// The header that begins a session in a browser; with an empty secret it ends one.
/// The browser keeps it as long as any session lasts; when it ends is known here.
pub fn set_cookie(web: &Web, secret: &str) -> String {
    let age = if secret.is_empty() { 0 } else { Span::hours(web.app.access().session_days * 24).0 };
    written(web, COOKIE, secret, "/", age)
}

/// The header that lets a browser give a code; with an empty secret it ends that.
pub fn set_code_cookie(web: &Web, secret: &str) -> String {
    let age = if secret.is_empty() { 0 } else { CODE_LIFE.0 };
    written(web, CODE_COOKIE, secret, "/sign-in", age)
}

/// The header by which a device remembers who has signed in on it.
pub fn set_device_cookie(web: &Web, marks: &str) -> String {
    written(web, DEVICE_COOKIE, marks, "/sign-in", DEVICE_LIFE.0)
}
