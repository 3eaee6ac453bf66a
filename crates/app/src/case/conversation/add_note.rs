//! Writes something for colleagues.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;

pub const ACT: Act = Act {
    name: "notes",
    on: On::Case,
    about: "Writes something for colleagues.",
    body: ("NewNote", "Words for colleagues."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Talk.at(2)),
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "The words.").such_as("已联系地接社核实。")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"))?;
    Some(Command::Conversation(ConversationCommand::AddNote { words: sealer.seal(text) }))
}
