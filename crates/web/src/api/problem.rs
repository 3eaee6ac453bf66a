//! Errors as `application/problem+json` (RFC 9457), in the sender's language.

use crate::language::{Language, message};
use crate::pages::{no_copy, of_restriction, time};
use crate::rejected;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::{AppError, FieldError, StoreError};
use homeward_domain::case::Rejection;
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::time::Timestamp;
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

/// What is wrong with a field, in words.
pub fn field_problem(language: Language, error: &FieldError) -> FieldProblem {
    let key = format!("field-{}", error.code.replace('_', "-"));
    // A moment stands in a sentence as its reader writes it.
    let at = Timestamp::parse(&error.detail).ok().filter(|_| error.detail.contains('T'));
    let detail = at.map_or_else(|| error.detail.clone(), |at| time(language, at.0));
    let text = message(language, &key, &[("detail", &detail)]);
    FieldProblem { field: error.field.clone(), code: error.code.into(), message: text }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_time_in_what_is_wrong_with_a_field_is_written_as_its_reader_writes_it() {
        let review = Timestamp::parse("2026-11-30T12:42:47Z").unwrap();
        let error = FieldError::with("call_reason", "written_only", review.to_rfc3339());
        let words = Language::ALL.map(|language| field_problem(language, &error).message);
        assert!(words[0].contains("2026年11月30日 20:42") && words[1].contains("30 Nov 2026, 20:42"), "{words:?}");
    }

    #[test]
    fn every_code_of_a_field_has_words_in_both_languages() {
        let sources = [
            include_str!("../../../app/src/act/checks.rs"),
            include_str!("../../../app/src/form.rs"),
            include_str!("../../../app/src/intake.rs"),
            include_str!("../../../app/src/error.rs"),
            include_str!("../../../app/src/people.rs"),
            include_str!("../../../app/src/case/plans/add_measure.rs"),
            include_str!("../../../app/src/case/team/take_step.rs"),
            include_str!("../../../app/src/files/mod.rs"),
            include_str!("../../../app/src/rules/condition.rs"),
            include_str!("../../../app/src/rules/edit.rs"),
            include_str!("../../../app/src/staff.rs"),
            include_str!("../../../app/src/grant.rs"),
            include_str!("../../../app/src/take_in.rs"),
            include_str!("../../../app/src/settings/terms.rs"),
            include_str!("../../../app/src/settings/retention.rs"),
            include_str!("../../../app/src/units.rs"),
            include_str!("../../../app/src/case/investigation/ask_question.rs"),
            include_str!("../../../app/src/case/connections/pair.rs"),
            include_str!("../../../app/src/case/clocks/pause.rs"),
            include_str!("../../../app/src/case/publication/propose_publication.rs"),
            include_str!("../../../app/src/case/team/assign.rs"),
            include_str!("../../../app/src/case/conversation/record_message.rs"),
            include_str!("../../../app/src/case/acceptance/decide_acceptance.rs"),
            include_str!("../../../app/src/case/acceptance/decide_objection.rs"),
            include_str!("../../../app/src/import/mapping.rs"),
            include_str!("../../../app/src/json.rs"),
            include_str!("../../../app/src/registers/form.rs"),
            include_str!("../../../app/src/registers/mod.rs"),
            include_str!("cases.rs"),
            include_str!("registers.rs"),
            include_str!("settings.rs"),
            include_str!("../../../app/src/promises.rs"),
        ];
        let codes = sources.iter().flat_map(|source| {
            source.split('"').filter(|part| part.len() > 3 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        });
        let known = |code: &&str| {
            let key = format!("field-{}", code.replace('_', "-"));
            Language::ALL.iter().filter(|l| message(**l, &key, &[("detail", "x")]) != key).count()
        };
        let counts: Vec<(&str, usize)> = codes.map(|code| (code, known(&code))).collect();
        let half: Vec<_> = counts.iter().filter(|(_, count)| *count == 1).collect();
        assert!(half.is_empty(), "{half:?}");
        for code in ["required", "unknown_field", "not_a_time", "too_long", "control_character", "one_end"] {
            assert!(counts.contains(&(code, 2)), "{code}");
        }
    }
}
