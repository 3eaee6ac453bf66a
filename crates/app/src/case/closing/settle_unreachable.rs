//! Settles a case whose complainant cannot be reached after all that was tried.

use crate::act::{Act, Menu, On, Run};
use crate::ground::caller::Scope;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;

pub const ACT: Act = Act {
    name: "unreachable",
    on: On::Case,
    about: "Settles a case whose complainant cannot be reached after all that was tried.",
    body: ("NewUnreachable", "Nothing is told."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(4)),
    concerns: |case| case.state().is_open(),
    fields: &[],
    run: Run::Command(|_, _, _| Some(Command::Closing(ClosingCommand::SettleUnreachable))),
};
