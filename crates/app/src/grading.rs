//! How the company grades, in every version: what a change would do to open
//! cases, and the change itself, which a background job then brings to them.

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::execute;
use crate::form::{self, Fields};
use crate::policies::{self as in_force, Written};
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::case::event::TriageFact;
use homeward_domain::case::{Command, Fact, Moment, Rejection, decide};
use homeward_domain::policies::Policies;
use homeward_domain::triage::grading::Mistake;
pub use homeward_domain::triage::grading::{Grading, SCORE_MAX, WEIGHTS_SUM};
use homeward_domain::triage::severity::{CutOffs, Indicators, Scale};
use homeward_domain::triage::strategy::{Duties, Duty, Strategies, Strategy};
use homeward_store::Db;
use homeward_store::cases::{self, CaseRow};
use homeward_store::jobs::Job;
use homeward_store::policies::Policy;
use serde_json::Value;

/// There is one way of grading, and this is its name.
const ID: &str = "grading";
/// Open cases read in one piece.
const PIECE: i64 = 256;

/// What a change would do to open cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Open cases that have a grade.
    pub cases: i64,
    /// Would be graver.
    pub graver: i64,
    /// Would be slighter.
    pub slighter: i64,
    /// Would be handled by another strategy, or asked for other duties.
    pub handled_otherwise: i64,
}

/// Every version, in order; the first came with the program.
pub async fn versions(app: &App) -> Result<Vec<Written<Grading>>, AppError> {
    let shipped = Written::shipped(Grading::default());
    let own = in_force::written(app, Policy::Grading, in_force::parse::<Grading>).await?;
    Ok([shipped].into_iter().chain(own).collect())
}

/// What the change in the body would do.
pub async fn preview(app: &App, body: &Value) -> Result<Preview, AppError> {
    let after = app.policies().as_ref().clone().with_grading(changed(app, body)?);
    let worker = app.clone();
    app.store()
        .read(move |db| {
            let (mut preview, mut place) = (Preview::default(), 0);
            loop {
                let rows = cases::open_after(db, place, PIECE)?;
                let Some(last) = rows.last() else { return Ok(preview) };
                place = last.case;
                for row in rows {
                    count(&mut preview, db, &worker, &row, &after)?;
                }
            }
        })
        .await
}

/// The rule itself judges, on the case as it stands, and nothing is kept.
fn count(preview: &mut Preview, db: &Db, app: &App, row: &CaseRow, after: &Policies) -> Result<(), AppError> {
    let (case, _) = execute::load(db, row.case, Seq::MAX)?;
    let Some(before) = &case.journey.severity else { return Ok(()) };
    preview.cases += 1;
    let moment = Moment { now: app.clock().now().max(case.updated_at), actor: Actor::System, policies: after };
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

/// Changes it: a new version, and a job that judges open cases anew. Refused
/// where it has changed since the version that was read, if that is told.
pub async fn change(app: &App, caller: &Caller, body: &Value, read: Option<i64>) -> Result<(Grading, Job), AppError> {
    let new = changed(app, body)?;
    if read.is_some_and(|version| version != new.version - 1) {
        return Err(AppError::Stale(new.version - 1));
    }
    let definition = in_force::definition((ID, new.version), &new, caller.actor, app)?;
    let job = in_force::write_for_all(app, Policy::Grading, definition).await?;
    Ok((new, job))
}

/// The next version, as the body tells it whole.
fn changed(app: &App, body: &Value) -> Result<Grading, AppError> {
    let policies = app.policies();
    let before = policies.grading();
    let after = form::read(body, |fields| read(fields, before.version + 1))?;
    if (Grading { version: before.version, ..after.clone() }) == *before {
        return Err(Rejection::NothingToChange.into());
    }
    let wrong = after.mistakes();
    if wrong.is_empty() { Ok(after) } else { Err(AppError::Invalid(wrong.into_iter().map(told).collect())) }
}

fn read(fields: &Fields, version: i64) -> Option<Grading> {
    let weights = fields.required("weights", fields.object("weights", weights));
    let cut_offs = fields.required("cut_offs", fields.object("cut_offs", cut_offs));
    let strategies = fields.required("strategies", fields.object("strategies", strategies));
    let duties = fields.required("duties", fields.object("duties", duties));
    let scale = Scale { weights: weights?, cut_offs: cut_offs? };
    Some(Grading { version, scale, strategies: strategies?, duties: duties? })
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
