//! Says the company's last word.

use crate::act::shared::{ADDRESSEES, CALL_REASON, HAPPENED_AT, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, addressed, telling_of_then};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;

pub const ACT: Act = Act {
    name: "final_answer",
    on: On::Case,
    about: "Says the company's last word.",
    body: ("NewFinalAnswer", "The company's last word."),
    scope: Scope::DecisionsWrite,
    menu: Some(Menu::Solve.at(3)),
    concerns: |case| case.state().is_open(),
    fields: &[
        ADDRESSEES,
        must("text", Takes::Words, "Position, reasons, the offer that stays open, the ways outside.")
            .such_as("经核查……我们的最终意见如下。您也可以向文旅部门或 12345 反映。"),
        WAY,
        HAPPENED_AT,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    let how = telling_of_then(fields, sealer, asked.at_night);
    let complainants = addressed(fields);
    Some(Command::Closing(ClosingCommand::GiveFinalAnswer { words: sealer.seal(text?), how, complainants }))
}
