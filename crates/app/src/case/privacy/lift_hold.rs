//! Lets a case be deleted again when its time is over.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PrivacyCommand;

pub const ACT: Act = Act {
    name: "hold_release",
    on: On::Case,
    about: "Lets it be deleted again when its time is over.",
    body: ("NewHoldRelease", "The ground is gone."),
    scope: Scope::DecisionsWrite,
    menu: Some(Menu::Record.at(4)),
    concerns: |case| case.privacy.on_hold,
    fields: &[must("text", Takes::Words, "Why.").such_as("诉讼已结束")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Privacy(PrivacyCommand::LiftHold { words: sealer.seal(text?) }))
}
