//! Nameless results, and how many were withheld.

use crate::frame::{Frame, PageError, page};
use crate::language::Language;
use crate::state::Web;
use crate::wording::{category, time};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use homeward_app::results;

#[derive(Template)]
#[template(path = "public/results.html")]
struct Results {
    frame: Frame,
    published: Vec<Shown>,
    withheld: Option<String>,
}

/// A result in words.
struct Shown {
    category: String,
    when: String,
    matter: String,
    result: String,
}

pub async fn published(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    let found = results::public(&web.app).await.map_err(|e| PageError::new(language, &e))?;
    let frame = super::frame(&web, language, "results-title", &uri).await?;
    let policies = web.app.policies();
    let shown = found.published.into_iter().map(|one| Shown {
        category: if one.category.is_empty() {
            frame.t("results-title")
        } else {
            category(language, policies.categories(), &one.category)
        },
        when: time(language, one.since.0),
        matter: one.matter,
        result: one.result,
    });
    let withheld = (found.withheld > 0).then(|| frame.t1("results-withheld", "count", &found.withheld.to_string()));
    page(&Results { published: shown.collect(), withheld, frame })
}
