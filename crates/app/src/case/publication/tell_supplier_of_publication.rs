//! Puts on record that a supplier concerned was told what is to be published.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use homeward_domain::catalogue::Channel;

pub const ACT: Act = Act {
    name: "publication_supplier_notices",
    on: On::Case,
    about: "Puts on record that a supplier concerned was told what is to be published.",
    body: ("NewPublicationSupplierNotice", "What a supplier concerned was told; they may object from then on."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::End.at(6)),
    concerns: |case| case.publication.is_some(),
    fields: &[
        must("channel", Takes::One("channel", Channel::SPELLINGS), "How it came to them.").such_as("email"),
        must("text", Takes::Words, "What they were told, and who of them took it.")
            .such_as("已将拟公示的文字发给酒店质检经理，如有异议请三日内提出。"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let channel = fields.required("channel", fields.spelled("channel", Channel::parse, Channel::SPELLINGS));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Publication(PublicationCommand::TellSupplier { channel: channel?, words: text? }))
}
