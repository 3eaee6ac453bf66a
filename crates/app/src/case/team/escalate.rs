//! Lets a case go up the chain of owner, lead, manager.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use homeward_domain::catalogue::EscalationLevel;

pub const ACT: Act = Act {
    name: "escalation",
    on: On::Case,
    about: "Lets the case go up the chain of owner, lead, manager.",
    body: ("NewEscalation", "A step up the chain."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Desk.at(2)),
    concerns: |_| true,
    fields: &[
        must("to", Takes::One("level", EscalationLevel::SPELLINGS), "`lead` or `manager`.").such_as("lead"),
        must("text", Takes::Words, "Why.").such_as("客人要求与主管通话"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let to = fields.required("to", fields.spelled("to", EscalationLevel::parse, EscalationLevel::SPELLINGS));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Team(TeamCommand::Escalate { to: to?, words: text? }))
}
