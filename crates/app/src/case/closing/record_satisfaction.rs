//! Puts on record whether the complainant is content with the result.

use crate::act::shared::SAID_AT;
use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;

pub const ACT: Act = Act {
    name: "satisfaction",
    on: On::Case,
    about: "Puts on record whether the complainant is content.",
    body: ("NewSatisfaction", "Whether the complainant is content."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(8)),
    concerns: |case| !case.state().is_open(),
    fields: &[
        must("content", Takes::YesNo, "Whether they are."),
        may("rating", Takes::Whole(1, 5), "From 1 to 5.").such_as("4"),
        may("text", Takes::Words, "In their words; needed where they are not content."),
        SAID_AT,
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let content = fields.required("content", fields.optional_truth("content"));
    let rating = fields.number("rating", 1, 5);
    let words = fields.long_text("text").map(|text| sealer.seal(text));
    let happened_at = fields.time("happened_at");
    Some(Command::Closing(ClosingCommand::RecordSatisfaction { content: content?, rating, words, happened_at }))
}
