//! Who asks: a token, with the scope that the route needs.

use super::problem::Failed;
use crate::language::Language;
use crate::state::Web;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use axum::response::{IntoResponse as _, Response};
use homeward_app::act::Request;
use homeward_app::{AppError, Caller, FieldError, Key, Scope};
use serde::Serialize;

/// The longest idempotency key.
const KEY_BYTES_MAX: usize = 255;

/// Declares extractors of callers with the scope that each must have.
macro_rules! callers {
    ($($(#[$doc:meta])* $name:ident = $scope:ident),+ $(,)?) => {
        $($(#[$doc])*
        pub struct $name(pub Caller, pub Language);

        impl FromRequestParts<Web> for $name {
            type Rejection = Failed;
            async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
                let Anyone(caller, language) = Anyone::from_request_parts(parts, web).await?;
                caller.must(Scope::$scope).map_err(|error| Failed(language, error))?;
                Ok(Self(caller, language))
            }
        })+
    };
}

callers! {
    /// Someone who may read cases.
    Reader = CasesRead,
    /// Someone who may act on cases.
    Writer = CasesWrite,
    /// Someone who may act as a lead.
    Lead = ExtensionsWrite,
    /// Someone who may erase words.
    Eraser = PrivacyWrite,
}

/// Someone who is known, whatever they may do.
pub struct Anyone(pub Caller, pub Language);

impl FromRequestParts<Web> for Anyone {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        let language = Language::of(&parts.headers);
        let failed = |error| Failed(language, error);
        let secret = bearer(&parts.headers).ok_or_else(|| failed(AppError::Unauthenticated))?;
        Ok(Self(web.token_caller(secret).await.map_err(failed)?, language))
    }
}

/// The secret of the token that a request carries.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (kind, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

impl Anyone {
    /// Refuses whoever may not; gives the language of the answer.
    pub fn allow(&self, scope: Scope) -> Result<Language, Failed> {
        self.0.must(scope).map_err(|error| Failed(self.1, error))?;
        Ok(self.1)
    }

    /// Refuses whoever may not set what holds for the whole company.
    pub fn allow_setting(&self) -> Result<Language, Failed> {
        self.0.must_set(None).map_err(|error| Failed(self.1, error))?;
        Ok(self.1)
    }
}

/// The idempotency key of a request, if it carries one.
pub fn key(headers: &HeaderMap, path: &str, body: &[u8]) -> Result<Option<Key>, AppError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let value = value.to_str().ok().filter(|v| !v.trim().is_empty() && v.len() <= KEY_BYTES_MAX);
    let value = value.ok_or_else(|| {
        AppError::BadQuery(vec![FieldError::with("Idempotency-Key", "too_long", KEY_BYTES_MAX.to_string())])
    })?;
    Ok(Some(Key::new(value, "POST", path, body)))
}

/// What an act asks: on which case, on which version, under which key.
pub fn request(
    caller: Caller,
    number: String,
    resource: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Request, AppError> {
    let path = format!("/api/v1/cases/{number}/{resource}");
    Ok(Request { caller, number, if_match: if_match(headers)?, key: key(headers, &path, body)? })
}

/// The version that a change is meant for, where it is told.
pub fn if_match(headers: &HeaderMap) -> Result<Option<i64>, AppError> {
    let Some(value) = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()) else { return Ok(None) };
    if value.trim() == "*" {
        return Ok(None);
    }
    let seq = value.trim().strip_prefix('"').and_then(|v| v.strip_suffix('"')).and_then(|v| v.parse().ok());
    seq.map(Some).ok_or_else(|| AppError::BadQuery(vec![FieldError::new("If-Match", "not_a_version")]))
}

/// A setting in the version that was just made, by which it can be changed again.
pub fn made(version: i64, body: impl Serialize) -> Response {
    versioned(StatusCode::CREATED, version, body)
}

/// A setting with its version.
pub fn versioned(status: StatusCode, version: i64, body: impl Serialize) -> Response {
    (status, [(header::ETAG, format!("\"{version}\""))], axum::Json(body)).into_response()
}
