//! Says the company's last word.

use super::{Done, Request, act, addressed, telling_of_then};
use crate::apologies;
use crate::app::App;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: `text`: position, reasons, the offer that stays open, the ways outside;
/// `told` and `channel`, how it came to them: on their page where it is not told;
/// `complainants`, whom of a group it is for alone: it settles what is theirs.
/// `send_anyway` where the writer has seen that their apology was sent before.
pub async fn give_final_answer(app: &App, request: Request, body: &Value) -> Done {
    apologies::must_be_own(app, &request, body).await?;
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        fields.optional_truth("send_anyway");
        let text = fields.required("text", fields.long_text("text"));
        let how = telling_of_then(fields, sealer, at_night);
        let complainants = addressed(fields);
        Some(Command::Closing(ClosingCommand::GiveFinalAnswer { words: sealer.seal(text?), how, complainants }))
    })
    .await
}
