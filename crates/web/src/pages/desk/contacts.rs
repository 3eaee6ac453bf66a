//! The key to contact points that are masked: why somebody looks, and what they see
//! then, once. Without script both are pages.

use super::shell::Shell;
use super::visit::Visit;
use crate::form::{Field, Input, Takes, Typed, body, errors_of, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::wording::name_alone;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use homeward_app::looks::{self, Points};
use homeward_app::registers::Noun;
use homeward_app::{AppError, FieldError, Scope, desk};
use homeward_domain::looks::Reason;
use serde_json::Value;

const FIELDS: &[Field] = &[must("reason", Takes::One("look-reason", Reason::SPELLINGS))];

/// Why somebody looks.
#[derive(Template)]
#[template(path = "desk/look.html")]
struct WhyPage {
    shell: Shell,
    whose: Whose,
    reasons: Vec<(String, String)>,
    fields: Vec<Input>,
    errors: Vec<(String, String)>,
}

/// What they see.
#[derive(Template)]
#[template(path = "desk/contacts.html")]
struct ContactsPage {
    shell: Shell,
    whose: Whose,
    persons: Vec<Person>,
}

struct Person {
    name: String,
    told: Vec<(String, String)>,
}

/// A case or a record whose contact points, or identity paper, are asked for.
pub(super) struct Whose {
    /// The page that it has, and its number or reference.
    pub back: String,
    pub name: String,
    /// Where the reason is sent.
    pub key: String,
    /// What is asked for, as keys of the words: a title and why a reason is asked.
    pub words: (&'static str, &'static str),
}

/// The key of a case.
pub fn of_case() -> MethodRouter<crate::state::Web> {
    routing::get(async |visit: Visit, Path(number): Path<String>| {
        visit.allow(Scope::ContactsRead)?;
        let closed = looks::masked_to(visit.app(), visit.caller(), number.clone()).await;
        let whose = case_of(&number);
        if closed.map_err(|error| visit.failed(error))? {
            return why(&visit, whose, Vec::new()).await;
        }
        // Whoever sees them on the case anyway is not asked why.
        Ok(Redirect::to(&whose.back).into_response())
    })
    .post(async |visit: Visit, Path(number): Path<String>, OwnForm(typed): OwnForm<Typed>| {
        let seen = looks::at_case_for(visit.app(), visit.caller(), number.clone(), &told(&typed)).await;
        answer(&visit, case_of(&number), seen).await
    })
}

/// The key of a customer or booking.
pub fn of_record(noun: Noun) -> MethodRouter<crate::state::Web> {
    routing::get(async move |visit: Visit, Path(reference): Path<String>| {
        visit.allow(noun.reading)?;
        visit.allow(Scope::ContactsRead)?;
        let opened = desk::record(visit.app(), visit.caller(), noun, reference).await;
        let opened = opened.map_err(|error| visit.failed(error))?;
        let whose = record_of(noun, &opened.view.reference);
        if opened.is_open || !opened.has_contacts {
            return Ok(Redirect::to(&whose.back).into_response());
        }
        why(&visit, whose, Vec::new()).await
    })
    .post(async move |visit: Visit, Path(reference): Path<String>, OwnForm(typed): OwnForm<Typed>| {
        let seen = looks::at_record_for(visit.app(), visit.caller(), noun, reference.clone(), &told(&typed)).await;
        answer(&visit, record_of(noun, &reference), seen).await
    })
}

fn case_of(number: &str) -> Whose {
    whose(format!("/desk/cases/{number}"), number)
}

fn record_of(noun: Noun, reference: &str) -> Whose {
    whose(format!("/desk/{}/{reference}", noun.name), reference)
}

fn whose(back: String, name: &str) -> Whose {
    let key = format!("{back}/contacts");
    Whose { back, name: name.to_owned(), key, words: ("contacts-title", "contacts-lead") }
}

pub(super) fn told(typed: &Typed) -> Value {
    body(FIELDS, typed)
}

async fn answer(visit: &Visit, whose: Whose, seen: Result<Vec<Points>, AppError>) -> Result<Response, PageError> {
    match seen {
        Ok(seen) => shown(visit, whose, seen).await,
        Err(AppError::Invalid(errors)) => again(visit, whose, &errors).await,
        Err(error) => Err(visit.failed(error)),
    }
}

/// The question once more, with what was wrong.
pub(super) async fn again(visit: &Visit, whose: Whose, errors: &[FieldError]) -> Result<Response, PageError> {
    let errors = errors_of(visit.language, FIELDS, errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, why(visit, whose, errors).await?).into_response())
}

/// The question for what somebody looks.
pub(super) async fn why(visit: &Visit, whose: Whose, errors: Vec<(String, String)>) -> Result<Response, PageError> {
    let reason = |one: &&str| ((*one).to_owned(), name_alone(visit.language, "look-reason", one));
    let reasons = Reason::SPELLINGS.iter().map(reason).collect();
    page(&WhyPage { shell: visit.shell(whose.words.0).await?, whose, reasons, fields: Vec::new(), errors })
}

async fn shown(visit: &Visit, whose: Whose, seen: Vec<Points>) -> Result<Response, PageError> {
    let shell = visit.shell("contacts-title").await?;
    let field = |(field, value): (&str, String)| (shell.t(&format!("case-{field}")), value);
    let person = |points: Points| Person {
        name: if points.name.is_empty() { shell.t("case-nameless") } else { points.name },
        told: points.told.into_iter().map(field).collect(),
    };
    let persons = seen.into_iter().map(person).collect();
    page(&ContactsPage { persons, whose, shell })
}
