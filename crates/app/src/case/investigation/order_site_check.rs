//! Lets somebody near go and look.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::{InvestigationCommand, SiteCheck};

pub const ACT: Act = Act {
    name: "site_checks",
    on: On::Case,
    about: "Lets somebody near go and look.",
    body: ("NewSiteCheck", "Something to be looked at."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Investigate.at(4)),
    concerns: |_| true,
    fields: &[
        must("place", Takes::Line, "The place.").such_as("酒店 3 楼走廊"),
        must("text", Takes::Words, "What is looked at.").such_as("查看噪音来源，拍照并询问当班人员"),
        must("due_at", Takes::Time, "By when.").such_as("2026-11-25T18:00:00+08:00"),
        may("owner", Takes::Staff, "Who goes there, a member of staff by number."),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let place = fields.required("place", fields.short_text("place")).map(|place| sealer.seal(place));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let due_at = fields.required("due_at", fields.time("due_at"));
    let owner = fields.number("owner", 1, i64::MAX);
    Some(Command::Investigation(InvestigationCommand::OrderSiteCheck(SiteCheck {
        owner,
        due_at: due_at?,
        place: place?,
        words: text?,
    })))
}
