//! The first start as a guided path: the company, its people, its promises, the
//! first case. Each step is an ordinary change that the settings can do too.

use super::shell::Shell;
use super::visit::Visit;
use crate::form::{Field, Input, Offered, Takes, Typed, body, errors_of, inputs, may, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::wording::{limit, promise as promise_words};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::caller::Role;
use homeward_app::registers::{self, How, UNITS};
use homeward_app::{AppError, FieldError, Lane, Scope, company, kept, sign_in, staff};
use serde_json::Value;

/// The steps with their addresses.
const STEPS: [(&str, &str); 4] = [
    ("company", "/desk/start"),
    ("people", "/desk/start/people"),
    ("promises", "/desk/start/promises"),
    ("ready", "/desk/start/ready"),
];
/// The reference of the company itself, the root of all units.
const COMPANY: &str = "HQ";
/// The calendar that is shipped.
const CALENDAR: &str = "cn_office";
const OF_COMPANY: &[Field] = &[
    must("name", Takes::Line),
    must("profile", Takes::One("profile", &["agency", "platform", "hotel", "desk"])),
    may("calendar", Takes::Calendar),
    may("phone", Takes::Line),
];
const OF_PERSON: &[Field] = &[
    must("name", Takes::Line),
    must("email", Takes::Email("off")),
    must("role", Takes::One("role", &["agent", "lead", "manager", "auditor", "on_site", "administrator"])),
];

#[derive(Template)]
#[template(path = "desk/start.html")]
struct Start {
    shell: Shell,
    steps: Vec<Step>,
    step: &'static str,
    lead: String,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    all_optional: bool,
    /// A link that was just made: for whom, and the link.
    link: Option<(String, String)>,
    /// Who is on the staff: name and role.
    people: Vec<(String, String)>,
    promises: Vec<PublicPromise>,
    has_password: bool,
}

/// A public promise, with where it is changed.
struct PublicPromise {
    name: String,
    kinds: String,
    limit: String,
    href: String,
}

struct Step {
    label: String,
    href: &'static str,
    class: &'static str,
}

pub async fn name(visit: Visit) -> Result<Response, PageError> {
    let known = company::find(visit.app()).await.map_err(|e| visit.failed(e))?;
    let text = |field: &str| {
        let body = known.as_ref().map(|unit| &unit.body);
        body.and_then(|body| body.get(field)?.as_str()).unwrap_or_default().to_owned()
    };
    let calendar = if known.is_some() { text("calendar") } else { CALENDAR.to_owned() };
    let name = known.as_ref().map(|unit| unit.name.clone()).unwrap_or_default();
    let typed = [("name", name), ("profile", text("profile")), ("calendar", calendar), ("phone", text("phone"))];
    let typed = typed.map(|(path, value)| (path.to_owned(), value)).into();
    page(&shown(&visit, "company", OF_COMPANY, &typed, &[]).await?)
}

pub async fn name_company(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let known = company::find(visit.app()).await.map_err(|e| visit.failed(e))?;
    let mut told = body(OF_COMPANY, &typed);
    if let Value::Object(told) = &mut told {
        // What this page does not ask for stays as it was.
        for (field, value) in known.iter().flat_map(|unit| &unit.body) {
            if !OF_COMPANY.iter().any(|asked| asked.path == field) {
                told.insert(field.clone(), value.clone());
            }
        }
        let reference = known.as_ref().map_or(COMPANY, |unit| unit.reference.as_str());
        told.insert("reference".into(), reference.into());
        told.insert("kind".into(), "company".into());
    }
    let how = known.as_ref().map_or(How::Make, |unit| How::Change(Some(unit.version)));
    let written = match registers::parse(&UNITS, &told) {
        Ok(sent) => registers::write(visit.app(), Lane::Acts, visit.caller(), &UNITS, sent, how).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match written {
        Ok(()) => Ok(Redirect::to("/desk/start/people").into_response()),
        Err(error) => refused(&visit, "company", OF_COMPANY, &typed, error).await,
    }
}

pub async fn people(visit: Visit) -> Result<Response, PageError> {
    page(&shown(&visit, "people", OF_PERSON, &first_role(), &[]).await?)
}

pub async fn add_person(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    visit.allow(Scope::StaffWrite)?;
    let made = match staff::parse(&body(OF_PERSON, &typed), visit.app().clock().now().0) {
        Ok(person) => staff::make(visit.app(), visit.caller(), person).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(person) => {
            let link = staff::link(visit.app(), visit.caller(), person.id).await.map_err(|e| visit.failed(e))?;
            let mut next = shown(&visit, "people", OF_PERSON, &first_role(), &[]).await?;
            next.link = Some((person.name, link));
            page(&next)
        }
        Err(error) => refused(&visit, "people", OF_PERSON, &typed, error).await,
    }
}

pub async fn promises(visit: Visit) -> Result<Response, PageError> {
    page(&shown(&visit, "promises", &[], &Typed::new(), &[]).await?)
}

pub async fn ready(visit: Visit) -> Result<Response, PageError> {
    page(&shown(&visit, "ready", &[], &Typed::new(), &[]).await?)
}

fn first_role() -> Typed {
    vec![("role".to_owned(), Role::Agent.as_str().to_owned())]
}

async fn refused(
    visit: &Visit,
    step: &'static str,
    fields: &[Field],
    typed: &Typed,
    error: AppError,
) -> Result<Response, PageError> {
    let (AppError::Invalid(errors) | AppError::Beyond(errors)) = error else { return Err(visit.failed(error)) };
    let shown = shown(visit, step, fields, typed, &errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

async fn shown(
    visit: &Visit,
    step: &'static str,
    fields: &[Field],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Start, PageError> {
    visit.allow_setting()?;
    visit.allow(Scope::StaffWrite)?;
    let shell = visit.shell("start-title").await?;
    let place = STEPS.iter().position(|(name, _)| *name == step).unwrap_or(0);
    let class = |number: usize| match number.cmp(&place) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "",
    };
    let steps = STEPS.iter().enumerate().map(|(number, (name, href))| Step {
        label: shell.t(&format!("start-{name}")),
        href,
        class: class(number),
    });
    let steps = steps.collect();
    let offered = Offered { calendars: Offered::calendars(visit.app()), ..Offered::default() };
    let errors = errors_of(visit.language, fields, errors);
    let everybody = staff::list(visit.app()).await.map_err(|e| visit.failed(e))?;
    let present = everybody.into_iter().filter(|person| person.left_at.is_none());
    let ways = sign_in::ways(visit.app(), &visit.signed_in.staff).await.map_err(|e| visit.failed(e))?;
    let public = kept::public(visit.app()).into_iter().map(|promise| {
        let kinds: Vec<String> = promise.kinds.iter().map(|kind| visit.name("kind", kind.as_str())).collect();
        PublicPromise {
            name: promise_words(visit.language, &promise.id),
            kinds: kinds.join(&visit.say("list-separator", &[])),
            limit: limit(visit.language, promise.within_minutes),
            href: format!("/desk/settings/promises/{}?start=yes", promise.id),
        }
    });
    Ok(Start {
        step,
        lead: shell.t(&format!("start-{step}-lead")),
        fields: inputs(&shell.frame, &format!("start-{step}"), fields, typed, &errors, &offered),
        all_optional: false,
        link: None,
        people: present.map(|person| (person.name, visit.name("role", &person.role))).collect(),
        promises: public.collect(),
        has_password: ways.password,
        steps,
        errors,
        shell,
    })
}
