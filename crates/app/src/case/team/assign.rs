//! Makes somebody the owner of a case, or nobody.

use crate::act::{Act, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;

pub const ACT: Act = Act {
    name: "assignment",
    on: On::Case,
    about: "Makes somebody the owner, or nobody.",
    body: ("NewAssignment", "A new owner."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Desk.at(1)),
    concerns: |_| true,
    fields: &[
        may("owner", Takes::Staff, "A member of staff by number; null for nobody."),
        may("reason", Takes::Words, "Needed where somebody else owned the case."),
    ],
    run: Run::Command(|fields, sealer, _| Some(read(fields, sealer))),
};

fn read(fields: &Fields, sealer: &mut Sealer) -> Command {
    let owner = fields.number("owner", 1, i64::MAX);
    let reason = fields.long_text("reason").map(|text| sealer.seal(text));
    Command::Team(TeamCommand::Assign { owner, reason })
}
