//! The newest checkpoint of the record, which anybody may note down: whoever
//! has it can prove later that nothing before it was altered.

use crate::frame::{Frame, PageError, page};
use crate::language::Language;
use crate::state::Web;
use crate::wording::time;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use homeward_app::record;

#[derive(Template)]
#[template(path = "public/verify.html")]
struct Verify {
    frame: Frame,
    facts: Vec<(String, String)>,
}

pub async fn newest(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    let newest = record::newest_seal(&web.app).await.map_err(|e| PageError::new(language, &e))?;
    let frame = super::frame(&web, language, "verify-title", &uri).await?;
    let facts = newest.map(|seal| {
        vec![
            (frame.t("verify-number"), seal.number.to_string()),
            (frame.t("verify-at"), time(language, seal.sealed_at)),
            (frame.t("verify-count"), seal.last_position.to_string()),
            (frame.t("verify-root"), seal.root.to_hex()),
            (frame.t("verify-key"), web.app.secrets().public_key().to_hex()),
        ]
    });
    page(&Verify { facts: facts.unwrap_or_default(), frame })
}
