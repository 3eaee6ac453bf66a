//! How the company grades: indicators, grades, strategies and what they ask for. A job
//! brings a change to open cases.

use super::setting::{About, Next, Preview, Setting, kept, lift, said};
use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Field, Takes, must};
use crate::ground::form::Fields;
use crate::model::replay;
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::case::event::TriageFact;
use homeward_domain::case::{Command, DecisionContext, Fact, Rejection, decide};
use homeward_domain::policies::Policies;
use homeward_domain::triage::grading::Mistake;
pub use homeward_domain::triage::grading::{Grading, SCORE_MAX, WEIGHTS_SUM};
use homeward_domain::triage::severity::{CutOffs, Indicators, Scale};
use homeward_domain::triage::strategy::{Duties, Duty, Strategies, Strategy};
use homeward_store::Db;
use homeward_store::cases::{self, CaseRow};
use serde_json::Value;

/// Open cases read in one piece.
const PIECE: i64 = 256;

const WEIGHTS: &[Field] =
    &[weight("content", "40"), weight("source", "20"), weight("nature", "30"), weight("speed", "10")];

const CUT_OFFS: &[Field] = &[score("general", "75"), score("serious", "150"), score("grave", "225")];

const STRATEGIES: &[Field] = &[
    strategy("slight", "", "mild"),
    strategy("general", "Of a general case that the front line can carry.", "mild"),
    strategy("general_beyond", "Of a general case that is more than that.", "moderate"),
    strategy("serious", "", "moderate"),
    strategy("grave", "", "severe"),
];

const DUTIES: &[Field] = &[
    of_strategy("mild", r#"["regret_at_once", "confirm_problem", "solve"]"#),
    of_strategy("moderate", r#"["tell_department", "named_person"]"#),
    of_strategy("severe", r#"["emergency_plan", "one_owner", "daily_review"]"#),
];

const fn weight(name: &'static str, example: &'static str) -> Field {
    must(name, Takes::Whole(0, WEIGHTS_SUM), "").such_as(example)
}

const fn score(name: &'static str, example: &'static str) -> Field {
    must(name, Takes::Whole(1, SCORE_MAX), "").such_as(example)
}

const fn strategy(name: &'static str, about: &'static str, example: &'static str) -> Field {
    must(name, Takes::One("strategy", Strategy::SPELLINGS), about).such_as(example)
}

const fn of_strategy(name: &'static str, example: &'static str) -> Field {
    must(name, Takes::Several("duty", Duty::SPELLINGS), "").such_as(example)
}

/// How severity is reckoned and what a grade brings.
pub static GRADING: Setting = Setting {
    name: "grading",
    type_name: "Grading",
    about: About {
        read: "How severity is reckoned and what a grade brings.",
        preview: "What a change of it would do to open cases; changes nothing.",
        change: "Changes it; open cases are judged anew in the background.",
    },
    fields: &[
        must("weights", Takes::Object(WEIGHTS), "")
            .of_type("WeightsBody", "What each indicator weighs; the four add to 100."),
        must("cut_offs", Takes::Object(CUT_OFFS), "")
            .of_type("CutOffsBody", "From which score, in hundredths, a grade holds."),
        must("strategies", Takes::Object(STRATEGIES), "")
            .of_type("StrategiesBody", "The strategy of each grade: `mild`, `moderate` or `severe`."),
        must("duties", Takes::Object(DUTIES), "").of_type("DutiesBody", "What each strategy asks for, in order."),
    ],
    besides: &[],
    lift: lift::<Grading>,
    shipped: || kept(&Grading::default()),
    read,
    preview: Some(Preview {
        counts: &[
            ("cases", "Open cases that have a grade."),
            ("graver", "Would be graver."),
            ("slighter", "Would be slighter."),
            ("handled_otherwise", "Would be handled by another strategy, or asked for other duties."),
        ],
        count: |app, asked| Box::pin(judged_anew(app, asked)),
        tells_of_same: false,
    }),
    is_followed: true,
};

/// What a change would do to open cases.
#[derive(Default)]
struct Counts {
    /// Open cases that have a grade.
    cases: i64,
    /// Would be graver.
    graver: i64,
    /// Would be slighter.
    slighter: i64,
    /// Would be handled by another strategy, or asked for other duties.
    handled_otherwise: i64,
}

async fn judged_anew(app: App, asked: Value) -> Result<Vec<i64>, AppError> {
    let after = app.policies().as_ref().clone().with_grading(said(&asked)?);
    let worker = app.clone();
    app.store()
        .read(move |db| {
            let (mut preview, mut place) = (Counts::default(), 0);
            loop {
                let rows = cases::open_after(db, place, PIECE)?;
                let Some(last) = rows.last() else {
                    let Counts { cases, graver, slighter, handled_otherwise } = preview;
                    return Ok(vec![cases, graver, slighter, handled_otherwise]);
                };
                place = last.case;
                for row in rows {
                    count(&mut preview, db, &worker, &row, &after)?;
                }
            }
        })
        .await
}

/// The rule itself judges, on the case as it stands, and nothing is kept.
fn count(preview: &mut Counts, db: &Db, app: &App, row: &CaseRow, after: &Policies) -> Result<(), AppError> {
    let (case, _) = replay::load(db, row.case, Seq::MAX)?;
    let Some(before) = &case.triage.severity else { return Ok(()) };
    preview.cases += 1;
    let moment = DecisionContext { now: app.clock().now().max(case.updated_at), actor: Actor::System, policies: after };
    let events = match decide(&case, Command::Clocks(ClockCommand::FollowPolicies), &moment) {
        Ok(events) => events,
        Err(Rejection::NothingToChange) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let judged = events.iter().rev().find_map(|event| match &event.fact {
        Fact::Triage(TriageFact::SeverityAssessed(fact)) => Some(fact),
        _ => None,
    });
    let Some(judged) = judged else { return Ok(()) };
    preview.graver += i64::from(judged.grade > before.grade);
    preview.slighter += i64::from(judged.grade < before.grade);
    preview.handled_otherwise += i64::from(judged.strategy != before.strategy || judged.duties != before.duties);
    Ok(())
}

fn read(fields: &Fields<'_>, next: &Next<'_>) -> Option<Value> {
    let weights = fields.required("weights", fields.object("weights", weights));
    let cut_offs = fields.required("cut_offs", fields.object("cut_offs", cut_offs));
    let strategies = fields.required("strategies", fields.object("strategies", strategies));
    let duties = fields.required("duties", fields.object("duties", duties));
    let scale = Scale { weights: weights?, cut_offs: cut_offs? };
    let grading = Grading { version: next.version, scale, strategies: strategies?, duties: duties? };
    for mistake in grading.mistakes() {
        fields.fail::<()>(told(mistake));
    }
    Some(kept(&grading))
}

fn weights(fields: &Fields) -> Option<Indicators> {
    let weight = |name| fields.required(name, fields.number(name, 0, WEIGHTS_SUM));
    let (content, source, nature, speed) = (weight("content"), weight("source"), weight("nature"), weight("speed"));
    Some(Indicators { content: content?, source: source?, nature: nature?, speed: speed? })
}

fn cut_offs(fields: &Fields) -> Option<CutOffs> {
    let score = |name| fields.required(name, fields.number(name, 1, SCORE_MAX));
    let (general, serious, grave) = (score("general"), score("serious"), score("grave"));
    Some(CutOffs { general: general?, serious: serious?, grave: grave? })
}

fn strategies(fields: &Fields) -> Option<Strategies> {
    let of = |name| fields.required(name, fields.spelled(name, Strategy::parse, Strategy::SPELLINGS));
    let (slight, general, beyond) = (of("slight"), of("general"), of("general_beyond"));
    let (serious, grave) = (of("serious"), of("grave"));
    Some(Strategies { slight: slight?, general: general?, general_beyond: beyond?, serious: serious?, grave: grave? })
}

fn duties(fields: &Fields) -> Option<Duties> {
    let of = |name| {
        let told = fields.required(name, fields.spelled_list(name, Duty::parse, Duty::SPELLINGS));
        told.map(|mut duties| {
            let mut known = Vec::new();
            duties.retain(|duty| {
                !known.contains(duty) && {
                    known.push(*duty);
                    true
                }
            });
            duties
        })
    };
    let (mild, moderate, severe) = (of("mild"), of("moderate"), of("severe"));
    Some(Duties { mild: mild?, moderate: moderate?, severe: severe? })
}

fn told(mistake: Mistake) -> FieldError {
    match mistake {
        Mistake::WeightsSum(sum) => FieldError::with("weights.content", "weights_sum", sum.to_string()),
        Mistake::CutOffsFall => FieldError::new("cut_offs.general", "cut_offs_fall"),
        Mistake::StrategiesFall => FieldError::new("strategies.slight", "strategies_fall"),
        Mistake::NoDuty(strategy) => FieldError::new(format!("duties.{}", strategy.as_str()), "required"),
    }
}
