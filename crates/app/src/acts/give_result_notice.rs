//! Tells the complainant the result: the whole notice, or none.

use super::{Done, Request, act, addressed, telling_of_then};
use crate::apologies;
use crate::app::App;
use crate::dossier::Dossier;
use crate::error::{AppError, FieldError};
use crate::form;
use crate::quiet;
use crate::read;
use crate::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::closing::changed;
use homeward_domain::case::command::ClosingCommand;
use homeward_domain::case::decide::may_tell_result;
use serde_json::Value;

/// What is told of a result notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeWords {
    /// The notice in words of one's own; made from the record where there are none.
    pub text: Option<String>,
    /// What we changed because of it, or why nothing.
    pub changed: Option<String>,
    /// To whom of a group it is given, from 1; to all where nobody is named.
    pub complainants: Vec<i64>,
}

/// Body: `text`, or null for the letter that is made from the record; `changed`, what
/// we changed or why nothing; `told` and `channel`, how it came to them. `compose`
/// makes the whole notice by the clocks of a zone, or says what it lacks.
/// `send_anyway` where the writer has seen that their apology was used before.
pub async fn give_result_notice(
    app: &App,
    request: Request,
    body: &Value,
    compose: impl FnOnce(&Dossier, Option<&str>, &NoticeWords) -> Result<String, Vec<FieldError>>,
) -> Done {
    let told = form::read(body, |fields| {
        let text = fields.long_text("text");
        let changed = fields.long_text("changed");
        if changed.as_ref().is_some_and(|changed| !changed::is_said(changed)) {
            fields.fail::<()>(FieldError::new("changed", "change_not_said"));
        }
        // How it was told is read once more where it is sealed.
        telling_of_then(fields, &mut Sealer::default(), false);
        fields.optional_truth("send_anyway");
        Some(NoticeWords { text, changed, complainants: addressed(fields) })
    })?;
    apologies::must_be_own(app, &request, body).await?;
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    may_tell_result(&dossier.case().ok_or(AppError::NotFound)?, &told.complainants)?;
    let zone = quiet::zone_of(app, &dossier).await?;
    let notice = compose(&dossier, zone.as_deref(), &told).map_err(AppError::Invalid)?;
    act(app, request, body, |fields, sealer| {
        fields.optional_truth("send_anyway");
        fields.long_text("text");
        let words = sealer.seal(notice);
        let changed = fields.long_text("changed").map(|changed| sealer.seal(changed));
        let how = telling_of_then(fields, sealer, at_night);
        Some(Command::Closing(ClosingCommand::GiveResultNotice {
            words,
            changed,
            how,
            complainants: addressed(fields),
        }))
    })
    .await
}
