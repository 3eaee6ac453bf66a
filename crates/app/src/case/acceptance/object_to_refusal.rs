//! Puts an objection to a refusal on record, told by word.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::CaseStatus;
use homeward_domain::case::Command;
use homeward_domain::case::command::AcceptanceCommand;
use homeward_domain::case::decide::COMPLAINANTS_MAX;

pub const ACT: Act = Act {
    name: "refusal_objections",
    on: On::Case,
    about: "Puts an objection to a refusal on record that was told by word; one is heard.",
    body: ("NewRefusalObjection", "An objection to a refusal."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Triage.at(3)),
    concerns: |case| matches!(case.status, CaseStatus::Refused { .. }) && case.acceptance.objection.is_none(),
    fields: &[
        must("text", Takes::Words, "Why, in their words.").such_as("订单是在你们小程序下的,有付款截图。"),
        may("complainant", Takes::Member, "Who of a group objects, from 1; the representative where it is not told.")
            .such_as("1"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let most = i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX);
    let complainant = fields.number("complainant", 1, most).unwrap_or(1);
    let text = fields.required("text", fields.long_text("text"))?;
    Some(Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant, words: sealer.seal(text) }))
}
