//! Decides whether a nameless result is published.

use crate::act::shared::{CALL_REASON, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, telling};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;

pub const ACT: Act = Act {
    name: "publication_decision",
    on: On::Case,
    about: "Decides whether it is published.",
    body: ("NewPublicationDecision", "A manager's decision."),
    scope: Scope::DecisionsWrite,
    menu: Some(Menu::End.at(5)),
    concerns: |case| case.publication.is_some(),
    fields: &[
        must("publish", Takes::YesNo, "Whether it is published."),
        must("text", Takes::Words, "What those concerned are told, or why it is withheld.")
            .such_as("处理结果将隐去姓名后公示 30 天，如有异议请告知。"),
        WAY,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let publish = fields.required("publish", fields.optional_truth("publish"));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let how = telling(fields, sealer, asked.at_night);
    Some(Command::Publication(PublicationCommand::Decide { publish: publish?, words: text?, how }))
}
