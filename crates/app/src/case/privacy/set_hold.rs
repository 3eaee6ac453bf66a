//! Lets nothing of a case be deleted.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PrivacyCommand;

pub const ACT: Act = Act {
    name: "hold",
    on: On::Case,
    about: "Lets nothing of the case be deleted.",
    body: ("NewHold", "A ground to keep everything."),
    scope: Scope::DecisionsWrite,
    menu: Some(Menu::Record.at(3)),
    concerns: |case| !case.privacy.on_hold,
    fields: &[must("text", Takes::Words, "On what ground.").such_as("法院要求保全证据")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Privacy(PrivacyCommand::SetHold { words: sealer.seal(text?) }))
}
