//! Errors as `application/problem+json` (RFC 9457), in the sender's language.

use crate::language::{Language, message};
use crate::wording::{field_message, no_copy, of_restriction, rejected};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::{AppError, FieldError, StoreError};
use homeward_domain::case::Rejection;
use homeward_domain::case::rejection::PrivacyRejection;
use serde::Serialize;
use utoipa::ToSchema;

/// How long a sender should wait where too much is going on, in seconds.
const RETRY_AFTER: &str = "1";

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem; stable.
    #[serde(rename = "type")]
    #[schema(example = "urn:homeward:problem:invalid")]
    pub kind: String,
    /// The kind of problem in words.
    #[schema(example = "内容有误")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// This problem in words.
    pub detail: String,
    /// The fields that are wrong, each with a stable code and a message.
    pub errors: Vec<FieldProblem>,
    /// The case that is spoken of, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Where an erasure is refused: the first moment at which it may be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_until: Option<String>,
    /// And on what ground it is kept until then: `transaction_record` or `retention_period`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_ground: Option<String>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Path of the field; empty for the request as a whole.
    #[schema(example = "complainant.name")]
    pub field: String,
    /// Stable code.
    #[schema(example = "required")]
    pub code: String,
    /// In words.
    #[schema(example = "必填")]
    pub message: String,
}

/// An error with the language of its reader.
#[derive(Debug)]
pub struct Failed(pub Language, pub AppError);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        problem(self.0, self.1).into_response()
    }
}

impl Problem {
    /// The address is there, but not for this method.
    pub fn method_not_allowed(language: Language) -> Self {
        Self {
            kind: "urn:homeward:problem:method-not-allowed".into(),
            title: message(language, "problem-method-not-allowed", &[]),
            status: StatusCode::METHOD_NOT_ALLOWED.as_u16(),
            detail: message(language, "problem-method-not-allowed-detail", &[]),
            errors: Vec::new(),
            case: None,
            kept_until: None,
            kept_ground: None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
            }
            _ => {}
        }
        response
    }
}

fn problem(language: Language, error: AppError) -> Problem {
    let (status, kind) = status_and_kind(&error);
    let text = |key: &str, arguments: &[(&str, &str)]| message(language, key, arguments);
    let detail = match &error {
        AppError::Rejected(rejection) => rejected(language, rejection),
        AppError::Restricted(restricted) => of_restriction(language, restricted),
        AppError::Forbidden(scope) => text("problem-forbidden-detail", &[("scope", scope)]),
        AppError::KnownReference(number) => text("problem-known-reference-detail", &[("number", number)]),
        AppError::RepeatedApology(earlier) => {
            text("problem-repeated-apology-detail", &[("number", &earlier.case), ("sentence", &earlier.sentence)])
        }
        AppError::Stale(seq) => text("problem-stale-detail", &[("seq", &seq.to_string())]),
        AppError::Malformed(what) => text("problem-malformed-detail", &[("what", what)]),
        AppError::Beyond(_) => text("problem-beyond-detail", &[]),
        AppError::NotShown(why) => no_copy(language, *why),
        AppError::Invalid(errors) | AppError::BadQuery(errors) => {
            text("problem-invalid-detail", &[("count", &errors.len().to_string())])
        }
        _ => match error.over() {
            Some(over) => text("problem-too-large-detail", &[("field", &over.field), ("max", &over.detail)]),
            None => text(&format!("problem-{kind}-detail"), &[]),
        },
    };
    if status >= 500 {
        tracing::error!(%error, status, "a request failed");
    }
    let kind_name = match &error {
        AppError::Rejected(rejection) => format!("urn:homeward:rule:{}", rejection.code()),
        _ => format!("urn:homeward:problem:{kind}"),
    };
    let title = text(&format!("problem-{kind}"), &[]);
    let case = match &error {
        AppError::KnownReference(number) => Some(number.clone()),
        AppError::RepeatedApology(earlier) => Some(earlier.case.clone()),
        _ => None,
    };
    let (kept_until, kept_ground) = match &error {
        AppError::Rejected(Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground })) => {
            (Some(until.to_rfc3339()), Some(ground.as_str().to_owned()))
        }
        _ => (None, None),
    };
    let errors = field_problems(language, error);
    Problem { kind: kind_name, title, status, detail, errors, case, kept_until, kept_ground }
}

fn status_and_kind(error: &AppError) -> (u16, &'static str) {
    match error {
        AppError::Malformed(_) => (400, "malformed"),
        AppError::Invalid(_) => (422, "invalid"),
        AppError::BadQuery(_) => (400, "invalid"),
        AppError::TooLarge { .. }
        | AppError::TooManyFiles(_)
        | AppError::TooManyParts(_)
        | AppError::HeadTooLong(_) => (413, "too-large"),
        AppError::NotFound | AppError::NoSuchLink => (404, "not-found"),
        AppError::Unauthenticated => (401, "unauthenticated"),
        AppError::Forbidden(_) | AppError::Beyond(_) => (403, "forbidden"),
        AppError::Restricted(_) => (403, "restricted"),
        AppError::BeyondUnit => (403, "beyond-unit"),
        AppError::Sealed => (403, "sealed"),
        AppError::PaperClosed => (403, "paper-closed"),
        AppError::NotShown(_) => (422, "not-shown"),
        AppError::Rejected(rejection) => (if rejection.field().is_some() { 422 } else { 409 }, "rule"),
        AppError::KnownReference(_) => (409, "known-reference"),
        AppError::RepeatedApology(_) => (409, "repeated-apology"),
        AppError::OldLink => (410, "old-link"),
        AppError::ShutLink => (410, "shut-link"),
        AppError::ErasedLink(_) => (410, "erased-link"),
        AppError::KeyReused => (409, "key-reused"),
        AppError::Stale(_) => (412, "stale"),
        AppError::Store(StoreError::Full(_)) => (503, "disk-full"),
        AppError::FilesLeft => (503, "files-left"),
        AppError::Store(StoreError::Altered(_)) => (503, "altered"),
        AppError::Store(StoreError::Unavailable(_) | StoreError::Overloaded | StoreError::Conflict(_)) => {
            (503, "unavailable")
        }
        AppError::Store(_) | AppError::File(_) | AppError::Outside(_) => (500, "broken"),
    }
}

fn field_problems(language: Language, error: AppError) -> Vec<FieldProblem> {
    match error {
        AppError::Invalid(errors) | AppError::BadQuery(errors) | AppError::Beyond(errors) => {
            errors.into_iter().map(|e| field_problem(language, &e)).collect()
        }
        AppError::Rejected(rejection) => {
            let named = rejection.field().map(|field| FieldProblem {
                field: field.into(),
                code: rejection.code().into(),
                message: rejected(language, &rejection),
            });
            named.into_iter().collect()
        }
        other => other.over().map(|over| field_problem(language, &over)).into_iter().collect(),
    }
}

fn field_problem(language: Language, error: &FieldError) -> FieldProblem {
    FieldProblem { field: error.field.clone(), code: error.code.into(), message: field_message(language, error) }
}
