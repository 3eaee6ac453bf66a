//! Names evidence that disappears unless it is secured.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::EvidenceKind;

pub const ACT: Act = Act {
    name: "evidence",
    on: On::Case,
    about: "Names evidence that disappears unless it is secured.",
    body: ("NewEvidence", "Evidence that disappears."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Investigate.at(5)),
    concerns: |_| true,
    fields: &[
        must(
            "what",
            Takes::One("evidence", EvidenceKind::SPELLINGS),
            "`cctv`, `call_recording`, `room`, `post` or `other`.",
        )
        .such_as("cctv"),
        must("text", Takes::Words, "Where it is and why it disappears.").such_as("大堂监控录像，保存 7 天"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let what = fields.required("what", fields.spelled("what", EvidenceKind::parse, EvidenceKind::SPELLINGS));
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    Some(Command::Investigation(InvestigationCommand::NameEvidence { what: what?, words: text? }))
}
