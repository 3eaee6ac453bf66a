//! Accepts a case for handling, or refuses it on a ground of the closed list.

use crate::act::shared::{CALL_REASON, HAPPENED_AT, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, telling_of_then};
use crate::ground::caller::Scope;
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::AcceptanceCommand;
use homeward_domain::catalogue::RefusalGround;

/// The two decisions.
const DECISIONS: [&str; 2] = ["accepted", "refused"];

pub const ACT: Act = Act {
    name: "acceptance",
    on: On::Case,
    about: "Accepts the case, or refuses it with a ground.",
    body: ("NewAcceptance", "A decision on acceptance."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Triage.at(2)),
    concerns: |_| true,
    fields: &[
        must("decision", Takes::One("decision", &DECISIONS), "`accepted` or `refused`.").such_as("accepted"),
        may(
            "ground",
            Takes::One("refusal", RefusalGround::SPELLINGS),
            "Of a refusal: `not_ours`, `already_settled`, `before_another_body`, `no_facts` or `not_a_complaint`.",
        ),
        may("text", Takes::Words, "Of a refusal: what the complainant is told and where they can go."),
        WAY,
        HAPPENED_AT,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let decision = fields.spelled("decision", |text| DECISIONS.iter().position(|d| *d == text), &DECISIONS);
    let decision = fields.required("decision", decision);
    let ground = fields.spelled("ground", RefusalGround::parse, RefusalGround::SPELLINGS);
    let text = fields.long_text("text");
    let how = telling_of_then(fields, sealer, asked.at_night);
    if decision? == 0 {
        if ground.is_some() || text.is_some() || how.told.is_some() || how.happened_at.is_some() {
            return fields.fail(FieldError::new("decision", "ground_without_refusal"));
        }
        return Some(Command::Acceptance(AcceptanceCommand::Accept));
    }
    let (ground, text) = (fields.required("ground", ground), fields.required("text", text));
    Some(Command::Acceptance(AcceptanceCommand::Refuse { ground: ground?, words: sealer.seal(text?), how }))
}
