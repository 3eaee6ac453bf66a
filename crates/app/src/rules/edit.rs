//! Rules are read, added and changed. A change is a new version; what an old
//! one did stays on the record under its own number.

use crate::app::App;
use crate::app::rule_book::{Act, Condition, Definition, How, RULES_MAX, Version, known, version};
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
use crate::registers::{How as Writing, unit_tree};
use crate::settings::categories::{self, Categories};
use crate::settings::policies;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::catalogue::{EscalationLevel, HandlingType, Nature};
use homeward_store::rules::{self as rows, RuleRow};
use homeward_store::{Db, Lane, StoreError, people, policies as generations};
use serde_json::Value;

/// The most acts of one rule.
const ACTS_MAX: usize = 10;
/// The most minutes that a measure may be given.
const MINUTES_MAX: i64 = 60 * 24 * 365;
/// What a rule may do, by its words.
const ACTS: &[&str] = &["assign", "route", "unit", "escalate", "note", "measure", "triage", "nature"];

/// Reads a rule from the body of a request.
pub fn parse(known: &Categories, body: &Value) -> Result<Definition, AppError> {
    form::read(body, |fields| {
        let id = fields.required("id", fields.name_text("id"));
        let title = fields.required("title", fields.short_text("title"));
        let active = fields.optional_truth("active").unwrap_or(true);
        let order = fields.number("order", 0, 10_000).unwrap_or(100);
        let kinds = fields.spelled_list("on", |kind| Fact::KINDS.contains(&kind).then(|| kind.to_owned()), Fact::KINDS);
        let kinds = fields.required("on", kinds);
        if kinds.as_ref().is_some_and(Vec::is_empty) {
            fields.fail::<()>(FieldError::new("on", "empty"));
        }
        let when = fields.required("when", fields.long_text("when"));
        if let Some(Err(refused)) = when.as_deref().map(Condition::parse) {
            fields.fail::<()>(FieldError::with("when", refused.code(), refused.detail()));
        }
        let acts = fields.required("acts", fields.objects("acts", ACTS_MAX, |act| read_act(act, known)));
        if acts.as_ref().is_some_and(Vec::is_empty) {
            fields.fail::<()>(FieldError::new("acts", "empty"));
        }
        Some(Definition { id: id?, title: title?, active, order, on: kinds?, when: when?, acts: acts? })
    })
}

fn read_act(fields: &Fields, known: &Categories) -> Option<Act> {
    let parse = |word: &str| ACTS.iter().find(|known| **known == word).copied();
    let word = fields.required("act", fields.spelled("act", parse, ACTS))?;
    Some(match word {
        "assign" => Act::Assign { staff: fields.required("staff", fields.number("staff", 1, i64::MAX))? },
        "route" => Act::Route {
            unit: fields.short_text("unit"),
            skill: fields.short_text("skill"),
            speaks: fields.truth("speaks"),
            present: fields.truth("present"),
            how: fields.required("how", fields.spelled("how", How::parse, How::SPELLINGS))?,
        },
        "unit" => Act::Unit { unit: fields.required("unit", fields.short_text("unit"))? },
        "escalate" => {
            let to = fields.spelled("to", EscalationLevel::parse, EscalationLevel::SPELLINGS);
            Act::Escalate { to: fields.required("to", to)? }
        }
        "note" => Act::Note { text: fields.required("text", fields.long_text("text"))? },
        "measure" => {
            let within_minutes = fields.number("within_minutes", 1, MINUTES_MAX);
            Act::Measure { text: fields.required("text", fields.long_text("text"))?, within_minutes }
        }
        "triage" => {
            let category = fields.required("category", categories::read(fields, "category", known));
            let handling = fields.spelled("handling_type", HandlingType::parse, HandlingType::SPELLINGS);
            let handling_type = fields.required("handling_type", handling);
            Act::Triage { category: category?, handling_type: handling_type? }
        }
        _ => {
            let nature = fields.spelled("nature", Nature::parse, Nature::SPELLINGS);
            Act::Nature { nature: fields.required("nature", nature)? }
        }
    })
}

/// The newest version of each rule, by name.
pub async fn all(app: &App) -> Result<Vec<Version>, AppError> {
    let read = |db: &Db| rows::newest(db)?.into_iter().map(version).collect::<Result<Vec<_>, StoreError>>();
    Ok(app.store().read(read).await?)
}

/// Every version of a rule, in order.
pub async fn versions(app: &App, id: String) -> Result<Vec<Version>, AppError> {
    let read = move |db: &Db| rows::versions(db, &id)?.into_iter().map(version).collect::<Result<Vec<_>, StoreError>>();
    known(app.store().read(read).await?)
}

/// Adds a rule; every copy of the program follows it within half a second.
pub async fn add(app: &App, actor: Actor, definition: Definition) -> Result<Version, AppError> {
    write(app, actor, definition, Writing::Make).await
}

/// Changes a rule; refused where it has changed since the version that was read.
pub async fn change(app: &App, actor: Actor, definition: Definition, read: Option<i64>) -> Result<Version, AppError> {
    write(app, actor, definition, Writing::Change(read)).await
}

async fn write(app: &App, actor: Actor, definition: Definition, how: Writing) -> Result<Version, AppError> {
    let now = app.clock().now();
    let written = app
        .store()
        .write(Lane::Acts, move |db| {
            must_name_known(db, &definition)?;
            let last = rows::versions(db, &definition.id)?.pop().map(|row| row.version);
            let version = match (last, how) {
                (Some(_), Writing::Make) => {
                    return Err(AppError::Invalid(vec![FieldError::new("id", "reference_taken")]));
                }
                (None, Writing::Change(_)) => return Err(AppError::NotFound),
                (Some(last), Writing::Change(Some(read))) if read != last => return Err(AppError::Stale(last)),
                (last, _) => last.unwrap_or(0) + 1,
            };
            if rows::newest(db)?.len() >= RULES_MAX && version == 1 {
                return Err(AppError::Invalid(vec![FieldError::with("id", "too_many", RULES_MAX.to_string())]));
            }
            let text = serde_json::to_string(&definition).map_err(StoreError::corrupt)?;
            let (id, actor) = (definition.id.clone(), actor.to_string());
            let row = RuleRow { number: 0, name: id, version, definition: text, actor, added_at: now.0 };
            let number = rows::add(db, &row)?;
            generations::changed(db)?;
            Ok(crate::app::rule_book::version(RuleRow { number, ..row })?)
        })
        .await?;
    policies::refresh(app).await?;
    Ok(written)
}

/// Staff and units that a rule names must be there.
fn must_name_known(db: &Db, definition: &Definition) -> Result<(), AppError> {
    for (place, act) in definition.acts.iter().enumerate() {
        let unit = match act {
            Act::Assign { staff } if people::staff(db, *staff)?.is_none_or(|staff| staff.left_at.is_some()) => {
                let field = format!("acts[{place}].staff");
                return Err(AppError::Invalid(vec![FieldError::new(field, "no_such_staff")]));
            }
            Act::Route { unit: Some(unit), .. } | Act::Unit { unit } => unit,
            _ => continue,
        };
        unit_tree::must_be_known_as(db, unit, &format!("acts[{place}].unit"))?;
    }
    Ok(())
}
