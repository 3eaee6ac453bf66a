//! Files as they are sent by forms and requests, and as they are given back.

use crate::frame::PageError;
use crate::language::{Language, message};
use crate::parameters::unknown_parameter;
use crate::parts::{DRAINED_BYTES_MAX, Parts, WORDS_MAX};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::files::{self, FILE_BYTES_MAX, FILES_AT_ONCE_MAX, Kept, Opened};
use homeward_app::pictures::{Shown, Size};
use homeward_app::{App, AppError, FieldError, StoreError};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most bytes of a request with files: all that it may bring, and what is heard out
/// after a mistake.
pub const REQUEST_BYTES_MAX: usize = FILES_AT_ONCE_MAX * FILE_BYTES_MAX + 2 * DRAINED_BYTES_MAX;
/// The most characters of a part that is no file.
const WORD_BYTES_MAX: usize = 100;
/// The most bytes of the name of a file in a field.
const NAME_BYTES_MAX: usize = 4 * 1024;

/// What was sent, as far as it was read.
#[derive(Default)]
pub struct Sent {
    /// Files that lie in the store.
    pub kept: Vec<Kept>,
    /// The entry they belong to.
    pub entry: Option<i64>,
    /// Which are scans of identity papers, see [`files::papers_among`].
    pub papers: Vec<String>,
}

impl Sent {
    /// Names the request for its idempotency key: bodies of the same files
    /// differ in the marks between their parts.
    pub fn fingerprint(&self) -> String {
        let files = self.kept.iter().map(|kept| format!("{} {}", kept.details.sha256.to_hex(), kept.details.name));
        let entry = self.entry.map(|entry| format!("entry {entry}"));
        let papers = self.kept.iter().filter(|kept| kept.is_paper).map(|kept| format!("paper {}", kept.details.name));
        files.chain(entry).chain(papers).collect::<Vec<_>>().join("\n")
    }
}

/// Reads the parts of a form and keeps the files among them.
pub async fn read(app: &App, case: i64, parts: &mut Parts, sent: &mut Sent) -> Result<(), AppError> {
    let invalid = |error| AppError::Invalid(vec![error]);
    while let Some(mut part) = parts.next().await? {
        match part.name() {
            "file" => {
                if sent.kept.len() == FILES_AT_ONCE_MAX {
                    return Err(AppError::TooManyFiles(FILES_AT_ONCE_MAX));
                }
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes("file", FILE_BYTES_MAX).await?;
                sent.kept.push(files::keep(app, case, &name, bytes).await?);
            }
            "entry" => {
                let text = part.bytes("entry", WORD_BYTES_MAX).await?;
                let entry = String::from_utf8_lossy(&text).trim().parse::<i64>().ok().filter(|entry| *entry > 0);
                let wrong = || invalid(FieldError::with("entry", "not_a_number", "1–"));
                sent.entry = Some(entry.ok_or_else(wrong)?);
            }
            "paper" => {
                let name = part.bytes("paper", NAME_BYTES_MAX).await?;
                sent.papers.push(String::from_utf8_lossy(&name).into_owned());
            }
            other => return Err(invalid(FieldError::new(other.to_owned(), "unknown_field"))),
        }
    }
    if sent.kept.is_empty() {
        return Err(invalid(FieldError::new("file", "required")));
    }
    let names: Vec<&str> = sent.kept.iter().map(|kept| kept.details.name.as_str()).collect();
    let are_papers = files::papers_among(&names, &sent.papers)?;
    for (kept, is_paper) in sent.kept.iter_mut().zip(are_papers) {
        kept.is_paper = is_paper;
    }
    Ok(())
}

/// A file, to be saved.
pub fn download(opened: Opened) -> Response {
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
    (headers, opened.bytes).into_response()
}

/// The copy of a picture, to be looked at. A browser asks each time whether it may
/// still be shown, and gets the bytes once.
pub fn picture(shown: Shown, asked: &HeaderMap) -> Response {
    let name: String = shown.name.bytes().map(percent_encoded).collect();
    let told = |text: String, else_told: &'static str| {
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(else_told))
    };
    let tag = format!("\"{}\"", shown.tag);
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let kept = if shown.is_paper { "private, no-store" } else { "private, no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_DISPOSITION, told(format!("inline; filename*=UTF-8''{name}.jpg"), "inline")),
        (header::ETAG, told(tag, "\"\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
    ];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, shown.bytes).into_response()
}

/// The same on a page, whose tile says so where the picture cannot be shown.
pub fn picture_on_page(
    language: Language,
    shown: Result<Shown, AppError>,
    asked: &HeaderMap,
) -> Result<Response, PageError> {
    match shown {
        Ok(shown) => Ok(picture(shown, asked)),
        Err(AppError::NotShown(_)) => Ok(no_picture(&message(language, "picture-none", &[]))),
        Err(error) => Err(PageError::new(language, &error)),
    }
}

/// What stands in place of a picture that cannot be shown, where a page has begun to
/// show it already.
fn no_picture(words: &str) -> Response {
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" height=\"240\"><rect width=\"320\" height=\"240\" \
         fill=\"#eef0f3\"/><text x=\"160\" y=\"130\" text-anchor=\"middle\" font-family=\"sans-serif\" \
         font-size=\"32\" fill=\"#565e68\">{words}</text></svg>"
    );
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, drawing).into_response()
}

/// The size that an address asks for, `small` or `large`; the large one where it asks
/// for none.
pub fn size(asked: &[(String, String)]) -> Result<Size, AppError> {
    let mut size = Size::default();
    for (name, value) in asked {
        let wrong = match name.as_str() {
            "size" => FieldError::with("size", "unknown_value", "small, large"),
            _ => unknown_parameter(name),
        };
        size = Size::parse(value).filter(|_| name == "size").ok_or_else(|| AppError::BadQuery(vec![wrong]))?;
    }
    Ok(size)
}

/// One part of a form with words and files.
pub enum Part {
    /// A field by its name, with what was typed.
    Word(String, String),
    /// A file by its name, with its bytes.
    File(String, Vec<u8>),
}

/// The most bytes of what is typed into one field.
const TYPED_BYTES_MAX: usize = 512 * 1024;
/// The most bytes of all that is typed into a form, the names of its fields among them:
/// more than one long text in any script.
const WORDS_BYTES_MAX: usize = 1024 * 1024;

/// What a form has brought so far. Each part has its bound, and so have all together:
/// [`FILES_AT_ONCE_MAX`] files of [`FILE_BYTES_MAX`], and few words.
#[derive(Default)]
pub struct Brought {
    files: usize,
    words: usize,
    typed_bytes: usize,
}

impl Brought {
    fn word(&mut self, field: &str, typed: &[u8]) -> Result<(), AppError> {
        self.words += 1;
        self.typed_bytes += field.len() + typed.len();
        if self.words > WORDS_MAX {
            return Err(AppError::TooManyParts(WORDS_MAX));
        }
        let too_large = || AppError::TooLarge { field: "body".into(), max: WORDS_BYTES_MAX };
        if self.typed_bytes > WORDS_BYTES_MAX { Err(too_large()) } else { Ok(()) }
    }

    /// Told before the bytes of a file are read.
    fn file(&mut self) -> Result<(), AppError> {
        if self.files == FILES_AT_ONCE_MAX {
            return Err(AppError::TooManyFiles(FILES_AT_ONCE_MAX));
        }
        self.files += 1;
        Ok(())
    }
}

/// The next part of a form; none at its end. A file field that was left empty
/// is passed over.
pub async fn next(parts: &mut Parts, brought: &mut Brought) -> Result<Option<Part>, AppError> {
    while let Some(mut part) = parts.next().await? {
        let field = part.name().to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            let typed = part.bytes(&field, TYPED_BYTES_MAX).await?;
            brought.word(&field, &typed)?;
            return Ok(Some(Part::Word(field, String::from_utf8_lossy(&typed).into_owned())));
        };
        brought.file()?;
        let sent = part.bytes("file", FILE_BYTES_MAX).await?;
        if !name.is_empty() || !sent.is_empty() {
            return Ok(Some(Part::File(name, sent)));
        }
    }
    Ok(None)
}

/// Requests of fewer bytes need no room of their own; their length bounds them.
const SMALL_BYTES: u64 = 256 * 1024;

/// Room for one request with files, given back when this goes.
pub type Room = Option<OwnedSemaphorePermit>;

/// Room for the body of a request before it is read; whoever finds none comes again.
pub fn room(rooms: &Arc<Semaphore>, headers: &HeaderMap) -> Result<Room, AppError> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|told| told.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|length| length <= SMALL_BYTES) {
        return Ok(None);
    }
    let room = Arc::clone(rooms).try_acquire_owned();
    room.map(Some).map_err(|_| AppError::Store(StoreError::Overloaded))
}

fn percent_encoded(byte: u8) -> String {
    let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}
