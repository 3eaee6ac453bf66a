//! Reads JSON bodies within their limit. A sender of too much is heard out, so
//! that the answer reaches it, but not for ever.

use super::problem::Failed;
use crate::language::Language;
use crate::state::Web;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use homeward_app::{AppError, FieldError, json};
use http_body_util::BodyExt as _;
use serde_json::Value;

/// The most bytes of a JSON body (contract, "Limits").
const BODY_BYTES_MAX: usize = 1024 * 1024;
/// The most bytes that are read and thrown away after that.
const DRAINED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// A JSON body, with its bytes for the fingerprint of an idempotent request.
pub struct Json {
    /// The value.
    pub value: Value,
    /// As it came.
    pub bytes: Bytes,
}

impl FromRequest<Web> for Json {
    type Rejection = Failed;

    async fn from_request(request: Request, _: &Web) -> Result<Self, Failed> {
        let language = Language::of(request.headers());
        let failed = |error| Failed(language, error);
        let kind = request.headers().get(header::CONTENT_TYPE).map(|v| v.to_str().unwrap_or_default().to_owned());
        let bytes = read(request.into_body()).await.map_err(failed)?;
        if kind.as_deref().is_some_and(|kind| !is_json(kind)) {
            return Err(failed(AppError::Malformed("Content-Type: application/json".into())));
        }
        let text = std::str::from_utf8(&bytes)
            .map_err(|error| failed(AppError::Malformed(format!("UTF-8, byte {}", error.valid_up_to()))))?;
        // An act without fields may come without a body.
        let text = if text.trim().is_empty() { "{}" } else { text };
        let value = json::read(text).map_err(failed)?;
        refuse_nul(&value).map_err(failed)?;
        Ok(Self { value, bytes })
    }
}

fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

async fn read(mut body: Body) -> Result<Bytes, AppError> {
    let mut kept = Vec::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| AppError::Malformed("the body ended early".into()))?;
        let Ok(data) = frame.into_data() else { continue };
        size += data.len();
        if size > DRAINED_BYTES_MAX {
            break;
        }
        if size <= BODY_BYTES_MAX {
            kept.extend_from_slice(&data);
        }
    }
    if size > BODY_BYTES_MAX {
        return Err(AppError::TooLarge { field: "body".into(), max: BODY_BYTES_MAX });
    }
    Ok(kept.into())
}

/// Names of fields are never stored, but they are shown in errors; one that
/// holds U+0000 is refused as a whole.
fn refuse_nul(value: &Value) -> Result<(), AppError> {
    match value {
        Value::Object(map) if map.keys().any(|key| key.contains('\0')) => {
            Err(AppError::Invalid(vec![FieldError::new("", "unknown_field")]))
        }
        _ => Ok(()),
    }
}
