//! Puts on record what a complainant says to a plan.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;
use homeward_domain::catalogue::{AnswerWay, PlanAnswer};
use serde_json::Value;

/// Body: `answer`; `option` where it is accepted and the plan has several;
/// `complainant`, who of a group, from 1; `text`, their words; `happened_at`, when they
/// said it, where that is written down later.
pub async fn answer_plan(app: &App, request: Request, version: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let answer = fields.spelled("answer", PlanAnswer::parse, PlanAnswer::SPELLINGS);
        let answer = fields.required("answer", answer);
        let complainant = fields.number("complainant", 1, i64::MAX).unwrap_or(1);
        let option = fields.number("option", 1, i64::MAX);
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        let (way, happened_at) = (AnswerWay::Word, fields.time("happened_at"));
        Some(Command::Plans(PlanCommand::AnswerPlan {
            version,
            complainant,
            answer: answer?,
            option,
            way,
            words,
            happened_at,
        }))
    })
    .await
}
