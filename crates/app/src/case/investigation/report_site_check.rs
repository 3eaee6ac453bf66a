//! Puts on record what was seen on site.

use crate::act::{Act, Asked, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;

pub const ACT: Act = Act {
    name: "site_check_report",
    on: On::Part { list: "site_checks", leaf: "report" },
    about: "Puts on record what was seen.",
    body: ("NewSiteCheckReport", "What was seen."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must("text", Takes::Words, "What was seen.").such_as("设备间门未关，夜间有低频噪音")],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Investigation(InvestigationCommand::ReportSiteCheck { check: asked.part, words: sealer.seal(text?) }))
}
