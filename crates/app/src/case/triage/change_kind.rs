//! Says that a case is another kind of matter than was thought.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::TriageCommand;
use homeward_domain::catalogue::Kind;

pub const ACT: Act = Act {
    name: "kind",
    on: On::Case,
    about: "Says that the case is another kind of matter than was thought.",
    body: ("NewKind", "Another kind of matter."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Desk.at(4)),
    concerns: |_| true,
    fields: &[
        must("kind", Takes::One("kind", Kind::SPELLINGS), "What it is.").such_as("complaint"),
        must("reason", Takes::Words, "Why.").such_as("客人表示对处理不满，转为投诉"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let to = fields.required("kind", fields.spelled("kind", Kind::parse, Kind::SPELLINGS));
    let reason = fields.required("reason", fields.long_text("reason")).map(|text| sealer.seal(text));
    Some(Command::Triage(TriageCommand::ChangeKind { to: to?, reason: reason? }))
}
