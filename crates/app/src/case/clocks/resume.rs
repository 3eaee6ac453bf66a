//! Lets every paused clock count again.

use crate::act::{Act, Menu, On, Run};
use crate::ground::caller::Scope;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::promises::ClockState;

pub const ACT: Act = Act {
    name: "resumption",
    on: On::Case,
    about: "Lets every paused clock count again.",
    body: ("NewResumption", "Nothing is told."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Desk.at(6)),
    concerns: |case| case.clocks.iter().any(|one| matches!(one.clock.state, ClockState::Paused { .. })),
    fields: &[],
    run: Run::Command(|_, _, _| Some(Command::Clocks(ClockCommand::ResumeClocks))),
};
