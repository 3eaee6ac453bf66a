//! The description of the API, its page, and the answer where there is nothing.

use super::problem::{Failed, Problem};
use crate::language::{Language, message};
use crate::rendered::Rendered;
use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use homeward_app::AppError;
use std::sync::OnceLock;

pub async fn document() -> impl IntoResponse {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.get_or_init(super::openapi_json).as_str())
}

#[derive(Template)]
#[template(path = "api_docs.html")]
struct Page {
    language: Language,
    title: String,
}

pub async fn page(language: Language) -> impl IntoResponse {
    let page = Page { language, title: message(language, "api-docs-title", &[]) };
    (Rendered::by(&page), Html(page.render().unwrap_or_default()))
}

pub async fn not_this_way(language: Language) -> Problem {
    Problem::method_not_allowed(language)
}

pub async fn nothing(language: Language) -> Failed {
    Failed(language, AppError::NotFound)
}
