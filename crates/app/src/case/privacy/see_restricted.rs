//! Opens a case under restriction to whoever must see it, for an hour.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::{PrivacyCommand, Restricting};

pub const ACT: Act = Act {
    name: "restriction_looks",
    on: On::Case,
    about: "Opens a case under restriction to the caller for an hour, with the reason on record. Needs \
        `privacy:write`.",
    body: ("NewLook", "Why it must be seen."),
    scope: Scope::PrivacyWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "Why.").such_as("客人起诉，需调取证据。")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Privacy(PrivacyCommand::Restriction(Restricting::See { words: sealer.seal(text?) })))
}
