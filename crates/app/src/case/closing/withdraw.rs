//! The complainant takes the matter back.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;

pub const ACT: Act = Act {
    name: "withdrawal",
    on: On::Case,
    about: "The complainant takes the matter back.",
    body: ("NewWithdrawal", "The complainant's words."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::End.at(2)),
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "Their words.").such_as("问题已解决，不再投诉。")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Closing(ClosingCommand::Withdraw { words: sealer.seal(text?) }))
}
