//! Who looked at whose contact points, for those who have the right to know.

use super::listing::{Listing, Row};
use super::visit::Visit;
use crate::frame::{Frame, PageError};
use crate::pages::timeline::Names;
use crate::wording::time;
use axum::extract::{Path, Query};
use axum::response::Response;
use homeward_app::looks::{self, Log, Look, read_place, written_place};
use homeward_app::{AppError, people};
use homeward_domain::actor::Actor;

/// Entries of a page.
const ROWS: usize = 100;

/// Which entries are asked for.
#[derive(Default, serde::Deserialize)]
pub struct Before {
    before: Option<String>,
}

impl Before {
    fn place(&self) -> Option<Look> {
        self.before.as_deref().and_then(read_place)
    }
}

/// One more than a page, by which it is known whether there is another.
fn limit() -> i64 {
    i64::try_from(ROWS).unwrap_or(i64::MAX) + 1
}

/// Those by a case.
pub async fn of_case(
    visit: Visit,
    Path(number): Path<String>,
    Query(asked): Query<Before>,
) -> Result<Response, PageError> {
    let log = looks::of_case_log(visit.app(), visit.caller(), number, asked.place(), limit()).await;
    listed(&visit, log).await
}

/// Those at a customer.
pub async fn of_customer(
    visit: Visit,
    Path(reference): Path<String>,
    Query(asked): Query<Before>,
) -> Result<Response, PageError> {
    let log = looks::of_customer_log(visit.app(), visit.caller(), reference, asked.place(), limit()).await;
    listed(&visit, log).await
}

async fn listed(visit: &Visit, log: Result<Log, AppError>) -> Result<Response, PageError> {
    let mut log = log.map_err(|error| visit.failed(error))?;
    let has_more = log.looks.len() > ROWS;
    log.looks.truncate(ROWS);
    let next = log.looks.last().filter(|_| has_more).and_then(|last| {
        let before = serde_urlencoded::to_string([("before", written_place(last))]).ok()?;
        Some(format!("{}?{before}", visit.uri.path()))
    });
    let frame = Frame::new(visit.language, "looks-title", &visit.uri);
    let staff = people::names(visit.app()).await.map_err(|error| visit.failed(error))?;
    let names = Names {
        frame: &frame,
        staff,
        people: std::collections::HashMap::new(),
        policies: visit.app().policies(),
        closed: homeward_app::Closed::default(),
    };
    let row = |look: &Look| {
        let who = Actor::parse(&look.actor).map_or_else(|| look.actor.clone(), |actor| names.actor(actor));
        let case = log.cases.get(&look.case);
        let record = |id: i64| log.records.get(&id).cloned().unwrap_or_default();
        let cells = vec![
            case.cloned().unwrap_or_else(|| record(look.booking)),
            record(look.customer),
            time(visit.language, look.at),
            who,
            crate::wording::look(visit.language, &look.why),
        ];
        Row { href: case.map(|number| format!("/desk/cases/{number}")), cells }
    };
    let rows = log.looks.iter().map(row).collect();
    let columns = ["look-by", "look-customer", "time", "who", "look-why"];
    let mut listing = Listing::new(visit, "looks-title", None, None, &columns, rows).await?;
    listing.next = next;
    listing.answer()
}
