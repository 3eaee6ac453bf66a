//! Acts on a case: each a resource that is posted to.

/// Declares the handler of an act: extract, carry out, answer.
macro_rules! act {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ty, $caller:ident, $use_case:path) => {
        $(#[$doc])*
        #[utoipa::path(post, operation_id = concat!("post_", stringify!($name)),
            path = $path, tag = "acts", request_body = $body,
            params(("number" = String, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
            responses((status = 201, body = CaseBody), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
                (status = 503, body = Problem)))]
        pub async fn $name(
            State(web): State<Web>,
            $caller(caller, language): $caller,
            Path(number): Path<String>,
            headers: HeaderMap,
            body: Json,
        ) -> Result<Response, Failed> {
            let failed = |error| Failed(language, error);
            let request = request(caller, number, stringify!($name), &headers, &body.bytes).map_err(failed)?;
            let (view, repeat) = $use_case(&web.app, request, &body.value).await.map_err(failed)?;
            Ok(answer(StatusCode::CREATED, &view, repeat))
        }
    };
}

/// Declares the handler of an act on a numbered part of a case.
macro_rules! act_on {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ty, $caller:ident, $use_case:path) => {
        $(#[$doc])*
        #[utoipa::path(post, operation_id = concat!("post_", stringify!($name)),
            path = $path, tag = "acts", request_body = $body,
            params(("number" = String, Path), ("part" = i64, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
            responses((status = 201, body = CaseBody), (status = 400, body = Problem), (status = 401, body = Problem),
                (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
                (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
                (status = 503, body = Problem)))]
        pub async fn $name(
            State(web): State<Web>,
            $caller(caller, language): $caller,
            Path((number, part)): Path<(String, String)>,
            headers: HeaderMap,
            body: Json,
        ) -> Result<Response, Failed> {
            let failed = |error| Failed(language, error);
            let part: i64 = part.parse().map_err(|_| failed(AppError::NotFound))?;
            let request = request(caller, number, &format!("{}/{part}", stringify!($name)), &headers, &body.bytes).map_err(failed)?;
            let (view, repeat) = $use_case(&web.app, request, part, &body.value).await.map_err(failed)?;
            Ok(answer(StatusCode::CREATED, &view, repeat))
        }
    };
}

/// Declares the description of a body that `homeward-app` reads field by field.
macro_rules! described {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? })+) => {
        $($(#[$doc])* #[derive(ToSchema)]
        #[allow(dead_code, reason = "describes what homeward-app reads field by field")]
        pub struct $name { $($(#[$field_doc])* $field: $kind),* })+
    };
}

pub mod beyond;
pub mod errands;
pub mod journey;
pub mod matter;
pub mod record;
pub mod team;

/// What every handler of an act names.
mod prelude {
    pub use crate::api::body::Json;
    pub use crate::api::caller::{Eraser, Lead, Manager, Writer, request};
    pub use crate::api::cases::{answer, answer_with_link};
    pub use crate::api::problem::{Failed, Problem};
    pub use crate::api::schema::{CaseBody, CaseWithLink};
    pub use crate::state::Web;
    pub use axum::extract::{Path, State};
    pub use axum::http::{HeaderMap, StatusCode};
    pub use axum::response::Response;
    pub use homeward_app::AppError;
}
