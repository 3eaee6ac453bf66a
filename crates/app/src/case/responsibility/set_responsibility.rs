//! Says who answers for what, in whole percent.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Field, Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ResponsibilityCommand;
use homeward_domain::case::decide::SHARES_MAX;
use homeward_domain::case::event::Share;
use homeward_domain::catalogue::{ShareGround, ShareParty};

pub const ACT: Act = Act {
    name: "responsibility",
    on: On::Case,
    about: "Says who answers for what.",
    body: ("NewResponsibility", "Who answers for what."),
    scope: Scope::ExtensionsWrite,
    menu: Some(Menu::Investigate.at(6)),
    concerns: |_| true,
    fields: &[must("shares", Takes::Objects(SHARE, SHARES_MAX, 3), "The shares; they add to 100.")
        .of_type("NewShare", "One share.")],
    run: Run::Command(read),
};

const SHARE: &[Field] = &[
    must(
        "party",
        Takes::One("party", ShareParty::SPELLINGS),
        "`company`, `supplier`, `traveller`, `third_party` or `force_majeure`.",
    )
    .such_as("supplier"),
    must("percent", Takes::Whole(1, 100), "In whole percent.").such_as("70"),
    must("ground", Takes::One("ground", ShareGround::SPELLINGS), "As `compliance`; each party has its own.")
        .such_as("compliance"),
    must("text", Takes::Line, "Who exactly, and why.").such_as("地接社擅自变更行程"),
];

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let shares = fields.objects("shares", SHARES_MAX, |share| {
        let party = share.required("party", share.spelled("party", ShareParty::parse, ShareParty::SPELLINGS));
        let percent = share.required("percent", share.number("percent", 1, 100));
        let ground = share.spelled("ground", ShareGround::parse, ShareGround::SPELLINGS);
        let ground = share.required("ground", ground);
        let text = share.required("text", share.long_text("text")).map(|text| sealer.seal(text));
        Some(Share { party: party?, percent: percent?, ground: ground?, words: text? })
    });
    let shares = fields.required("shares", shares);
    Some(Command::Responsibility(ResponsibilityCommand::SetResponsibility { shares: shares? }))
}
