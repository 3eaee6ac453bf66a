//! Takes a matter up again.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;

pub const ACT: Act = Act {
    name: "reopening",
    on: On::Case,
    about: "Takes the matter up again.",
    body: ("NewReopening", "Why the matter is taken up again."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::End.at(1)),
    concerns: |case| !case.state().is_open(),
    fields: &[
        must("text", Takes::Words, "Why.").such_as("客人补充了录音"),
        may("new_facts", Takes::Truth, "Whether something new came up."),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let new_facts = fields.truth("new_facts");
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Closing(ClosingCommand::Reopen { new_facts, reason: sealer.seal(text?) }))
}
