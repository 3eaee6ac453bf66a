//! Says that a measure is done.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;

pub const ACT: Act = Act {
    name: "measure_completion",
    on: On::Part { list: "measures", leaf: "completion" },
    about: "Says that a measure is done.",
    body: ("NewCompletion", "A measure was done."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "What shows it.").such_as("退款流水号 20261125-0087")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Plans(PlanCommand::CompleteMeasure { measure: asked.part, proof: sealer.seal(text?) }))
}
