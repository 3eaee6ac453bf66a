//! Says that a measure is not needed any more.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;

pub const ACT: Act = Act {
    name: "measure_waiver",
    on: On::Part { list: "measures", leaf: "waiver" },
    about: "Says that a measure is not needed any more.",
    body: ("NewWaiver", "A measure is not needed."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "Why.").such_as("客人已自行换房")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Plans(PlanCommand::WaiveMeasure { measure: asked.part, reason: sealer.seal(text?) }))
}
