//! Says that evidence is gone.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;

pub const ACT: Act = Act {
    name: "evidence_loss",
    on: On::Part { list: "evidence", leaf: "loss" },
    about: "Says that evidence is gone.",
    body: ("NewLoss", "Evidence that is gone."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "Why.").such_as("录像已被覆盖")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Investigation(InvestigationCommand::LoseEvidence { evidence: asked.part, words: sealer.seal(text?) }))
}
