//! Asks a supplier or a department. A supplier gets the facts, and no more
//! personal data than needed: none is let through.

use crate::act::{Act, Asked, Done, Menu, On, Run, command};
use crate::app::App;
use crate::case::publication::without_personal_data;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Takes, must};
use crate::ground::request::Request;
use crate::read;
use crate::registers::{self, Noun, SUPPLIERS, UNITS};
use homeward_domain::case::Command;
use homeward_domain::case::command::{InvestigationCommand, Question};
use homeward_domain::catalogue::Respondent;
use homeward_domain::privacy::Known;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "questions",
    on: On::Case,
    about: "Asks a supplier or a department.",
    body: ("NewQuestion", "A question."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Investigate.at(3)),
    concerns: |_| true,
    fields: &[
        must("respondent", Takes::One("respondent", Respondent::SPELLINGS), "`supplier` or `department`.")
            .such_as("supplier"),
        must("to", Takes::Line, "A supplier or unit by its reference.").such_as("S-0012"),
        must("text", Takes::Words, "The facts they need and the question; to a supplier without personal data.")
            .such_as("11 月 20 日的团安排了两个购物点，行程单上只有一个。请说明原因并附当日行程记录。"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(ask_question(app, request, body, asked))),
};

async fn ask_question(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let names = dossier.complainants().into_iter().filter_map(|told| Some(told.person?.name)).collect();
    // What it is about they find by its numbers.
    let persons = Known { names, numbers: Vec::new() };
    let (known, calendar) = known_respondent(app, &request.caller, body).await?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let respondent = fields.spelled("respondent", Respondent::parse, Respondent::SPELLINGS);
        let respondent = fields.required("respondent", respondent);
        let to = fields.required("to", fields.short_text("to"));
        let text = fields.required("text", fields.long_text("text"));
        if to.is_some() && !known {
            let noun = respondent.map_or(&SUPPLIERS, noun_of);
            return fields.fail(FieldError::with("to", "no_such_record", noun.name));
        }
        let (respondent, text) = (respondent?, text?);
        if respondent == Respondent::Supplier {
            without_personal_data(fields, "text", &text, &persons)?;
        }
        Some(Command::Investigation(InvestigationCommand::AskQuestion(Box::new(Question {
            respondent,
            to: to?,
            calendar,
            words: sealer.seal(text),
        }))))
    })
    .await
}

/// Whether the one who is asked is known, and the calendar of a unit.
async fn known_respondent(app: &App, caller: &Caller, body: &Value) -> Result<(bool, Option<String>), AppError> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let (Some(respondent), Some(to)) = (text("respondent").and_then(Respondent::parse), text("to")) else {
        return Ok((false, None));
    };
    match registers::find(app, caller, noun_of(respondent), to.trim().to_owned()).await {
        Ok(record) => Ok((true, record.body.get("calendar").and_then(Value::as_str).map(str::to_owned))),
        Err(AppError::NotFound) => Ok((false, None)),
        Err(error) => Err(error),
    }
}

const fn noun_of(respondent: Respondent) -> Noun {
    match respondent {
        Respondent::Supplier => &SUPPLIERS,
        Respondent::Department => &UNITS,
    }
}
