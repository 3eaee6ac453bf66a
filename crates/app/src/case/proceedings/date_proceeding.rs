//! Tells a date of an outside proceeding.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ProceedingCommand;
use homeward_domain::catalogue::DateTopic;

pub const ACT: Act = Act {
    name: "proceeding_dates",
    on: On::Part { list: "proceedings", leaf: "dates" },
    about: "Tells a date of a proceeding.",
    body: ("NewProceedingDate", "A date that was told."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[
        must("topic", Takes::One("topic", DateTopic::SPELLINGS), "`acceptance`, `answer` or `conclusion`.")
            .such_as("conclusion"),
        must("at", Takes::Time, "The date.").such_as("2027-01-20T18:00:00+08:00"),
        must("text", Takes::Words, "Where it was told.").such_as("经办人电话告知"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let topic = fields.required("topic", fields.spelled("topic", DateTopic::parse, DateTopic::SPELLINGS));
    let at = fields.required("at", fields.time("at"));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Proceedings(ProceedingCommand::DateProceeding {
        proceeding: asked.part,
        topic: topic?,
        at: at?,
        words: text?,
    }))
}
