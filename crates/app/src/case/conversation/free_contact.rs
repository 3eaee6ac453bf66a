//! Opens every way of contact again.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;

pub const ACT: Act = Act {
    name: "contact_release",
    on: On::Case,
    about: "Opens every way of contact again.",
    body: ("NewContactRelease", "Every way is open again."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Talk.at(5)),
    concerns: |case| case.conversation.restricted_until_review.is_some(),
    fields: &[must("text", Takes::Words, "Why.").such_as("沟通已恢复正常")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Conversation(ConversationCommand::FreeContact { words: sealer.seal(text?) }))
}
