//! Names the causes: the facts are gathered.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::Cause;

pub const ACT: Act = Act {
    name: "causes",
    on: On::Case,
    about: "Names the causes: the facts are gathered.",
    body: ("NewCauses", "Why it happened."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Investigate.at(2)),
    concerns: |_| true,
    fields: &[
        must(
            "causes",
            Takes::Several("cause", Cause::SPELLINGS),
            "From the tree, the root cause first, as `people.perfunctory_work`.",
        )
        .such_as("[\"supplier\", \"promise\"]"),
        must("text", Takes::Words, "What it means for the business, and the plan in mind.")
            .such_as("地接社擅自增加购物点，按合同应退还费用。"),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, _: &Asked) -> Option<Command> {
    let causes = fields.spelled_list("causes", Cause::parse, Cause::SPELLINGS);
    let causes = fields.required("causes", causes.filter(|causes| !causes.is_empty()));
    let text = fields.required("text", fields.long_text("text"));
    Some(Command::Investigation(InvestigationCommand::NameCauses { causes: causes?, words: sealer.seal(text?) }))
}
