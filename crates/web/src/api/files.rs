//! Files of a case: sent as a form of parts, read one by one.

use super::caller::{Reader, Writer, request};
use super::cases::answer;
use super::problem::{Failed, Problem};
use super::schema::CaseBody;
use crate::state::Web;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::files::{self, FILE_BYTES_MAX, FILES_AT_ONCE_MAX, Kept};
use homeward_app::{App, AppError, FieldError, acts};
use utoipa::ToSchema;

/// The most bytes that are read and thrown away after a mistake, so that the
/// sender hears of it (contract, "Limits").
const DRAINED_BYTES_MAX: usize = 32 * 1024 * 1024;
/// The most characters of a part that is no file.
const WORD_BYTES_MAX: usize = 100;

/// Files with what they belong to.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what is read part by part")]
pub struct NewFiles {
    /// One or more parts, each a file of 25 MB at most; 20 at once.
    #[schema(content_media_type = "application/octet-stream")]
    file: Vec<String>,
    /// The place of the entry they belong to.
    entry: Option<i64>,
}

/// Attaches files to a case: pictures, sound, film, papers, texts. Their type
/// is read from their content.
#[utoipa::path(post, path = "/api/v1/cases/{number}/files", tag = "files",
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
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let case = files::must_be_visible(&web.app, &caller, number.clone()).await.map_err(failed)?;
    let mut parts = parts.map_err(|_| failed(AppError::Malformed("Content-Type: multipart/form-data".into())))?;
    let mut sent = Sent::default();
    let read = read(&web.app, case, &mut parts, &mut sent).await;
    if let Err(error) = read {
        drain(&mut parts).await;
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
    let (view, repeat) = acts::attach_files(&web.app, request, sent.entry, sent.kept).await.map_err(failed)?;
    Ok(answer(&web, StatusCode::CREATED, &view, repeat))
}

/// A file of a case, as it was sent.
#[utoipa::path(get, path = "/api/v1/cases/{number}/files/{part}", tag = "files",
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
    let media_type = HeaderValue::from_str(&opened.media_type);
    let media_type = media_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    // Saved, never shown in our own name: what somebody sent is not ours.
    let name: String = opened.name.bytes().map(percent_encoded).collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let etag = HeaderValue::from_str(&format!("\"{}\"", opened.sha256.to_hex()));
    let etag = etag.unwrap_or(HeaderValue::from_static("\"\""));
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, opened.bytes).into_response())
}

/// What was sent, as far as it was read.
#[derive(Default)]
struct Sent {
    kept: Vec<Kept>,
    entry: Option<i64>,
}

impl Sent {
    /// Names the request for its idempotency key: bodies of the same files
    /// differ in the marks between their parts.
    fn fingerprint(&self) -> String {
        let files = self.kept.iter().map(|kept| format!("{} {}", kept.details.sha256.to_hex(), kept.details.name));
        let entry = self.entry.map(|entry| format!("entry {entry}"));
        files.chain(entry).collect::<Vec<_>>().join("\n")
    }
}

async fn read(app: &App, case: i64, parts: &mut Multipart, sent: &mut Sent) -> Result<(), AppError> {
    let invalid = |error| AppError::Invalid(vec![error]);
    while let Some(mut part) = parts.next_field().await.map_err(|e| malformed(&e))? {
        match part.name().unwrap_or_default() {
            "file" => {
                if sent.kept.len() == FILES_AT_ONCE_MAX {
                    return Err(AppError::TooLarge { field: "file".into(), max: FILES_AT_ONCE_MAX });
                }
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = bytes(&mut part, "file", FILE_BYTES_MAX).await?;
                sent.kept.push(files::keep(app, case, &name, bytes).await?);
            }
            "entry" => {
                let text = bytes(&mut part, "entry", WORD_BYTES_MAX).await?;
                let entry = String::from_utf8_lossy(&text).trim().parse::<i64>().ok().filter(|entry| *entry > 0);
                let wrong = || invalid(FieldError::with("entry", "not_a_number", "1–"));
                sent.entry = Some(entry.ok_or_else(wrong)?);
            }
            other => return Err(invalid(FieldError::new(other.to_owned(), "unknown_field"))),
        }
    }
    if sent.kept.is_empty() {
        return Err(invalid(FieldError::new("file", "required")));
    }
    Ok(())
}

/// The bytes of a part, as far as they may be so many. What is over is read
/// too, so that the next part can be found, but not kept.
async fn bytes(part: &mut Field<'_>, field: &str, max: usize) -> Result<Vec<u8>, AppError> {
    let (mut kept, mut size) = (Vec::new(), 0_usize);
    while let Some(chunk) = part.chunk().await.map_err(|e| malformed(&e))? {
        size += chunk.len();
        if size > max + DRAINED_BYTES_MAX {
            break;
        }
        if size <= max {
            kept.extend_from_slice(&chunk);
        }
    }
    if size > max { Err(AppError::TooLarge { field: field.into(), max }) } else { Ok(kept) }
}

/// Hears a sender out after a mistake, but not for ever.
async fn drain(parts: &mut Multipart) {
    let mut size = 0;
    while let Ok(Some(mut part)) = parts.next_field().await {
        while let Ok(Some(chunk)) = part.chunk().await {
            size += chunk.len();
            if size > DRAINED_BYTES_MAX {
                return;
            }
        }
    }
}

fn malformed(error: &MultipartError) -> AppError {
    AppError::Malformed(format!("multipart/form-data: {}", error.body_text()))
}

fn percent_encoded(byte: u8) -> String {
    let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}
