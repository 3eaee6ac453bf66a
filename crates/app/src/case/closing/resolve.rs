//! Closes a case.

use crate::act::shared::{CALL_REASON, HAPPENED_AT, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, telling_of_then};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;

pub const ACT: Act = Act {
    name: "resolution",
    on: On::Case,
    about: "Closes the case.",
    body: ("NewResolution", "The closing."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(7)),
    concerns: |_| true,
    fields: &[
        may("text", Takes::Words, "Words to the complainant at the closing, where there are any.")
            .such_as("各项都已办妥，感谢您的批评。"),
        WAY,
        HAPPENED_AT,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Command(|fields, sealer, asked| Some(read(fields, sealer, asked))),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Command {
    let words = fields.long_text("text").map(|text| sealer.seal(text));
    let how = telling_of_then(fields, sealer, asked.at_night);
    Command::Closing(ClosingCommand::Resolve { words, how })
}
