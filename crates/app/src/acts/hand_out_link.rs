//! Hands out the private link of a complainant. Whoever has it speaks as the
//! complainant, so it stands in this one answer and the record says who got it.

use super::{Request, act};
use crate::app::App;
use crate::error::AppError;
use crate::execute::{self, Repeat};
use crate::follow;
use crate::view::CaseView;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;
use homeward_domain::catalogue::LinkWay;
use serde_json::Value;

/// What `link` may say: a new one, or the one in force again.
pub const LINKS: [&str; 2] = ["new", "same"];

/// A private link that was handed out.
pub struct HandedOut {
    /// The case after it.
    pub view: CaseView,
    /// Whether it was a repeat, which gives the link of then.
    pub repeat: Repeat,
    /// Whose it is, from 1.
    pub complainant: i64,
    /// The link.
    pub url: String,
}

/// Body: `complainant`, who of a group, from 1; `link`: `new`, so that the one
/// before opens nothing any more, or `same`. A new one where it is not told.
pub async fn hand_out_link(app: &App, request: Request, body: &Value) -> Result<HandedOut, AppError> {
    let mut complainant = 1;
    let (view, repeat) = act(app, request, body, |fields, _| {
        complainant = fields.number("complainant", 1, i64::MAX).unwrap_or(1);
        let link = fields.spelled("link", |text| LINKS.into_iter().find(|link| *link == text), &LINKS);
        Some(match link {
            Some("same") => Command::Complainants(ComplainantCommand::HandOutLink { complainant, way: LinkWay::Given }),
            _ => Command::Complainants(ComplainantCommand::RenewLink { complainant }),
        })
    })
    .await?;
    // The generation is that of the entry: a repeat gives the link of then.
    let (case, seq) = (view.row.case, view.row.seq);
    let then = app.store().read(move |db| execute::load(db, case, seq)).await?.0;
    let place = usize::try_from(complainant - 1).ok();
    let generation = place.and_then(|place| then.link_generations.get(place)).ok_or(AppError::NotFound)?;
    let url = follow::url(app, case, complainant, *generation);
    Ok(HandedOut { view, repeat, complainant, url })
}
