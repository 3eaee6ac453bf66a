//! Puts on record what a member of staff answers for, apart from the shares.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use crate::model::dossier::StaffResponsibility;
use homeward_domain::case::Command;
use homeward_domain::case::command::ResponsibilityCommand;

pub const ACT: Act = Act {
    name: "staff_responsibility",
    on: On::Case,
    about: "Says what a member of staff answers for, apart from the shares.",
    body: ("NewStaffResponsibility", "What a member of staff answers for."),
    scope: Scope::DecisionsWrite,
    menu: Some(Menu::Investigate.at(7)),
    concerns: |_| true,
    fields: &[
        must("staff", Takes::Staff, "A member of staff by number.").such_as("3"),
        must("text", Takes::Words, "For what.").such_as("未按规定核对航班时间"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let staff = fields.required("staff", fields.number("staff", 1, i64::MAX));
    let text = fields.required("text", fields.long_text("text"));
    let details = StaffResponsibility { staff: staff?, text: text? };
    let json = serde_json::to_string(&details).expect("a number and a string always serialise");
    Some(Command::Responsibility(ResponsibilityCommand::NameStaffResponsibility { details: sealer.seal(json) }))
}
