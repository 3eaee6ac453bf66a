//! Confirms a call or letter that somebody else has entered later.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::CorrectionCommand;
use homeward_domain::promises::Proof;

pub const ACT: Act = Act {
    name: "confirmations",
    on: On::Case,
    about: "Confirms a call or letter that somebody else has entered later, so that the promise counts as kept in \
        public.",
    body: ("NewConfirmation", "A confirmation."),
    scope: Scope::ExtensionsWrite,
    menu: Some(Menu::Record.at(1)),
    concerns: |case| {
        case.clocks.iter().any(|one| matches!(one.clock.proof, Proof::EnteredLate { confirmed: false, .. }))
    },
    fields: &[
        must("entry", Takes::Whole(1, i64::MAX), "The place of the entry.").such_as("12"),
        may("text", Takes::Words, "What shows it.").such_as("通话记录显示 11 月 20 日 15:40 通话 6 分钟"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let entry = fields.required("entry", fields.number("entry", 1, i64::MAX));
    let words = fields.long_text("text").map(|text| sealer.seal(text));
    Some(Command::Corrections(CorrectionCommand::ConfirmEntry { entry: entry?, words }))
}
