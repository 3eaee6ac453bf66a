//! Stops the clocks that allow a reason, telling the complainant.

use super::{Done, Request, act, telling};
use crate::app::App;
use crate::caller::Scope;
use crate::error::FieldError;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::{ClockCommand, PauseEnd};
use homeward_domain::catalogue::PauseReason;
use homeward_domain::time::Span;
use serde_json::Value;

/// The calendar whose open time counts where none is named.
const CALENDAR: &str = "cn_office";
/// The most open minutes of a pause; the rule on days is stricter.
const WORKING_MINUTES_MAX: i64 = 100_000;

/// Body: `reason`; `text`, what the complainant is told; and either `until` or
/// `working_minutes` of a `calendar`; `told` and `channel`, how it came to them: on
/// their page where it is not told.
pub async fn pause(app: &App, request: Request, body: &Value) -> Done {
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    let by_lead = request.caller.may(Scope::ExtensionsWrite);
    act(app, request, body, |fields, sealer| {
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
        let how = telling(fields, sealer, at_night);
        Some(Command::Clocks(ClockCommand::PauseClocks {
            reason: reason?,
            end,
            by_lead,
            words: sealer.seal(text?),
            how,
        }))
    })
    .await
}
