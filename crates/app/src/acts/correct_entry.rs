//! Says what is right where an entry was wrong. The entry stays, unless the wrong words
//! are to be erased: a name or an illness of somebody else, an answer in another case.

use super::{Done, Request, erase_wrong};
use crate::app::App;
use crate::execute::{self, Order};
use crate::form;
use crate::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::Correcting;
use serde_json::Value;

/// Body: `entry`, the place of the wrong one; `text`, what is right; `erases`, whether
/// the words of the wrong one go, which needs `privacy:write`.
pub async fn correct_entry(app: &App, request: Request, body: &Value) -> Done {
    let mut sealer = Sealer::default();
    let (correcting, erases) = form::read(body, |fields| {
        let corrects = fields.required("entry", fields.number("entry", 1, i64::MAX));
        let text = fields.required("text", fields.long_text("text"));
        let erases = fields.truth("erases");
        Some((Correcting { corrects: corrects?, words: sealer.seal(text?) }, erases))
    })?;
    let corrects = correcting.corrects;
    let order = Order::new(Command::CorrectEntry(correcting), sealer.into_contents());
    if erases {
        return erase_wrong::with(app, request, order, move |dossier| erase_wrong::of_entry(dossier, corrects)).await;
    }
    execute::execute(app, request, order).await
}
