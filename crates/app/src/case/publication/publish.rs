//! Publishes an approved result.

use crate::act::{Act, Menu, On, Run};
use crate::ground::caller::Scope;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;

pub const ACT: Act = Act {
    name: "publication_release",
    on: On::Case,
    about: "Publishes an approved result for 30 days.",
    body: ("NewPublicationRelease", "Nothing is told."),
    scope: Scope::DecisionsWrite,
    menu: Some(Menu::End.at(8)),
    concerns: |case| case.publication.is_some(),
    fields: &[],
    run: Run::Command(|_, _, _| Some(Command::Publication(PublicationCommand::Release))),
};
