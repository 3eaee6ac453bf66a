//! Attaches a procedure outside the company to a case.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::{OpenProceeding, ProceedingCommand};
use homeward_domain::catalogue::Authority;

pub const ACT: Act = Act {
    name: "proceedings",
    on: On::Case,
    about: "Attaches a procedure outside the company.",
    body: ("NewProceeding", "A notice from outside."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Others.at(6)),
    concerns: |_| true,
    fields: &[
        must(
            "body",
            Takes::One("body", Authority::SPELLINGS),
            "`authority`, `association`, `platform`, `court` or `arbitrator`.",
        )
        .such_as("authority"),
        must("name", Takes::Line, "Name of the body.").such_as("市文化和旅游局"),
        may("reference", Takes::Line, "Their number.").such_as("旅投〔2026〕118号"),
        may("received_at", Takes::Time, "When the notice reached us, if not now."),
        may("answer_due_at", Takes::Time, "By when it wants our answer.").such_as("2026-11-27T18:00:00+08:00"),
        must("text", Takes::Words, "What it is about and what was received.")
            .such_as("受理通知书，要求书面答复并提交证据。"),
        may(
            "law",
            Takes::Line,
            "The law it follows, in the version of the receipt: `cn_tourism_complaint` or `cn_consumer_complaint`.",
        )
        .such_as("cn_tourism_complaint")
        .off_form(),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let kind = fields.required("body", fields.spelled("body", Authority::parse, Authority::SPELLINGS));
    let name = fields.required("name", fields.short_text("name")).map(|name| sealer.seal(name));
    let reference = fields.short_text("reference").map(|reference| sealer.seal(reference));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let law = fields.short_text("law");
    let (received_at, answer_due_at) = (fields.time("received_at"), fields.time("answer_due_at"));
    Some(Command::Proceedings(ProceedingCommand::OpenProceeding(Box::new(OpenProceeding {
        body: kind?,
        law,
        received_at,
        answer_due_at,
        name: name?,
        reference,
        words: text?,
    }))))
}
