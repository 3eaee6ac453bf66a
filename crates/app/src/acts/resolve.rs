//! Closes a case.

use super::{Done, Request, act, telling_of_then};
use crate::apologies;
use crate::app::App;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: `text`, words to the complainant at the closing, where there are any; `told`
/// and `channel`, how they came to them: on their page where it is not told. The
/// result is told by an act of its own.
/// `send_anyway` where the writer has seen that their apology was sent before.
pub async fn resolve(app: &App, request: Request, body: &Value) -> Done {
    apologies::must_be_own(app, &request, body).await?;
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        fields.optional_truth("send_anyway");
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        let how = telling_of_then(fields, sealer, at_night);
        Some(Command::Closing(ClosingCommand::Resolve { words, how }))
    })
    .await
}
