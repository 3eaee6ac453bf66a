//! Says that evidence is safe.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;

pub const ACT: Act = Act {
    name: "evidence_securing",
    on: On::Part { list: "evidence", leaf: "securing" },
    about: "Says that evidence is safe.",
    body: ("NewSecuring", "Evidence that is safe."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "Where it is kept.").such_as("已拷贝至证据盘 A-12")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Investigation(InvestigationCommand::SecureEvidence {
        evidence: asked.part,
        words: sealer.seal(text?),
    }))
}
