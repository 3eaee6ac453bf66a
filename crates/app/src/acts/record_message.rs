//! Puts words on record that came in from the complainant or went out to them.

use super::{Done, Request, act, addressed};
use crate::apologies;
use crate::app::App;
use crate::error::FieldError;
use crate::intake::is_language;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::{ConversationCommand, Words};
use homeward_domain::case::event::{Direction, MessageAct, Told};
use homeward_domain::catalogue::Channel;
use serde_json::Value;

/// Body: `direction`, `channel`, `text`; `reached` for a call or talk; `told`, how
/// words of ours came to them, and `tells`, the entry on their page that is told;
/// `automatic`; `acts`; `received_at` for words that came in earlier; `happened_at` for a call or letter of
/// ours that is entered later; `night_reason` for a call at night; `call_reason` for one
/// although contact is restricted to writing; `language`; `next_word_at`, when they hear
/// from us next; `complainants`, whom of a group it is for alone, or whose words came in.
/// `send_anyway` where the writer has seen that their apology was sent before.
pub async fn record_message(app: &App, request: Request, body: &Value) -> Done {
    apologies::must_be_own(app, &request, body).await?;
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        fields.optional_truth("send_anyway");
        let direction = fields.spelled("direction", Direction::parse, Direction::SPELLINGS);
        let direction = fields.required("direction", direction);
        let channel = fields.spelled("channel", Channel::parse, Channel::SPELLINGS);
        let channel = fields.required("channel", channel);
        let text = fields.required("text", fields.long_text("text"));
        let received_at = fields.time("received_at");
        let language = fields.checked_text("language", "not_a_language", is_language);
        let next_word_at = fields.time("next_word_at");
        if received_at.is_some() && direction == Some(Direction::Out) {
            fields.fail::<()>(FieldError::new("received_at", "only_inbound"));
        }
        Some(Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
            direction: direction?,
            channel: channel?,
            automatic: fields.truth("automatic"),
            reached: fields.optional_truth("reached"),
            told: fields.spelled("told", Told::parse, Told::SPELLINGS),
            tells: fields.number("tells", 1, i64::MAX),
            acts: fields.spelled_list("acts", MessageAct::parse, MessageAct::SPELLINGS),
            received_at,
            happened_at: fields.time("happened_at"),
            language,
            next_word_at,
            at_night,
            complainants: addressed(fields),
            words: sealer.seal(text?),
            night: fields.long_text("night_reason").map(|reason| sealer.seal(reason)),
            despite: fields.long_text("call_reason").map(|reason| sealer.seal(reason)),
        }))))
    })
    .await
}
