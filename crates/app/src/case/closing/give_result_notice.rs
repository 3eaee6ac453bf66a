//! Tells the complainant the result: the whole notice, or none.

use crate::act::shared::{CALL_REASON, HAPPENED_AT, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Done, Menu, On, Run, addressed, command, telling_of_then};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Takes, may};
use crate::ground::form;
use crate::ground::request::Request;
use crate::ground::words::Sealer;
use crate::model::letter::NoticeWords;
use crate::read::{self, quiet};
use homeward_domain::case::Command;
use homeward_domain::case::closing::changed;
use homeward_domain::case::command::ClosingCommand;
use homeward_domain::case::decide::may_tell_result;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "result_notice",
    on: On::Case,
    about: "Tells the complainant the result in writing: from the settlement on, and the whole of it or nothing.",
    body: ("NewResultNotice", "The result notice."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(6)),
    concerns: |_| true,
    fields: &[
        may(
            "complainants",
            Takes::Members,
            "Whom of a group it is for alone, from 1, the representative; on nobody else's page. For all where it is \
             not told, unless the matter ended differently for them: then each letter is for those for whom it ended \
             alike.",
        )
        .such_as("[2]"),
        may(
            "text",
            Takes::Words,
            "The whole notice with its sections; null for the letter that the same address gives.",
        ),
        may("changed", Takes::Words, "What we changed because of it; or nothing, because …")
            .such_as("已修订行程单核对流程，并对地接社停止派团。"),
        WAY.such_as("sent_elsewhere"),
        HAPPENED_AT,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(give_result_notice(app, request, body, asked))),
};

async fn give_result_notice(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let told = form::read_as(body, asked.fields, |fields| {
        let text = fields.long_text("text");
        let changed = fields.long_text("changed");
        if changed.as_ref().is_some_and(|changed| !changed::is_said(changed)) {
            fields.fail::<()>(FieldError::new("changed", "change_not_said"));
        }
        // How it was told is read once more where it is sealed.
        telling_of_then(fields, &mut Sealer::default(), false);
        Some(NoticeWords { text, changed, complainants: addressed(fields) })
    })?;
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    may_tell_result(&dossier.case().ok_or(AppError::NotFound)?, &told.complainants)?;
    let zone = quiet::zone_of(app, &dossier).await?;
    let notice = app.letter()(&app.policies(), &dossier, zone.as_deref(), &told).map_err(AppError::Invalid)?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let words = sealer.seal(notice);
        let changed = fields.long_text("changed").map(|changed| sealer.seal(changed));
        let how = telling_of_then(fields, sealer, asked.at_night);
        Some(Command::Closing(ClosingCommand::GiveResultNotice {
            words,
            changed,
            how,
            complainants: addressed(fields),
        }))
    })
    .await
}
