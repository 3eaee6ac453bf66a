//! Rules of the company, as they are in force.

use super::super::visit::Visit;
use super::{Asked, Row, shown};
use crate::pages::frame::PageError;
use axum::extract::Query;
use axum::response::Response;
use homeward_app::{Scope, rules};

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let all = rules::all(visit.app()).await.map_err(|e| visit.failed(e))?;
    let row = |version: &rules::Version| {
        let rule = &version.definition;
        let on: Vec<String> = rule.on.iter().map(|kind| kind.replace('_', " ")).collect();
        let active = visit.say(if rule.active { "yes" } else { "no" }, &[]);
        let cells = vec![
            rule.title.clone(),
            on.join(", "),
            rule.when.clone(),
            rule.acts.len().to_string(),
            active,
            version.version.to_string(),
        ];
        Row { href: None, cells }
    };
    let rows = all.iter().map(row).collect();
    let columns = ["rule", "on", "when", "acts", "active", "version"];
    shown(&visit, &asked, None, &columns, rows).await
}
