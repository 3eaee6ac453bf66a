//! The copy of a person's data as it goes out: a ZIP with `data.json`, a readable page
//! in their language, and their files.

mod letter;

use crate::language::Language;
use crate::wording::Zone;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use homeward_app::App;
use homeward_app::person::{self, Copy};
use homeward_domain::case::event::PersonOfCase;

/// The name of the readable page in the copy.
const PAGE: &str = "data.html";
/// The name under which the copy is saved.
const DISPOSITION: &str = "attachment; filename=\"personal-data.zip\"";

/// The copy, to be saved; it is put together while it is sent.
pub fn download(app: &App, copy: Copy) -> Response {
    let language = copy.data.language.as_deref().map_or(Language::Chinese, Language::accepted);
    let page = letter::page((language, Zone::named(copy.zone.as_deref())), &copy.data);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(DISPOSITION)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, Body::from_stream(person::stream(app, copy, (PAGE, page)))).into_response()
}

/// A person of a case as a form names them: `complainant.1`, `representative.2`.
pub fn spelled(whose: PersonOfCase) -> String {
    match whose {
        PersonOfCase::Complainant(place) => format!("complainant.{place}"),
        PersonOfCase::Representative(number) => format!("representative.{number}"),
    }
}

/// The person of that spelling.
pub fn parse(text: &str) -> Option<PersonOfCase> {
    let (role, number) = text.split_once('.')?;
    let number: i64 = number.parse().ok().filter(|number| *number > 0)?;
    match role {
        "complainant" => Some(PersonOfCase::Complainant(number)),
        "representative" => Some(PersonOfCase::Representative(number)),
        _ => None,
    }
}
