//! Restricts abusive contact to writing, until it is looked at again.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;

pub const ACT: Act = Act {
    name: "contact_restriction",
    on: On::Case,
    about: "Restricts abusive contact to writing; rights and clocks stay.",
    body: ("NewContactRestriction", "Abusive contact."),
    scope: Scope::ExtensionsWrite,
    menu: Some(Menu::Talk.at(4)),
    concerns: |case| case.conversation.restricted_until_review.is_none(),
    fields: &[
        must("review_at", Takes::Time, "When it is looked at again; 90 days at most.")
            .such_as("2026-12-20T09:00:00+08:00"),
        must("text", Takes::Words, "What happened, and that they were warned.")
            .such_as("多次辱骂客服，已警告；改为书面沟通"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let review_at = fields.required("review_at", fields.time("review_at"));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Conversation(ConversationCommand::RestrictContact { review_at: review_at?, words: text? }))
}
