//! Puts on record what a complainant says to a plan.

use crate::act::shared::SAID_AT;
use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;
use homeward_domain::catalogue::{AnswerWay, PlanAnswer};

pub const ACT: Act = Act {
    name: "plan_answer",
    on: On::Part { list: "plans", leaf: "answer" },
    about: "Puts on record what a complainant says to a version of the plan.",
    body: ("NewPlanAnswer", "An answer to a plan."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[
        must("answer", Takes::One("answer", PlanAnswer::SPELLINGS), "`accepted`, `change_asked` or `refused`.")
            .such_as("accepted"),
        may("option", Takes::Whole(1, 5), "The alternative that is accepted, from 1.").such_as("1"),
        may("complainant", Takes::Member, "Who of a group, from 1, the representative."),
        may("text", Takes::Words, "In their words.").such_as("可以，请尽快退款。"),
        SAID_AT,
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let answer = fields.spelled("answer", PlanAnswer::parse, PlanAnswer::SPELLINGS);
    let answer = fields.required("answer", answer);
    let complainant = fields.number("complainant", 1, i64::MAX).unwrap_or(1);
    let option = fields.number("option", 1, i64::MAX);
    let words = fields.long_text("text").map(|text| sealer.seal(text));
    let (way, happened_at) = (AnswerWay::Word, fields.time("happened_at"));
    Some(Command::Plans(PlanCommand::AnswerPlan {
        version: asked.part,
        complainant,
        answer: answer?,
        option,
        way,
        words,
        happened_at,
    }))
}
