//! Who asks: a token, with the scope that the route needs.

use super::problem::Failed;
use crate::language::Language;
use crate::state::Web;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use homeward_app::acts::Request;
use homeward_app::{AppError, Caller, FieldError, Key, Scope};

/// The longest idempotency key.
const KEY_BYTES_MAX: usize = 255;

/// Someone who may read cases.
pub struct Reader(pub Caller, pub Language);
/// Someone who may act on cases.
pub struct Writer(pub Caller, pub Language);
/// Someone who may erase words.
pub struct Eraser(pub Caller, pub Language);

async fn with_scope(parts: &Parts, web: &Web, scope: Scope) -> Result<(Caller, Language), Failed> {
    let language = Language::of(&parts.headers);
    let failed = |error| Failed(language, error);
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    let secret = header.and_then(|v| v.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    let (_, secret) = secret.ok_or_else(|| failed(AppError::Unauthenticated))?;
    let caller = web.token_caller(secret.trim()).await.map_err(failed)?;
    if caller.may(scope) { Ok((caller, language)) } else { Err(failed(AppError::Forbidden(scope.as_str().into()))) }
}

impl FromRequestParts<Web> for Reader {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        with_scope(parts, web, Scope::CasesRead).await.map(|(caller, language)| Self(caller, language))
    }
}

impl FromRequestParts<Web> for Writer {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        with_scope(parts, web, Scope::CasesWrite).await.map(|(caller, language)| Self(caller, language))
    }
}

impl FromRequestParts<Web> for Eraser {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        with_scope(parts, web, Scope::PrivacyWrite).await.map(|(caller, language)| Self(caller, language))
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

fn if_match(headers: &HeaderMap) -> Result<Option<i64>, AppError> {
    let Some(value) = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()) else { return Ok(None) };
    if value.trim() == "*" {
        return Ok(None);
    }
    let seq = value.trim().strip_prefix('"').and_then(|v| v.strip_suffix('"')).and_then(|v| v.parse().ok());
    seq.map(Some).ok_or_else(|| AppError::BadQuery(vec![FieldError::new("If-Match", "not_a_version")]))
}
