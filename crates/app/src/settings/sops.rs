//! The procedures of categories: as they are shipped, and as the company has
//! written them, in every version.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
pub use crate::settings::policies::shipped_sops as shipped;
use crate::settings::policies::{self as in_force, SOP};
use crate::settings::versions::{Written, definition, must_be_newest, parse, written_of};
use homeward_domain::case::{Fact, Rejection};
use homeward_domain::catalogue::Category;
use homeward_domain::policies::Policies;
pub use homeward_domain::sops::{Sop, Sops, Step};
use homeward_store::Db;
use homeward_store::cases;
use serde_json::Value;
use std::collections::BTreeSet;

/// The most steps of a procedure.
pub const STEPS_MAX: usize = 30;
/// The most categories that share one.
const CATEGORIES_MAX: usize = 200;
/// Open cases read in one piece.
const PIECE: i64 = 256;

/// The steps that came with the program, each once.
pub fn shipped_steps() -> Vec<&'static Step> {
    let mut known = BTreeSet::new();
    shipped().iter().flat_map(|sop| &sop.steps).filter(|step| known.insert(&step.id)).collect()
}

/// What a change would do to open cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Open cases that would follow this procedure.
    pub cases: i64,
    /// Of them, those that follow another one now.
    pub come: i64,
    /// Open cases that follow it now and would follow another one.
    pub go: i64,
}

/// Every version of one, in order; none where there is no such procedure.
pub async fn versions(app: &App, id: &str) -> Result<Vec<Written<Sop>>, AppError> {
    let shipped = shipped().iter().find(|sop| sop.id == id).cloned().map(Written::shipped);
    Ok(shipped.into_iter().chain(written_of(app, SOP, id, parse::<Sop>).await?).collect())
}

/// What the change in the body would do to open cases.
pub async fn preview(app: &App, id: &str, body: &Value) -> Result<Preview, AppError> {
    let before = app.policies();
    let after = before.sops().clone().with(changed(&before, id, body)?);
    let id = id.to_owned();
    let count = move |db: &Db| {
        let (mut preview, mut place) = (Preview::default(), 0);
        loop {
            let rows = cases::open_after(db, place, PIECE)?;
            let Some(last) = rows.last() else { return Ok::<_, AppError>(preview) };
            place = last.case;
            for row in &rows {
                let category = Category::parse(&row.category);
                let follows = |all: &Sops| all.of(category.as_ref()).is_some_and(|sop| sop.id == id);
                let (now, then) = (follows(before.sops()), follows(&after));
                preview.cases += i64::from(then);
                preview.come += i64::from(then && !now);
                preview.go += i64::from(now && !then);
            }
        }
    };
    app.store().read(count).await
}

/// Adds a procedure. Body: `id`, `title`, `categories`, `steps`.
pub async fn add(app: &App, caller: &Caller, body: &Value) -> Result<Sop, AppError> {
    let policies = app.policies();
    let new = form::read(body, |fields| {
        let id = fields.required("id", fields.name_text("id"));
        if id.as_ref().is_some_and(|id| policies.sops().find(id).is_some()) {
            fields.fail::<()>(FieldError::new("id", "reference_taken"));
        }
        let title = fields.required("title", fields.wording("title"));
        let nothing = Sop { id: id?, version: 0, title: title?, categories: Vec::new(), steps: Vec::new() };
        read(fields, &nothing, &policies)
    })?;
    write(app, caller, &new).await?;
    Ok(new)
}

/// Changes a procedure for every case of its categories. Refused where it has
/// changed since the version that was read, if that is told.
pub async fn change(app: &App, caller: &Caller, id: &str, body: &Value, read: Option<i64>) -> Result<Sop, AppError> {
    let new = changed(&app.policies(), id, body)?;
    must_be_newest(read, new.version - 1)?;
    write(app, caller, &new).await?;
    Ok(new)
}

async fn write(app: &App, caller: &Caller, new: &Sop) -> Result<(), AppError> {
    let definition = definition((&new.id, new.version), new, caller.actor, app)?;
    in_force::write(app, SOP, definition).await
}

/// The next version, as the body tells it whole.
fn changed(policies: &Policies, id: &str, body: &Value) -> Result<Sop, AppError> {
    let before = policies.sops().find(id).ok_or(AppError::NotFound)?;
    let after = form::read(body, |fields| {
        let title = fields.wording("title").unwrap_or_else(|| before.title.clone());
        read(fields, &Sop { title, ..before.clone() }, policies)
    })?;
    if (Sop { version: before.version, ..after.clone() }) == *before {
        return Err(Rejection::NothingToChange.into());
    }
    Ok(after)
}

fn read(fields: &Fields, before: &Sop, policies: &Policies) -> Option<Sop> {
    let told = fields.short_texts("categories", CATEGORIES_MAX).unwrap_or_default();
    let serves_the_rest = before.version > 0 && before.categories.is_empty();
    let is_known = |name: &str| Category::MAINS.contains(&name) || policies.categories().find(name).is_some();
    let other = |name: &String| {
        let has = |sop: &&Sop| sop.id != before.id && sop.categories.contains(name);
        policies.sops().current().find(has).map(|sop| sop.id.clone())
    };
    if let Some(wrong) = told.iter().find(|name| !is_known(name)) {
        fields.fail::<()>(FieldError::with("categories", "unknown_category", wrong.clone()));
    } else if let Some(other) = told.iter().find_map(other) {
        fields.fail::<()>(FieldError::with("categories", "category_has_sop", other));
    } else if serves_the_rest && !told.is_empty() {
        fields.fail::<()>(FieldError::new("categories", "serves_the_rest"));
    }
    if !serves_the_rest && told.is_empty() {
        fields.fail::<()>(FieldError::new("categories", "serves_nothing"));
    }
    let steps = fields.required("steps", fields.objects("steps", STEPS_MAX, |step| read_step(step, before)));
    if steps.as_ref().is_some_and(Vec::is_empty) {
        fields.fail::<()>(FieldError::new("steps", "empty"));
    }
    let steps = named(steps?, policies, &before.id);
    if let Some(twice) = steps.iter().enumerate().find(|(place, step)| steps[..*place].iter().any(|s| s.id == step.id))
    {
        fields.fail::<()>(FieldError::new(format!("steps[{}]", twice.0), "step_twice"));
    }
    Some(Sop { version: before.version + 1, categories: told, steps, ..before.clone() })
}

/// A step by its name, or in words of the company's own; those that stood in the
/// version before keep their name.
fn read_step(fields: &Fields, before: &Sop) -> Option<Step> {
    let text = fields.wording("text");
    let kinds =
        fields.spelled_list("shown_by", |kind| Fact::KINDS.contains(&kind).then(|| kind.to_owned()), Fact::KINDS);
    let id = fields.short_text("step");
    let mut known = before.steps.iter().chain(shipped_steps());
    let found = match (&id, &text) {
        (Some(id), _) => known.find(|step| step.id == *id),
        (None, Some(text)) => before.steps.iter().find(|step| step.text.said("zh-CN") == text.said("zh-CN")),
        (None, None) => return fields.required("step", None),
    };
    if let (Some(_), None) = (&id, found) {
        let all: Vec<&str> = shipped_steps().iter().map(|step| step.id.as_str()).collect();
        return fields.fail(FieldError::with(fields.name("step"), "unknown_value", all.join(", ")));
    }
    Some(Step {
        id: found.map(|step| step.id.clone()).unwrap_or_default(),
        text: text.or_else(|| found.map(|step| step.text.clone())).unwrap_or_default(),
        shown_by: kinds.or_else(|| found.map(|step| step.shown_by.clone())).unwrap_or_default(),
    })
}

/// Names for the steps that are new: no name that a version ever had is given again.
fn named(mut steps: Vec<Step>, policies: &Policies, sop: &str) -> Vec<Step> {
    let mut number = 0;
    for place in 0..steps.len() {
        while steps[place].id.is_empty() {
            number += 1;
            let id = format!("{sop}_{number}");
            if policies.sops().words_of(&id).is_none() && steps.iter().all(|step| step.id != id) {
                steps[place].id = id;
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_procedure_and_every_step_is_shown_by_entries_that_there_are() {
        let all = Sops::new(shipped().to_vec());
        let of = |category: &str| all.of(Category::parse(category).as_ref()).unwrap().id.clone();
        for (category, expected) in [
            ("safety.lost_property", "lost_property"),
            ("safety.illness", "safety"),
            ("price.extra_paid_items", "shopping"),
            ("price.surcharge", "price"),
            ("service.guide", "usual"),
        ] {
            assert_eq!(of(category), expected, "{category}");
        }
        for sop in shipped() {
            for name in &sop.categories {
                let known = Category::MAINS.contains(&name.as_str()) || Category::shipped().any(|c| c.as_str() == name);
                assert!(known, "{name}");
            }
            let kinds = sop.steps.iter().flat_map(|step| &step.shown_by);
            kinds.for_each(|kind| assert!(Fact::KINDS.contains(&kind.as_str()), "{kind}"));
        }
    }
}
