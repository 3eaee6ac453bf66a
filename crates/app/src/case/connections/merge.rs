//! Lets another case go on with this one.

use super::pair::{self, Both};
use crate::act::{Act, Asked, Done, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form;
use crate::ground::request::Request;
use crate::ground::words::Sealer;
use crate::read::beside;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConnectionCommand;
use homeward_domain::case::decide::{carried, parties};
use homeward_domain::case::event::CaseAbsorbed;
use homeward_store::Db;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "merge",
    on: On::Case,
    about: "Lets another case go on with this one, by the earlier receipt and the stricter due times.",
    body: ("NewMerge", "The case that goes on."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Others.at(3)),
    concerns: |case| case.state().is_open(),
    fields: &[
        must("into", Takes::Line, "The case that goes on.").such_as("HW-2611-000123-7"),
        must("text", Takes::Words, "Why.").such_as("同一客人就同一事项重复反映"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(merge(app, request, body, asked))),
};

async fn merge(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let mut sealer = Sealer::default();
    let (into, words) = form::read_as(body, asked.fields, |fields| {
        let into = pair::other(fields, "into");
        let text = fields.required("text", fields.long_text("text"));
        Some((into?, sealer.seal(text?)))
    })?;
    let policies = app.clone();
    pair::on_both(app, request, into, sealer.into_contents(), move |db: &Db, both: &Both| {
        let same = beside::same_persons(db, both.number.serial(), both.other_number.serial())?;
        let same_as = |complainant: i64| *usize::try_from(complainant - 1).ok().and_then(|place| same.get(place))?;
        let absorbed = CaseAbsorbed {
            other: both.number,
            received_at: both.case.received_at,
            clocks: carried(&both.case, &policies.policies()),
            parties: parties(&both.case, both.number, same_as),
            on_page: both.case.hears_on_page(),
        };
        Ok((
            Command::Connections(ConnectionCommand::MergeInto { into: both.other_number, words }),
            Command::Connections(ConnectionCommand::Absorb(Box::new(absorbed))),
        ))
    })
    .await
}
