//! Puts on record what was found out, and whose word it is.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::WhoseWord;

pub const ACT: Act = Act {
    name: "findings",
    on: On::Case,
    about: "Puts on record what was found out.",
    body: ("NewFinding", "Something found out."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Investigate.at(1)),
    concerns: |_| true,
    fields: &[
        must(
            "source",
            Takes::One("source", WhoseWord::SPELLINGS),
            "Whose word: `complainant`, `staff`, `supplier`, `on_site`, `witness` or `document`.",
        )
        .such_as("supplier"),
        must("text", Takes::Words, "What was found.").such_as("地接社确认当日安排了两个购物点，行程单上只有一个。"),
        may("happened_at", Takes::Time, "When what was found happened."),
        may("contradicts", Takes::Whole(1, i64::MAX), "The place of an earlier finding that says otherwise.")
            .off_form(),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let whose = fields.required("source", fields.spelled("source", WhoseWord::parse, WhoseWord::SPELLINGS));
    let happened_at = fields.time("happened_at");
    let contradicts = fields.number("contradicts", 1, i64::MAX);
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Investigation(InvestigationCommand::RecordFinding {
        whose: whose?,
        happened_at,
        contradicts,
        words: sealer.seal(text?),
    }))
}
