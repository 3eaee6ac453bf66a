//! Everything that is kept of one person, as one file for them.

use super::body::Json;
use super::caller::Eraser;
use super::problem::{Failed, Problem};
use crate::person;
use crate::state::Web;
use axum::extract::{Path, State};
use axum::response::Response;
use homeward_app::AppError;
use homeward_app::person::{of_case, of_customer};
use homeward_domain::case::event::PersonOfCase;
use utoipa::ToSchema;

/// On what ground a copy is handed out.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCopy {
    /// `person_request`, `portability`, `close_relative` or `order`.
    #[schema(example = "person_request")]
    ground: String,
}

/// Everything that is kept of a customer, as a ZIP for them: `data.json`
/// (docs/person-data.md), a readable page in their language, and their files; also of
/// one under restriction. That it was handed out goes on record. Needs `privacy:write`.
#[utoipa::path(post, operation_id = "give_customer_data", path = "/api/v1/customers/{reference}/data",
    tag = "registers", request_body = NewCopy, params(("reference" = String, Path)),
    responses((status = 200, content_type = "application/zip"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn customer(
    State(web): State<Web>,
    Eraser(caller, language): Eraser,
    Path(reference): Path<String>,
    body: Json,
) -> Result<Response, Failed> {
    let copy = of_customer(&web.app, &caller, reference, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(person::download(&web.app, copy))
}

/// Declares the handler of a copy for somebody of a case.
macro_rules! of_person {
    ($(#[$doc:meta])* $name:ident, $path:literal, $role:ident) => {
        $(#[$doc])*
        #[utoipa::path(post, operation_id = concat!("give_", stringify!($name), "_data"), path = $path, tag = "cases",
            request_body = NewCopy, params(("number" = String, Path), ("part" = i64, Path)),
            responses((status = 200, content_type = "application/zip"), (status = 400, body = Problem),
                (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
                (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
                (status = 503, body = Problem)))]
        pub async fn $name(
            State(web): State<Web>,
            Eraser(caller, language): Eraser,
            Path((number, part)): Path<(String, String)>,
            body: Json,
        ) -> Result<Response, Failed> {
            let failed = |error| Failed(language, error);
            let part: i64 = part.parse().map_err(|_| failed(AppError::NotFound))?;
            let copy = of_case(&web.app, &caller, number, PersonOfCase::$role(part), &body.value).await.map_err(failed)?;
            Ok(person::download(&web.app, copy))
        }
    };
}

of_person!(
    /// Everything that is kept of one who complains, by place from 1, as a ZIP for
    /// them: here, and where the same person stands elsewhere. That it was handed out
    /// goes on record. Needs `privacy:write`.
    complainant, "/api/v1/cases/{number}/complainants/{part}/data", Complainant
);
of_person!(
    /// Everything that is kept of one who acts for a complainant, by number, as a ZIP
    /// for them. That it was handed out goes on record. Needs `privacy:write`.
    representative, "/api/v1/cases/{number}/representatives/{part}/data", Representative
);
