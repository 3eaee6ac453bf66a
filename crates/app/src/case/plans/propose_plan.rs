//! Puts a plan with its alternatives to the complainant.

use crate::act::shared::{ADDRESSEES, CALL_REASON, HAPPENED_AT, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Menu, On, Run, addressed, telling_of_then};
use crate::ground::caller::Scope;
use crate::ground::field::{Field, Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;
use homeward_domain::case::decide::OPTIONS_MAX;
use homeward_domain::case::event::{PlanOption, PlannedMeasure};

/// The most measures of one option.
const MEASURES_MAX: usize = 20;

pub const ACT: Act = Act {
    name: "plans",
    on: On::Case,
    about: "Puts a plan to the complainant.",
    body: ("NewPlan", "A plan."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Solve.at(1)),
    concerns: |_| true,
    fields: &[
        must("text", Takes::Words, "What the complainant is told.").such_as("我们提出以下两种方案，请您选择。"),
        ADDRESSEES,
        must("options", Takes::Objects(OPTION, OPTIONS_MAX, 2), "The alternatives; five at most.")
            .of_type("NewPlanOption", "One alternative of a plan."),
        WAY,
        HAPPENED_AT,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Command(read),
};

const MEASURE: &[Field] = &[
    must("text", Takes::Line, "What.").such_as("财务退款至原支付账户"),
    may("owner", Takes::Staff, "A member of staff by number."),
    may("due_at", Takes::Time, "By when.").such_as("2026-11-25T18:00:00+08:00"),
];

const OPTION: &[Field] = &[
    must("text", Takes::Words, "What is offered.").such_as("退还购物款 1,200 元"),
    may(
        "complainants",
        Takes::Members,
        "Whom of those to whom the plan is put it is for, from 1; for all of them where it is not told.",
    ),
    may("measures", Takes::Objects(MEASURE, MEASURES_MAX, 2), "What will be done if it is chosen; twenty at most.")
        .of_type("NewPlannedMeasure", "One thing that a plan promises to do."),
];

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let options = fields.objects("options", OPTIONS_MAX, |option| plan_option(option, sealer));
    let options = fields.required("options", options);
    let how = telling_of_then(fields, sealer, asked.at_night);
    let complainants = addressed(fields);
    Some(Command::Plans(PlanCommand::ProposePlan { options: options?, words: text?, how, complainants }))
}

fn plan_option(fields: &Fields, sealer: &mut Sealer) -> Option<PlanOption> {
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let measures = fields.objects("measures", MEASURES_MAX, |measure| planned(measure, sealer));
    let measures = if fields.has("measures") { measures? } else { Vec::new() };
    Some(PlanOption { words: text?, measures, complainants: addressed(fields) })
}

fn planned(fields: &Fields, sealer: &mut Sealer) -> Option<PlannedMeasure> {
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let (owner, due_at) = (fields.number("owner", 1, i64::MAX), fields.time("due_at"));
    Some(PlannedMeasure { words: text?, owner, due_at })
}
