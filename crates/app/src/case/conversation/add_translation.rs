//! Puts a translation beside an entry.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use crate::write::intake::is_language;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;

pub const ACT: Act = Act {
    name: "translations",
    on: On::Case,
    about: "Puts a translation beside an entry.",
    body: ("NewTranslation", "A translation."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Talk.at(3)),
    concerns: |_| true,
    fields: &[
        must("entry", Takes::Whole(1, i64::MAX), "The place of the entry whose words it renders.").such_as("1"),
        must("language", Takes::Line, "The language it is in.").such_as("en"),
        must("text", Takes::Words, "The words.").such_as("The guide forced us to shop."),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let of = fields.required("entry", fields.number("entry", 1, i64::MAX));
    let language = fields.checked_text("language", "not_a_language", is_language);
    let language = fields.required("language", language);
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Conversation(ConversationCommand::AddTranslation { of: of?, language: language?, words: text? }))
}
