//! Stops the clocks that allow a reason, telling the complainant.

use crate::act::shared::{CALL_REASON, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, telling};
use crate::ground::caller::Scope;
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::{ClockCommand, PauseEnd};
use homeward_domain::catalogue::PauseReason;
use homeward_domain::time::Span;

/// The calendar whose open time counts where none is named.
const CALENDAR: &str = "cn_office";
/// The most open minutes of a pause; the rule on days is stricter.
const WORKING_MINUTES_MAX: i64 = 100_000;

pub const ACT: Act = Act {
    name: "pauses",
    on: On::Case,
    about: "Stops the clocks that allow a reason.",
    body: ("NewPause", "A pause, with either `until` or `working_minutes`."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Desk.at(5)),
    concerns: |case| case.state().is_open(),
    fields: &[
        must(
            "reason",
            Takes::One("pause", PauseReason::SPELLINGS),
            "`waiting_for_customer` or `waiting_for_authority`.",
        )
        .such_as("waiting_for_customer"),
        may("until", Takes::Time, "When it ends by itself.").asked(),
        must("text", Takes::Words, "What the complainant was told.").such_as("请补充订单号,收到后我们继续处理。"),
        WAY,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
        may("working_minutes", Takes::Whole(1, WORKING_MINUTES_MAX), "Or after so much open time of a calendar.")
            .off_form(),
        may("calendar", Takes::Calendar, "The calendar; `cn_office` where it is not named.").off_form(),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let reason = fields.spelled("reason", PauseReason::parse, PauseReason::SPELLINGS);
    let reason = fields.required("reason", reason);
    let text = fields.required("text", fields.long_text("text"));
    let until = fields.time("until");
    let minutes = fields.number("working_minutes", 1, WORKING_MINUTES_MAX);
    let calendar = fields.short_text("calendar").unwrap_or_else(|| CALENDAR.into());
    let end = match (until, minutes) {
        (Some(until), None) => PauseEnd::At(until),
        (None, Some(minutes)) => PauseEnd::AfterWorking { calendar, time: Span::minutes(minutes) },
        _ => return fields.fail(FieldError::new("until", "one_end")),
    };
    let how = telling(fields, sealer, asked.at_night);
    Some(Command::Clocks(ClockCommand::PauseClocks {
        reason: reason?,
        end,
        by_lead: asked.by_lead,
        words: sealer.seal(text?),
        how,
    }))
}
