//! Says that somebody acts for a complainant no more.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;
use homeward_domain::case::event::RepresentationEnded;

pub const ACT: Act = Act {
    name: "representation_ends",
    on: On::Case,
    about: "Says that somebody acts for a complainant no more. The private links of those for whom they acted open \
        nothing from then on.",
    body: ("NewRepresentationEnd", "That somebody acts for a complainant no more."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Matter.at(3)),
    concerns: |case| case.complainants.representatives.iter().any(|one| one.ended_at.is_none()),
    fields: &[
        must("representative", Takes::Whole(1, 50), "Who, by their number in the case.").such_as("1"),
        must("text", Takes::Words, "Why.").such_as("客人书面撤销委托"),
        may("ended_at", Takes::Time, "When it ended, where it was not now; not in the future."),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let representative = fields.required("representative", fields.number("representative", 1, i64::MAX));
    let text = fields.required("text", fields.long_text("text"));
    let at = fields.time("ended_at");
    let ended = RepresentationEnded { representative: representative?, words: sealer.seal(text?) };
    Some(Command::Complainants(ComplainantCommand::EndRepresentation { ended, at }))
}
