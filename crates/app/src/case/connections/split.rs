//! Lets parts of a matter go on as cases of their own, in one transaction.

use super::{Done, Request};
use crate::act::{Act, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::field::{Field, Takes, may, must};
use crate::ground::form::{self, Fields};
use crate::ground::request;
use crate::ground::words::Sealer;
use crate::model::dossier::Dossier;
use crate::model::matter::Particulars;
use crate::model::survivor;
use crate::read;
use crate::settings::categories::{self, Categories};
use crate::write::admission::{Door, admitted};
use crate::write::intake::{Complainant, Intake};
use crate::write::step::Order;
use crate::write::{follow_rules, take_in};
use homeward_domain::case::command::ConnectionCommand;
use homeward_domain::case::decide::PARTS_MAX;
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_domain::case::{Case, CaseStatus, Command, Origin, Rejection};
use homeward_domain::catalogue::{Category, Kind};
use homeward_domain::number::CaseNumber;
use homeward_domain::promises::{ClockState, MetBy};
use homeward_domain::record::{ContentRef, SealedContent};
use homeward_store::cases::Claimed;
use homeward_store::{Db, Lane, cases};
use serde_json::Value;

/// What one part says of itself; the rest it has from the whole.
#[derive(Clone)]
struct Part {
    text: String,
    desired_outcome: Option<String>,
    kind: Option<Kind>,
    category: Option<Category>,
}

pub const ACT: Act = Act {
    name: "split",
    on: On::Case,
    about: "Lets parts of the matter go on as cases of their own, which keep the receipt.",
    body: ("NewSplit", "Parts that go on by themselves."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Others.at(5)),
    concerns: |case| case.state().is_open(),
    fields: &[
        must("parts", Takes::Objects(PART, PARTS_MAX, 2), "Twenty at most.")
            .of_type("NewPart", "One part; what is left out it has from the whole."),
        must("text", Takes::Words, "Why.").such_as("退费与导游服务分开处理"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(split(app, request, body, asked.fields))),
};

const PART: &[Field] = &[
    must("text", Takes::Words, "What this part is about.").such_as("自费项目多收 200 元"),
    may("desired_outcome", Takes::Line, "What the complainant wants of this part."),
    may("category", Takes::Category, "Category `main.sub`.").such_as("price.extra_paid_items"),
    may("kind", Takes::One("kind", Kind::SPELLINGS), "The kind, where it is another.").off_form(),
];

/// Body: `parts`, each with `text` and, where they differ, `desired_outcome`,
/// `kind` and `category`; `text`, why.
pub async fn split(app: &App, request: Request, body: &Value, declared: &[Field]) -> Done {
    let (mut sealer, policies) = (Sealer::default(), app.policies());
    let (parts, words) = form::read_as(body, declared, |fields| {
        let parts =
            fields.required("parts", fields.objects("parts", PARTS_MAX, |fields| part(fields, policies.categories())));
        let text = fields.required("text", fields.long_text("text"));
        Some((parts?, sealer.seal(text?)))
    })?;
    if parts.is_empty() {
        return Err(Rejection::Connections(ConnectionRejection::EmptySplit).into());
    }
    let (id, contents, worker) = (request::id_of(&request.number)?, sealer.into_contents(), app.clone());
    app.store()
        .write(Lane::Acts, move |db| {
            let row = cases::claim(db, id, &request.caller.sight)?;
            admitted((db, &worker), &request, row, Door::Open, |row| {
                apart((db, &worker), &request.caller, row, &parts, (words, &contents))
            })
        })
        .await
}

fn apart(
    (db, app): (&Db, &App),
    caller: &Caller,
    row: Claimed,
    parts: &[Part],
    (words, contents): (ContentRef, &[SealedContent]),
) -> Result<Claimed, AppError> {
    let whole = read::dossier_of(db, row.clone().into_row())?;
    let case = whole.case().ok_or(AppError::NotFound)?;
    if let CaseStatus::Merged { into, .. } = case.status {
        return Err(survivor::naming_the_last(db, Rejection::Connections(ConnectionRejection::GoesOn { into }).into()));
    }
    if !case.state().is_open() {
        return Err(Rejection::State { act: "split", state: case.state() }.into());
    }
    let origin = origin(&case, &row.number)?;
    let mut numbers = Vec::new();
    for part in parts {
        let intake = intake(&whole, &case, part.clone());
        let made = take_in::take_in_part(db, app, caller, intake, origin.clone())?;
        numbers.extend(CaseNumber::parse(&made.row.number));
    }
    let split = Command::Connections(ConnectionCommand::Split { parts: numbers, words });
    follow_rules::carry_out(db, app, row, caller.actor, &Order::new(split, contents.to_vec()))
}

fn part(fields: &Fields, known: &Categories) -> Option<Part> {
    let text = fields.required("text", fields.long_text("text"));
    let category = categories::read(fields, "category", known);
    let kind = fields.spelled("kind", Kind::parse, Kind::SPELLINGS);
    let desired_outcome = fields.long_text("desired_outcome");
    Some(Part { text: text?, desired_outcome, kind, category })
}

fn origin(case: &Case, number: &str) -> Result<Origin, AppError> {
    let met_at = |state: ClockState| match state {
        ClockState::Met { at } | ClockState::Breached { met_at: Some(at) } => Some(at),
        _ => None,
    };
    let met = case.clocks.iter().filter(|c| c.clock.run == 1);
    let met = met.filter_map(|c| Some((c.clock.promise.clone(), met_at(c.clock.state)?))).collect();
    let number = CaseNumber::parse(number).ok_or(AppError::NotFound)?;
    Ok(Origin { number, met, heard_at: case.happened.last(MetBy::Word), owner: case.team.owner })
}

/// The part has complainants, booking, place and receipt of the whole.
fn intake(whole: &Dossier, case: &Case, part: Part) -> Intake {
    let matter = whole.matter();
    let complainants = matter.complainants.into_iter().enumerate().map(|(place, told)| Complainant {
        person: told.person,
        complainant_type: told.complainant_type,
        language: told.language,
        desired_outcome: part.desired_outcome.clone().filter(|_| place == 0).or(told.desired_outcome),
    });
    Intake {
        kind: part.kind.unwrap_or(case.triage.kind),
        channel: case.intake.channel,
        complainants: complainants.collect(),
        text: part.text,
        particulars: Particulars { external_reference: None, ..matter.particulars },
        occurred_at: matter.occurred_at,
        received_at: Some(case.received_at),
        category: part.category,
        nature: case.triage.nature,
        danger: case.triage.danger,
        in_house: case.intake.in_house,
        unit: case.team.unit.clone(),
        past: None,
    }
}
