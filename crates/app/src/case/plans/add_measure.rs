//! Adds a thing to do to a case.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, may};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use crate::settings::usual_measures;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;

pub const ACT: Act = Act {
    name: "measures",
    on: On::Case,
    about: "Adds a thing to do.",
    body: ("NewMeasure", "One thing to do, in words of one's own or by one of the usual measures."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(2)),
    concerns: |_| true,
    fields: &[
        may("template", Takes::Template, "One of the usual measures of a handling type, as `service.stop`."),
        may("text", Takes::Words, "What.").such_as("财务退款至原支付账户"),
        may("owner", Takes::Staff, "A member of staff by number."),
        may("due_at", Takes::Time, "By when.").such_as("2026-11-25T18:00:00+08:00"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let known = usual_measures::names();
    let template = fields.spelled("template", usual_measures::parse, &known);
    let text = fields.long_text("text");
    let (owner, due_at) = (fields.number("owner", 1, i64::MAX), fields.time("due_at"));
    if text.is_none() && !fields.has("template") {
        return fields.fail(FieldError::new("text", "required"));
    }
    let words = text.map(|text| sealer.seal(text));
    Some(Command::Plans(PlanCommand::AddMeasure { words, template, owner, due_at }))
}
