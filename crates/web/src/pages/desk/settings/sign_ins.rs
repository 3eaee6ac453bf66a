//! The log of sign-ins: for administrators, and for auditors, who read everything.

use super::super::listing::{Listing, Row};
use super::super::visit::Visit;
use crate::frame::PageError;
use crate::wording::time;
use axum::extract::Query;
use axum::response::Response;
use homeward_app::sign_in::{self, SignIn};
use homeward_app::{AppError, Scope, people};

const PAGE: &str = "/desk/settings/sign-ins";
/// Entries of a page.
const ROWS: i64 = 100;

/// Which entries are asked for.
#[derive(Default, serde::Deserialize)]
pub struct Before {
    before: Option<String>,
}

pub async fn list(visit: Visit, Query(asked): Query<Before>) -> Result<Response, PageError> {
    visit.allow(Scope::LogRead)?;
    let failed = |error: AppError| visit.failed(error);
    let before = asked.before.as_deref().and_then(sign_in::read_place);
    let log = sign_in::log(visit.app(), visit.caller(), None, before, ROWS + 1).await.map_err(failed)?;
    let names = people::names(visit.app()).await.map_err(failed)?;
    let shown = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let next = log
        .get(shown)
        .and_then(|_| log.get(shown - 1))
        .map(|last| format!("{PAGE}?before={}", sign_in::written_place(last.place)));
    let row = |entry: &SignIn| {
        let who = names.get(&entry.place.staff).cloned().unwrap_or_else(|| visit.say("sign-ins-nobody", &[]));
        let way = if entry.way.is_empty() { String::new() } else { visit.name("way-in", &entry.way) };
        let cells = vec![time(visit.language, entry.place.at), who, visit.name("sign-in-outcome", &entry.outcome), way];
        Row { href: None, cells }
    };
    let rows = log.iter().take(shown).map(row).collect();
    let columns = ["time", "who", "outcome", "way"];
    let mut listing = Listing::new(&visit, "settings-title", None, None, &columns, rows).await?;
    listing.next = next;
    listing.answer()
}
