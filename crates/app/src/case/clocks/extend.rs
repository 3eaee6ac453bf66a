//! Gives the settlement more time, once, telling the complainant.

use crate::act::shared::{CALL_REASON, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, telling};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::catalogue::ExtensionReason;

pub const ACT: Act = Act {
    name: "extensions",
    on: On::Case,
    about: "Gives the settlement more time, once.",
    body: ("NewExtension", "More time for the settlement."),
    scope: Scope::ExtensionsWrite,
    menu: Some(Menu::Desk.at(7)),
    concerns: |case| case.state().is_open(),
    fields: &[
        must(
            "reason",
            Takes::One("extension", ExtensionReason::SPELLINGS),
            "`supplier_abroad`, `expert_test`, `authority` or `carrier`.",
        )
        .such_as("supplier_abroad"),
        must("due_at", Takes::Time, "The new due time."),
        must("text", Takes::Words, "What the complainant was told."),
        WAY,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let reason = fields.spelled("reason", ExtensionReason::parse, ExtensionReason::SPELLINGS);
    let reason = fields.required("reason", reason);
    let due_at = fields.required("due_at", fields.time("due_at"));
    let text = fields.required("text", fields.long_text("text"));
    let how = telling(fields, sealer, asked.at_night);
    Some(Command::Clocks(ClockCommand::ExtendSettlement {
        reason: reason?,
        due_at: due_at?,
        words: sealer.seal(text?),
        how,
    }))
}
