//! The private link of a complainant, shown once to whoever hands it on.

use super::super::shell::Shell;
use super::Visit;
use crate::frame::{PageError, page};
use crate::pages::qr::qr;
use askama::Template;
use axum::response::Response;
use homeward_app::case::HandedOut;
use homeward_app::view::CaseView;

#[derive(Template)]
#[template(path = "desk/link.html")]
struct LinkPage {
    shell: Shell,
    number: String,
    lead: String,
    url: String,
    /// The same for the phone of somebody who stands at the counter.
    picture: Option<String>,
}

/// The page that shows a link that was just handed out.
pub async fn page_of(visit: &Visit, view: &CaseView, handed: &HandedOut) -> Result<Response, PageError> {
    let shell = visit.shell("act-follow-links").await?;
    page(&LinkPage {
        lead: visit.say("follow-link-shown", &[("complainant", &handed.complainant.to_string())]),
        number: view.row.number.clone(),
        url: handed.url.clone(),
        picture: qr(&handed.url),
        shell,
    })
}
