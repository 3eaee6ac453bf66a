//! A copy of a person's data is handed out: on what ground, and of a case to whom.

use super::shell::Shell;
use super::visit::Visit;
use crate::form::{Choice, Field, Input, Offered, Takes, Typed, body, errors_of, inputs, must, values};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::person;
use crate::state::Web;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use homeward_app::person::{self as copies, Copy, persons};
use homeward_app::{AppError, FieldError, Scope, registers};
use homeward_domain::case::event::PersonOfCase;
use homeward_domain::catalogue::GivingGround;

const GROUND: &[Field] = &[must("ground", Takes::One("giving", GivingGround::SPELLINGS))];
/// The field that names somebody of a case.
const PERSON: &str = "person";

#[derive(Template)]
#[template(path = "desk/person_data.html")]
struct DataPage {
    shell: Shell,
    back: String,
    name: String,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    all_optional: bool,
}

/// The page of a customer's copy.
pub fn of_customer() -> MethodRouter<Web> {
    routing::get(async |visit: Visit, Path(reference): Path<String>| {
        visit.allow(Scope::PrivacyWrite)?;
        let known = registers::is_restricted(visit.app(), visit.caller(), reference.clone()).await;
        known.map_err(|error| visit.failed(error))?;
        page(&customer_page(&visit, reference, &Typed::new(), Vec::new()).await?)
    })
    .post(async |visit: Visit, Path(reference): Path<String>, OwnForm(typed): OwnForm<Typed>| {
        visit.allow(Scope::PrivacyWrite)?;
        let copy = copies::of_customer(visit.app(), visit.caller(), reference.clone(), &body(GROUND, &typed)).await;
        match answered(&visit, copy)? {
            Ok(file) => Ok(file),
            Err(errors) => refused(&customer_page(&visit, reference, &typed, errors).await?),
        }
    })
}

/// The page of a copy for somebody of a case.
pub fn of_case() -> MethodRouter<Web> {
    routing::get(async |visit: Visit, Path(number): Path<String>| {
        visit.allow(Scope::PrivacyWrite)?;
        page(&case_page(&visit, number, &Typed::new(), Vec::new()).await?)
    })
    .post(async |visit: Visit, Path(number): Path<String>, OwnForm(typed): OwnForm<Typed>| {
        visit.allow(Scope::PrivacyWrite)?;
        persons(visit.app(), visit.caller(), number.clone()).await.map_err(|error| visit.failed(error))?;
        let copy = match values(&typed, PERSON).first().and_then(|one| person::parse(one)) {
            Some(whose) => {
                copies::of_case(visit.app(), visit.caller(), number.clone(), whose, &body(GROUND, &typed)).await
            }
            None => Err(AppError::Invalid(vec![FieldError::new(PERSON, "required")])),
        };
        match answered(&visit, copy)? {
            Ok(file) => Ok(file),
            Err(errors) => refused(&case_page(&visit, number, &typed, errors).await?),
        }
    })
}

/// The file, or what was wrong with the form.
fn answered(visit: &Visit, copy: Result<Copy, AppError>) -> Result<Result<Response, Vec<(String, String)>>, PageError> {
    match copy {
        Ok(copy) => Ok(Ok(person::download(visit.app(), copy))),
        Err(AppError::Invalid(errors)) => Ok(Err(errors_of(visit.language, GROUND, &errors))),
        Err(error) => Err(visit.failed(error)),
    }
}

fn refused(shown: &DataPage) -> Result<Response, PageError> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(shown)?).into_response())
}

async fn customer_page(
    visit: &Visit,
    reference: String,
    typed: &Typed,
    errors: Vec<(String, String)>,
) -> Result<DataPage, PageError> {
    let shell = visit.shell("person-data").await?;
    let fields = inputs(&shell.frame, "person-data", GROUND, typed, &errors, &Offered::default());
    let back = format!("/desk/customers/{reference}");
    Ok(DataPage { back, name: reference, errors, fields, all_optional: false, shell })
}

async fn case_page(
    visit: &Visit,
    number: String,
    typed: &Typed,
    errors: Vec<(String, String)>,
) -> Result<DataPage, PageError> {
    let (number, all) = persons(visit.app(), visit.caller(), number).await.map_err(|error| visit.failed(error))?;
    let back = format!("/desk/cases/{number}");
    let mut shown = customer_page(visit, number, typed, errors).await?;
    shown.back = back;
    let chosen = values(typed, PERSON).first().map(|one| (*one).to_owned());
    let of_one = all.len() == 1;
    let choice = |(whose, name): (PersonOfCase, String)| {
        let value = person::spelled(whose);
        let (role, place) = match whose {
            PersonOfCase::Complainant(place) => ("person-choice-complainant", place),
            PersonOfCase::Representative(number) => ("person-choice-representative", number),
        };
        let name = if name.is_empty() { visit.say("case-nameless", &[]) } else { name };
        let label = visit.say(role, &[("name", &name), ("place", &place.to_string())]);
        Choice { chosen: of_one || chosen.as_deref() == Some(value.as_str()), value, label }
    };
    shown.fields.insert(
        0,
        Input {
            path: PERSON,
            id: PERSON.to_owned(),
            label: visit.say("label-person-data-person", &[]),
            kind: "one",
            autocomplete: "",
            required: true,
            value: String::new(),
            choices: all.into_iter().map(choice).collect(),
            error: shown.errors.iter().find(|(path, _)| path == PERSON).map(|(_, words)| words.clone()),
            min: String::new(),
            max: String::new(),
            starts_group: None,
        },
    );
    Ok(shown)
}
