//! Lets a merged case go its own way again.

use super::pair::{self, Both};
use crate::act::{Act, Asked, Done, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::AppError;
use crate::ground::field::{Takes, must};
use crate::ground::form;
use crate::ground::request::Request;
use crate::ground::words::Sealer;
use homeward_domain::case::command::ConnectionCommand;
use homeward_domain::case::decide::brought_back;
use homeward_domain::case::{Case, CaseStatus, Command, Rejection};
use homeward_domain::promises::ClockState;
use homeward_domain::time::Timestamp;
use homeward_store::Db;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "unmerge",
    on: On::Case,
    about: "Lets a merged case go its own way again.",
    body: ("NewUnmerge", "Why the case goes its own way again."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Others.at(4)),
    concerns: |case| matches!(case.status, CaseStatus::Merged { .. }),
    fields: &[must("text", Takes::Words, "Why.").such_as("两个订单，不是同一事项")],
    run: Run::Whole(|app, request, body, asked| Box::pin(unmerge(app, request, body, asked))),
};

async fn unmerge(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let mut sealer = Sealer::default();
    let words = form::read_as(body, asked.fields, |fields| {
        let text = fields.required("text", fields.long_text("text"));
        Some(sealer.seal(text?))
    })?;
    let case = crate::read::whole(app, &request.caller, request.number.clone()).await?.case();
    let case = case.ok_or(AppError::NotFound)?;
    let CaseStatus::Merged { into, .. } = case.status else {
        return Err(Rejection::State { act: "unmerge", state: case.state() }.into());
    };
    let worker = app.clone();
    pair::on_both(app, request, into, sealer.into_contents(), move |_: &Db, both: &Both| {
        let CaseStatus::Merged { at, into, .. } = both.case.status else {
            return Err(Rejection::State { act: "unmerge", state: both.case.state() }.into());
        };
        if into != both.other_number {
            return Err(Rejection::NothingToChange.into());
        }
        let met = met_since(&both.other, at);
        let brought = brought_back(&both.other, both.number, &worker.policies());
        Ok((
            Command::Connections(ConnectionCommand::Unmerge { met, brought, words }),
            Command::Connections(ConnectionCommand::Release { other: both.number }),
        ))
    })
    .await
}

/// What the case that went on has met since the merge.
fn met_since(case: &Case, since: Timestamp) -> Vec<(String, Timestamp)> {
    let met_at = |state: ClockState| match state {
        ClockState::Met { at } | ClockState::Breached { met_at: Some(at) } => Some(at),
        _ => None,
    };
    let clocks = case.clocks.iter().map(|c| (c.clock.promise.clone(), met_at(c.clock.state)));
    clocks.filter_map(|(promise, at)| Some((promise, at.filter(|at| *at >= since)?))).collect()
}
