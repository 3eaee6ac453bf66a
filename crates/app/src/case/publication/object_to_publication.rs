//! Puts an objection to a publication on record.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use homeward_domain::catalogue::ObjectorKind;

pub const ACT: Act = Act {
    name: "publication_objections",
    on: On::Case,
    about: "Puts an objection to it on record.",
    body: ("NewPublicationObjection", "An objection."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::End.at(7)),
    concerns: |case| case.publication.is_some(),
    fields: &[
        must("by", Takes::One("objector", ObjectorKind::SPELLINGS), "`complainant` or `supplier`.")
            .such_as("complainant"),
        must("text", Takes::Words, "Why.").such_as("不希望公开"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let by = fields.required("by", fields.spelled("by", ObjectorKind::parse, ObjectorKind::SPELLINGS));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Publication(PublicationCommand::Object { by: by?, words: text? }))
}
