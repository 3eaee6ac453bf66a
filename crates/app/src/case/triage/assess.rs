//! Triage: what a case is about, how much it presses, how grave it is.

use crate::act::{Act, Asked, Menu, On, Run};
use crate::ground::caller::Scope;
use crate::ground::field::{Field, Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use crate::settings::categories::{self, Categories};
use homeward_domain::case::Command;
use homeward_domain::case::command::{Judgement, OwnGrade, PriorityChange, Triage, TriageCommand, TriageSubject};
use homeward_domain::catalogue::{Grade, HandlingType, Motive, Nature};
use homeward_domain::triage::severity::{Circumstance, INDICATOR_MAX};
use homeward_domain::triage::strategy::ImpactScope;

pub const ACT: Act = Act {
    name: "triage",
    on: On::Case,
    about: "Says what the case is about, how much it presses and how grave it is.",
    body: ("NewTriage", "What is told changes; what is left out stays as it is."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Triage.at(1)),
    concerns: |_| true,
    fields: &[
        may("category", Takes::Category, "Category `main.sub`; told together with `handling_type`.")
            .such_as("rights.forced_shopping"),
        may(
            "handling_type",
            Takes::One("handling", HandlingType::SPELLINGS),
            "`service`, `product`, `price` or `contract`.",
        )
        .such_as("service"),
        may(
            "motives",
            Takes::Several("motive", Motive::SPELLINGS),
            "`improvement`, `respect`, `being_heard` or `compensation`.",
        ),
        may("nature", Takes::One("nature", Nature::SPELLINGS), "`general`, `major` or `urgent`.").such_as("urgent"),
        may("danger", Takes::Truth, "Whether a person is in danger."),
        may("severity", Takes::Object(SEVERITY), "How grave it is.")
            .of_type("NewSeverity", "What a person judges of severity."),
        may(
            "override",
            Takes::One("grade", &["none", "slight", "general", "serious", "grave"]),
            "A grade of one's own, which stands until it is lifted by `none`.",
        )
        .such_as("serious"),
        must("reason", Takes::Words, "Why.").such_as("客人来电称有人受伤，已送医"),
        may("other_categories", Takes::Categories, "Any number of others.").off_form(),
        may("entry", Takes::Whole(1, i64::MAX), "The entry that told so; the receipt, 1, where it is not named.")
            .off_form(),
    ],
    run: Run::Command(read),
};

const SEVERITY: &[Field] = &[
    must(
        "content",
        Takes::One("content", &["0", "1", "2", "3"]),
        "What was lost: 0 nothing, 1 comfort, 2 a part of the trip or up to the item's price, 3 the trip or health.",
    )
    .such_as("2"),
    may(
        "source",
        Takes::One("severity-source", &["0", "1", "2", "3"]),
        "From where it came: 0 direct, 1 platform or post, 2 authority or association, 3 media, court, a post with \
         reach.",
    ),
    may(
        "circumstances",
        Takes::Several("circumstance", Circumstance::SPELLINGS),
        "`death`, `serious_injury`, `danger_not_over`, `minor_injury`, `data_leak`, `media_with_reach`, \
         `authority_demand`.",
    ),
    may("whole_trip", Takes::Truth, "Whether the whole trip is touched."),
    may("department", Takes::Truth, "Whether a department must act."),
    may("over_limit", Takes::Truth, "Whether the front line's limit is exceeded."),
];

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let reason = fields.required("reason", fields.long_text("reason"));
    let subject = subject(fields, asked.policies.categories());
    let pressure = pressure(fields, asked.by_lead);
    let judgement = fields.object("severity", judgement);
    let own_grade = own_grade(fields);
    Some(Command::Triage(TriageCommand::Triage(Box::new(Triage {
        subject,
        pressure,
        judgement,
        own_grade,
        reason: sealer.seal(reason?),
    }))))
}

fn subject(fields: &Fields, known: &Categories) -> Option<TriageSubject> {
    let category = categories::read(fields, "category", known);
    let handling_type = fields.spelled("handling_type", HandlingType::parse, HandlingType::SPELLINGS);
    let other_categories = categories::read_list(fields, "other_categories", known);
    let motives = fields.spelled_list("motives", Motive::parse, Motive::SPELLINGS);
    let told = ["category", "handling_type", "other_categories", "motives"];
    if !told.iter().any(|name| fields.has(name)) {
        return None;
    }
    let category = fields.required("category", category);
    let handling_type = fields.required("handling_type", handling_type);
    Some(TriageSubject {
        category: category?,
        other_categories: other_categories.unwrap_or_default(),
        handling_type: handling_type?,
        motives: motives.unwrap_or_default(),
    })
}

fn pressure(fields: &Fields, by_lead: bool) -> Option<PriorityChange> {
    let nature = fields.spelled("nature", Nature::parse, Nature::SPELLINGS);
    let danger = fields.truth("danger");
    let carried_by = fields.number("entry", 1, i64::MAX).unwrap_or(1);
    if !["nature", "danger", "entry"].iter().any(|name| fields.has(name)) {
        return None;
    }
    let nature = fields.required("nature", nature);
    Some(PriorityChange { nature: nature?, danger, carried_by, by_lead })
}

fn judgement(fields: &Fields) -> Option<Judgement> {
    let content = fields.required("content", fields.number("content", 0, INDICATOR_MAX));
    let source = fields.number("source", 0, INDICATOR_MAX);
    let circumstances = fields.spelled_list("circumstances", Circumstance::parse, Circumstance::SPELLINGS);
    let reach = ImpactScope {
        whole_trip: fields.truth("whole_trip"),
        department: fields.truth("department"),
        over_limit: fields.truth("over_limit"),
    };
    let mut circumstances = circumstances.unwrap_or_default();
    circumstances.sort_unstable();
    circumstances.dedup();
    Some(Judgement { content: content?, source, circumstances, reach })
}

/// The word that lifts a grade of one's own.
const LIFTED: &str = "none";

fn own_grade(fields: &Fields) -> Option<OwnGrade> {
    let spellings: Vec<&str> = [LIFTED].into_iter().chain(Grade::SPELLINGS.iter().copied()).collect();
    let parse = |text: &str| if text == LIFTED { Some(OwnGrade::Lift) } else { Grade::parse(text).map(OwnGrade::Set) };
    fields.spelled("override", parse, &spellings)
}
