//! One of a group goes on without us.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;

pub const ACT: Act = Act {
    name: "departures",
    on: On::Case,
    about: "One of a group goes on without us.",
    body: ("NewDeparture", "One of a group leaves."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(5)),
    concerns: |case| case.complainants.members().len() > 1,
    fields: &[
        must("complainant", Takes::Member, "Who, from 1.").such_as("2"),
        must("text", Takes::Words, "Why.").such_as("自行与导游和解"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let complainant = fields.required("complainant", fields.number("complainant", 1, i64::MAX));
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Complainants(ComplainantCommand::LeaveGroup { complainant: complainant?, words: sealer.seal(text?) }))
}
