//! Puts on record what happened in an outside proceeding.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ProceedingCommand;
use homeward_domain::catalogue::ProceedingStep;

pub const ACT: Act = Act {
    name: "proceeding_steps",
    on: On::Part { list: "proceedings", leaf: "steps" },
    about: "Puts on record what happened in a proceeding.",
    body: ("NewProceedingStep", "Something that happened in a proceeding."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[
        must(
            "step",
            Takes::One("step", ProceedingStep::SPELLINGS),
            "`accepted`, `not_accepted`, `transferred`, `extended`, `answered`, `mediated`, `mediation_ended`, \
             `decided` or `withdrawn`.",
        )
        .such_as("answered"),
        may("at", Takes::Time, "Date of the document, if not now."),
        must("text", Takes::Words, "What the document says.").such_as("已提交书面答复及证据目录。"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let step = fields.spelled("step", ProceedingStep::parse, ProceedingStep::SPELLINGS);
    let step = fields.required("step", step);
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let at = fields.time("at");
    Some(Command::Proceedings(ProceedingCommand::MoveProceeding {
        proceeding: asked.part,
        step: step?,
        at,
        words: text?,
    }))
}
