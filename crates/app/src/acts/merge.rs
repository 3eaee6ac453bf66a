//! Lets another case go on with this one.

use super::pair::{self, Both};
use super::{Done, Request};
use crate::app::App;
use crate::form;
use crate::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::decide::carried;
use serde_json::Value;

/// Body: `into`, the case that goes on, by number; `text`, why.
pub async fn merge(app: &App, request: Request, body: &Value) -> Done {
    let mut sealer = Sealer::default();
    let (into, words) = form::read(body, |fields| {
        let into = pair::other(fields, "into");
        let text = fields.required("text", fields.long_text("text"));
        Some((into?, sealer.seal(text?)))
    })?;
    let policies = app.clone();
    pair::on_both(app, request, into, sealer.into_contents(), move |both: &Both| {
        let clocks = carried(&both.case, &policies.policies());
        let received_at = both.case.received_at;
        let absorb = Command::Absorb { other: both.number, received_at, clocks };
        Ok((Command::MergeInto { into: both.other_number, words }, absorb))
    })
    .await
}
