//! Views of the queue that people keep: their own, and those that a lead keeps
//! for everybody.

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::{AppError, FieldError};
use crate::ground::form;
use homeward_domain::actor::Actor;
use homeward_store::views as rows;
pub use homeward_store::views::View;
use homeward_store::{Lane, registers};
use serde_json::Value;

/// The most views of one owner.
const VIEWS_MAX: usize = 50;
/// The noun under which changes stand in the audit.
const NOUN: &str = "views";

/// A view as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewView {
    /// Its name.
    pub name: String,
    /// What is asked of the queue, as the query of its address.
    pub query: String,
    /// Whether everybody sees it.
    pub shared: bool,
}

/// What a view keeps of a query: filters and the form of the list. What was searched
/// for is none of them: it names people and would outlive what is kept of them.
const KEPT: &[&str] = &["view", "kind", "grade", "unit", "sort", "group", "columns"];

/// Reads a view from the body of a request: `name`, `query`; `shared`.
pub fn parse(body: &Value) -> Result<NewView, AppError> {
    form::read(body, |fields| {
        let name = fields.required("name", fields.short_text("name"));
        let query = fields.required("query", fields.checked_text("query", "not_a_query", is_query));
        if query.as_deref().is_some_and(|query| kept_of(query) != query) {
            return fields.fail(FieldError::with("query", "filters_only", KEPT.join(", ")));
        }
        Some(NewView { name: name?, query: query?, shared: fields.truth("shared") })
    })
}

/// Whether a text is names and values, as an address has them.
fn is_query(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "=&%+._-*".contains(c))
}

/// What a view may keep of a query.
fn kept_of(query: &str) -> String {
    let is_kept = |part: &&str| KEPT.contains(&part.split('=').next().unwrap_or_default());
    query.split('&').filter(is_kept).collect::<Vec<_>>().join("&")
}

/// Takes out of views of earlier versions what was searched for; tells of how many.
pub async fn forget_words(app: &App) -> Result<u64, AppError> {
    let forget = |db: &homeward_store::Db| {
        let mut changed = 0;
        for view in rows::all(db)? {
            let kept = kept_of(&view.query);
            if kept != view.query {
                let kept = if kept.is_empty() { "view=all" } else { &kept };
                rows::set_query(db, view.id, kept)?;
                changed += 1;
            }
        }
        Ok(changed)
    };
    app.store().write(Lane::Bulk, forget).await
}

/// Everybody's views and the caller's own.
pub async fn of(app: &App, caller: &Caller) -> Result<Vec<View>, AppError> {
    let staff = own(caller);
    Ok(app.store().read(move |db| rows::of(db, staff)).await?)
}

/// Keeps a view: one of their own by whoever acts on cases, what everybody sees by
/// whoever leads.
pub async fn keep(app: &App, caller: &Caller, new: NewView) -> Result<View, AppError> {
    let (staff, now) = (own(caller), app.clock().now());
    let owner = if new.shared { 0 } else { staff };
    caller.must(needed(owner))?;
    let view = View { id: 0, owner, name: new.name, query: new.query, actor: caller.actor.to_string() };
    let actor = caller.actor;
    app.store()
        .write(Lane::Acts, move |db| {
            let all = rows::of(db, staff)?;
            let of_owner: Vec<&View> = all.iter().filter(|other| other.owner == owner).collect();
            if of_owner.len() >= VIEWS_MAX {
                return Err(AppError::Invalid(vec![FieldError::with("name", "too_many", VIEWS_MAX.to_string())]));
            }
            if of_owner.iter().any(|other| other.name == view.name) {
                return Err(AppError::Invalid(vec![FieldError::new("name", "name_taken")]));
            }
            let id = rows::add(db, &view, now.0)?;
            if owner == 0 {
                note(db, actor, id, "made", now.0)?;
            }
            Ok(View { id, ..view.clone() })
        })
        .await
}

/// Removes a view of the caller's own, or one of everybody's by whoever leads.
pub async fn remove(app: &App, caller: &Caller, id: i64) -> Result<(), AppError> {
    let (staff, now, actor) = (own(caller), app.clock().now(), caller.actor);
    let view = app.store().read(move |db| rows::find(db, id)).await?;
    let view = view.filter(|view| view.owner == 0 || view.owner == staff).ok_or(AppError::NotFound)?;
    caller.must(needed(view.owner))?;
    app.store()
        .write(Lane::Acts, move |db| {
            rows::remove(db, id)?;
            if view.owner == 0 {
                note(db, actor, id, "removed", now.0)?;
            }
            Ok(())
        })
        .await
}

fn note(db: &homeward_store::Db, actor: Actor, id: i64, verb: &str, now: i64) -> Result<(), AppError> {
    let change = registers::Change {
        recorded_at: now,
        actor: actor.to_string(),
        verb: verb.into(),
        fields: String::new(),
        says: None,
    };
    Ok(registers::note(db, NOUN, id, &change)?)
}

/// The right to keep and remove views of an owner; 0 stands for everybody.
const fn needed(owner: i64) -> Scope {
    if owner == 0 { Scope::ExtensionsWrite } else { Scope::CasesWrite }
}

/// Whose views a caller keeps; a program has none of its own.
pub(crate) fn own(caller: &Caller) -> i64 {
    if let Actor::Staff(staff) = caller.actor { staff } else { 0 }
}
