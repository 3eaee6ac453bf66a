//! Puts the answer of a supplier or department on record.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::Position;

pub const ACT: Act = Act {
    name: "question_answer",
    on: On::Part { list: "questions", leaf: "answer" },
    about: "Puts their answer on record.",
    body: ("NewQuestionAnswer", "An answer."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[
        must("position", Takes::One("position", Position::SPELLINGS), "`confirmed`, `partly_confirmed` or `disputed`.")
            .such_as("confirmed"),
        must("text", Takes::Words, "Their answer.").such_as("情况属实，系司导临时安排。"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let position = fields.required("position", fields.spelled("position", Position::parse, Position::SPELLINGS));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Investigation(InvestigationCommand::AnswerQuestion {
        question: asked.part,
        position: position?,
        words: text?,
    }))
}
