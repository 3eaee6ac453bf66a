//! Says who answers for what, in whole percent.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ResponsibilityCommand;
use homeward_domain::case::decide::SHARES_MAX;
use homeward_domain::case::event::Share;
use homeward_domain::catalogue::{ShareGround, ShareParty};
use serde_json::Value;

/// Body: `shares`, each with `party`, `percent`, `ground` and `text`: who
/// exactly, and why. They add to 100.
pub async fn set_responsibility(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
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
    })
    .await
}
