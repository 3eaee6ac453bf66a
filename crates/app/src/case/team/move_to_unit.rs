//! Gives a case to another unit, or to none.

use crate::act::{Act, Asked, Done, Menu, On, Run, command};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may};
use crate::ground::request::Request;
use crate::registers::unit_tree;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "unit",
    on: On::Case,
    about: "Gives the case to another unit, or to none.",
    body: ("NewUnitOfCase", "Another unit."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Desk.at(3)),
    concerns: |_| true,
    fields: &[
        may("unit", Takes::Unit, "A unit by its reference; null for none.").such_as("SZ-01"),
        may("reason", Takes::Words, "Needed where another unit had it.").such_as("客人住在深圳店"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(move_to_unit(app, request, body, asked))),
};

async fn move_to_unit(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let unit = body.get("unit").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    app.store().read(move |db| unit_tree::must_be_known(db, &unit)).await?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let unit = fields.short_text("unit");
        let reason = fields.long_text("reason").map(|text| sealer.seal(text));
        Some(Command::Team(TeamCommand::MoveToUnit { unit, reason }))
    })
    .await
}
