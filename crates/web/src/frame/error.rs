//! A page that could not be shown, and what stands in its place.

use super::{Frame, with_onward};
use crate::language::{Language, message};
use crate::rendered::Rendered;
use crate::wording::{field_message, of_restriction, rejected, time};
use askama::Template;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use homeward_app::{AppError, ErasedLink, StoreError};

/// After how many seconds whoever met a full row should come again.
const BUSY_SECONDS: u16 = 2;

/// A page that could not be shown.
#[derive(Debug)]
pub struct PageError {
    language: Language,
    kind: Kind,
}

/// Marks the answer to a private link that there is not.
#[derive(Clone, Copy)]
pub struct NoSuchLink;

#[derive(Debug)]
enum Kind {
    SignIn(String),
    SetFactor(String),
    NotFound,
    NoSuchLink,
    Forbidden,
    LinkDead,
    OldLink,
    ShutLink,
    ErasedLink(String),
    TooMany(String),
    TooManyLinks(String),
    BadRequest,
    DiskFull,
    FilesLeft,
    Altered,
    Busy,
    Restricted(String),
    Sealed,
    BeyondUnit,
    PaperClosed,
    Broken,
}

impl PageError {
    /// What an error of a use case means on a page.
    pub fn new(language: Language, error: &AppError) -> Self {
        let kind = match error {
            AppError::Unauthenticated => Kind::SignIn("/desk".to_owned()),
            AppError::NotFound => Kind::NotFound,
            AppError::NoSuchLink => Kind::NoSuchLink,
            AppError::Forbidden(_) | AppError::Beyond(_) => Kind::Forbidden,
            AppError::OldLink => Kind::OldLink,
            AppError::ShutLink => Kind::ShutLink,
            AppError::ErasedLink(erased) => Kind::ErasedLink(of_erasure(language, erased)),
            AppError::Restricted(restricted) => Kind::Restricted(of_restriction(language, restricted)),
            AppError::Sealed => Kind::Sealed,
            AppError::BeyondUnit => Kind::BeyondUnit,
            AppError::PaperClosed => Kind::PaperClosed,
            AppError::Malformed(_) | AppError::BadQuery(_) => Kind::BadRequest,
            AppError::Store(StoreError::Full(_)) => Kind::DiskFull,
            AppError::FilesLeft => Kind::FilesLeft,
            AppError::Store(StoreError::Altered(_)) => {
                tracing::error!(%error, "a page failed");
                Kind::Altered
            }
            AppError::Store(StoreError::Overloaded) => Kind::Busy,
            _ => {
                tracing::error!(%error, "a page failed");
                Kind::Broken
            }
        };
        Self { language, kind }
    }

    /// Something that should work does not.
    pub(super) const fn broken(language: Language) -> Self {
        Self { language, kind: Kind::Broken }
    }

    /// Somebody has to sign in first, and then goes on to a page.
    pub const fn sign_in(language: Language, to: String) -> Self {
        Self { language, kind: Kind::SignIn(to) }
    }

    /// Somebody has to set up a second factor first, and then goes on to a page.
    pub const fn set_factor(language: Language, to: String) -> Self {
        Self { language, kind: Kind::SetFactor(to) }
    }

    /// There is no such page.
    pub const fn not_found(language: Language) -> Self {
        Self { language, kind: Kind::NotFound }
    }

    /// The request does not read as one.
    pub const fn bad_request(language: Language) -> Self {
        Self { language, kind: Kind::BadRequest }
    }

    /// Somebody sends too much; the words say for how long to wait.
    pub const fn too_many(language: Language, words: String) -> Self {
        Self { language, kind: Kind::TooMany(words) }
    }

    /// Somebody tries links that there are not; the words say for how long to wait.
    pub const fn too_many_links(language: Language, words: String) -> Self {
        Self { language, kind: Kind::TooManyLinks(words) }
    }

    /// Somebody tried to sign in too often.
    pub fn too_many_proofs(language: Language, seconds: u64) -> Self {
        let words = message(language, "too-many-proofs-detail", &[("seconds", &seconds.to_string())]);
        Self::too_many(language, words)
    }

    /// A page that says what is wrong with what was sent.
    pub fn said(language: Language, error: &AppError) -> Response {
        let detail = match error {
            AppError::Invalid(errors) => {
                errors.iter().map(|error| field_message(language, error)).collect::<Vec<_>>().join(" ")
            }
            AppError::Rejected(rejection) => rejected(language, rejection),
            other => match other.over() {
                Some(over) => field_message(language, &over),
                None => return Self::new(language, other).into_response(),
            },
        };
        let frame = Frame::new(language, "not-done-title", &Uri::from_static("/"));
        Html(ErrorPage { frame, detail }.render().unwrap_or_default()).into_response()
    }

    /// A one-time link that was used or is too old.
    pub const fn link_dead(language: Language) -> Self {
        Self { language, kind: Kind::LinkDead }
    }
}

/// That the data of one of several who complain were erased, and what stays until when.
fn of_erasure(language: Language, erased: &ErasedLink) -> String {
    let at = time(language, erased.at.0);
    let words = message(language, "erased-link-detail", &[("at", &at)]);
    let stays =
        erased.until.map(|until| message(language, "erased-link-stays", &[("until", &time(language, until.0))]));
    words + &stays.unwrap_or_default()
}

/// What stands in the place of a page, for the frame of the console around it.
#[derive(Clone)]
pub struct Failed {
    /// The key of its title.
    pub title: &'static str,
    /// What is said below it.
    pub detail: String,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    detail: String,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, title) = match &self.kind {
            Kind::SignIn(to) => return Redirect::to(&with_onward("/sign-in", to)).into_response(),
            Kind::SetFactor(to) => return Redirect::to(&with_onward("/sign-in/factor", to)).into_response(),
            Kind::NotFound | Kind::NoSuchLink => (StatusCode::NOT_FOUND, "not-found-title"),
            Kind::Forbidden => (StatusCode::FORBIDDEN, "forbidden-title"),
            Kind::LinkDead => (StatusCode::GONE, "sign-in-link-dead"),
            Kind::OldLink => (StatusCode::GONE, "old-link-title"),
            Kind::ShutLink => (StatusCode::GONE, "shut-link-title"),
            Kind::ErasedLink(_) => (StatusCode::GONE, "erased-link-title"),
            Kind::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "too-many-forms-title"),
            Kind::TooManyLinks(_) => (StatusCode::TOO_MANY_REQUESTS, "too-many-links-title"),
            Kind::BadRequest => (StatusCode::BAD_REQUEST, "bad-request-title"),
            Kind::Restricted(_) => (StatusCode::FORBIDDEN, "restricted-title"),
            Kind::BeyondUnit => (StatusCode::FORBIDDEN, "beyond-unit-title"),
            Kind::Sealed => (StatusCode::FORBIDDEN, "sealed-title"),
            Kind::PaperClosed => (StatusCode::FORBIDDEN, "paper-closed-title"),
            Kind::DiskFull => (StatusCode::SERVICE_UNAVAILABLE, "disk-full-title"),
            Kind::FilesLeft => (StatusCode::SERVICE_UNAVAILABLE, "files-left-title"),
            Kind::Altered => (StatusCode::SERVICE_UNAVAILABLE, "altered-title"),
            Kind::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy-title"),
            Kind::Broken => (StatusCode::SERVICE_UNAVAILABLE, "broken-title"),
        };
        let detail = match &self.kind {
            Kind::TooMany(words) | Kind::TooManyLinks(words) | Kind::Restricted(words) | Kind::ErasedLink(words) => {
                words.clone()
            }
            _ => message(self.language, &format!("{}-detail", title.trim_end_matches("-title")), &[]),
        };
        let failed = Failed { title, detail: detail.clone() };
        let page = ErrorPage { frame: Frame::new(self.language, title, &Uri::from_static("/")), detail };
        let mut answer = (status, Rendered::by(&page), Html(page.render().unwrap_or_default())).into_response();
        answer.extensions_mut().insert(failed);
        if matches!(self.kind, Kind::NoSuchLink) {
            answer.extensions_mut().insert(NoSuchLink);
        }
        if matches!(self.kind, Kind::Busy) {
            answer.headers_mut().insert(header::RETRY_AFTER, BUSY_SECONDS.into());
        }
        answer
    }
}
