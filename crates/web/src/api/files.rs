//! Files of a case: sent as a form of parts, read one by one.

use super::caller::{Reader, Writer, request};
use super::cases::answer;
use super::problem::{Failed, Problem};
use super::schema::CaseBody;
use crate::parts::Parts;
use crate::state::Web;
use crate::upload::{self, Sent, read};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use homeward_app::{AppError, case, files, pictures};
use utoipa::ToSchema;

/// Files with what they belong to.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what is read part by part")]
pub struct NewFiles {
    /// One or more parts, each a file of 25 MB at most; 20 at once.
    #[schema(content_media_type = "application/octet-stream")]
    file: Vec<String>,
    /// The place of the entry they belong to.
    entry: Option<i64>,
    /// Which of them are scans of identity papers (passport, identity card, household
    /// register, visa): `all`, or the name of one as it is sent, once for each. They are
    /// open to those who handle the case; everybody else tells a reason.
    #[schema(example = json!(["护照.jpg"]))]
    paper: Option<Vec<String>>,
}

/// Attaches files to a case: pictures, sound, film, papers, texts. Their type
/// is read from their content.
#[utoipa::path(post, operation_id = "attach_files", path = "/api/v1/cases/{number}/files", tag = "files",
    request_body(content = NewFiles, content_type = "multipart/form-data"),
    params(("number" = String, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CaseBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn attach(
    State(web): State<Web>,
    Writer(caller, language): Writer,
    Path(number): Path<String>,
    headers: HeaderMap,
    parts: Result<Parts, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let case = files::must_be_visible(&web.app, &caller, number.clone()).await.map_err(failed)?;
    let mut parts = parts.map_err(|_| failed(AppError::Malformed("Content-Type: multipart/form-data".into())))?;
    let _room = upload::room(&web.staff_uploads, &headers).map_err(failed)?;
    let mut sent = Sent::default();
    let read = read(&web.app, case, &mut parts, &mut sent).await;
    if let Err(error) = read {
        parts.drain().await;
        files::discard(&web.app, &sent.kept).await.map_err(failed)?;
        return Err(failed(error));
    }
    let request = request(caller, number, "files", &headers, sent.fingerprint().as_bytes());
    let request = match request {
        Ok(request) => request,
        Err(error) => {
            files::discard(&web.app, &sent.kept).await.map_err(failed)?;
            return Err(failed(error));
        }
    };
    let (view, repeat) = case::attach_files(&web.app, request, sent.entry, sent.kept).await.map_err(failed)?;
    Ok(answer(StatusCode::CREATED, &view, repeat))
}

/// A file of a case, as it was sent. The original of a picture is open to tokens that
/// may see contact points; each time it is given stands in the log of looks. So is an
/// identity paper, whatever its type, and its copy.
#[utoipa::path(get, operation_id = "open_file", path = "/api/v1/cases/{number}/files/{part}", tag = "files",
    params(("number" = String, Path), ("part" = i64, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn open(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path((number, part)): Path<(String, String)>,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let part = part.parse().map_err(|_| failed(AppError::NotFound))?;
    let opened = files::open(&web.app, &caller, number, part).await.map_err(failed)?;
    Ok(upload::download(opened))
}

/// A picture of a case as it is shown: a copy without metadata, upright, as JPEG. One
/// that cannot be copied is answered with `not-shown`.
#[utoipa::path(get, operation_id = "show_picture", path = "/api/v1/cases/{number}/files/{part}/copy", tag = "files",
    params(("number" = String, Path), ("part" = i64, Path),
        ("size" = Option<String>, Query, description = "`small`, for a tile, or `large`.")),
    responses((status = 200, content_type = "image/jpeg"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn copy(
    State(web): State<Web>,
    Reader(caller, language): Reader,
    Path((number, part)): Path<(String, String)>,
    Query(asked): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let part = part.parse().map_err(|_| failed(AppError::NotFound))?;
    let size = upload::size(&asked).map_err(failed)?;
    let shown = pictures::copy(&web.app, &caller, number, part, size).await.map_err(failed)?;
    Ok(upload::picture(shown, &headers))
}
