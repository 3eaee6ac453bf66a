//! A new case while the person speaks: one screen, the keyboard alone; who
//! calls is found as the number is typed.

use super::shell::Shell;
use crate::form::{self, Field, Input, Offered, Takes, inputs, may};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::language::{Language, message};
use crate::pages::everyday::everyday_types;
use crate::pages::session::SignedIn;
use crate::state::Web;
use crate::wording::field_message;
use crate::wording::name;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::registers::{self, BOOKINGS, CUSTOMERS};
use homeward_app::{AppError, Key, Scope, intake, read, take_in};
use homeward_domain::catalogue::{Channel, ComplainantType, Kind, Nature};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Characters of a number from which somebody is looked for.
const DIGITS_MIN: usize = 4;
/// Customers and bookings that are shown.
const SHOWN_MAX: i64 = 5;

/// What was typed, field by field.
type Typed = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "desk/new.html")]
struct NewCase {
    shell: Shell,
    key: String,
    typed: Typed,
    errors: BTreeMap<String, String>,
    summary: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    types: Vec<(String, String)>,
    /// Everything else that the record may hold, folded until somebody needs it.
    fields: Vec<Input>,
    all_optional: bool,
    more_is_open: bool,
}

/// What the record may hold besides what is asked at once (journey §1).
const MORE: &[Field] = &[
    may("category", Takes::Category),
    may("nature", Takes::One("nature", Nature::SPELLINGS)),
    may("occurred_at", Takes::Time),
    may("received_at", Takes::Time),
    may("place", Takes::Line),
    may("persons_involved", Takes::Words),
    may("zone", Takes::Line),
    may("unit", Takes::Unit),
    may("external_reference", Takes::Line),
    may("complainant.type", Takes::One("complainant-type", ComplainantType::SPELLINGS)),
    may("complainant.language", Takes::Line),
    may("complainant.gender", Takes::Line),
    may("complainant.age", Takes::Whole(0, 130)),
    may("complainant.nationality", Takes::Line),
    may("complainant.occupation", Takes::Line),
    may("complainant.company", Takes::Line),
    may("complainant.address", Takes::Line),
    may("co_complainants[0].name", Takes::Line),
    may("co_complainants[0].phone", Takes::Line),
    may("co_complainants[0].desired_outcome", Takes::Line),
    may("co_complainants[1].name", Takes::Line),
    may("co_complainants[1].phone", Takes::Line),
    may("co_complainants[1].desired_outcome", Takes::Line),
    may("co_complainants[2].name", Takes::Line),
    may("co_complainants[2].phone", Takes::Line),
    may("co_complainants[2].desired_outcome", Takes::Line),
];

impl NewCase {
    fn value(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    fn is(&self, field: &str, value: &str) -> bool {
        self.value(field) == value
    }
}

#[derive(Template)]
#[template(path = "desk/caller.html")]
struct CallerPart {
    heading: String,
    bookings_heading: String,
    cases_heading: String,
    nobody: String,
    customers: Vec<Known>,
    bookings: Vec<(String, String)>,
    cases: Vec<(String, String, String)>,
}

/// A customer who may be calling.
struct Known {
    name: String,
    reference: String,
    key_word: Option<String>,
}

/// What of the caller is known so far.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    phone: Option<String>,
}

pub async fn form(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    signed_in.caller.must(Scope::CasesWrite).map_err(|e| PageError::new(language, &e))?;
    let typed = [("kind", "complaint"), ("channel", "phone")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    page(&new_case(&web, language, &uri, &signed_in, typed.into(), Vec::new()).await?)
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    signed_in.caller.must(Scope::CasesWrite).map_err(failed)?;
    let body = body(&typed);
    let key = typed.get("key").map(|key| Key::new(key, "POST", "/desk/new", body.to_string().as_bytes()));
    let taken = match intake::parse(web.app.policies().categories(), &body) {
        Ok(intake) => take_in(&web.app, signed_in.caller.clone(), intake, key).await,
        Err(error) => Err(error),
    };
    let errors = match taken {
        Ok((view, _)) => return Ok(Redirect::to(&format!("/desk/cases/{}?done=new", view.row.number)).into_response()),
        Err(AppError::Invalid(errors)) => {
            errors.iter().map(|error| (error.field.clone(), field_message(language, error))).collect()
        }
        Err(AppError::Rejected(rejection)) => {
            vec![(rejection.field().unwrap_or_default().to_owned(), crate::rejected(language, &rejection))]
        }
        Err(error) => return Err(failed(error)),
    };
    let shown = new_case(&web, language, &uri, &signed_in, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

/// Who may be calling from a number: customers, their bookings, their cases.
pub async fn caller(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let phone = asked.phone.unwrap_or_default();
    let t = |key: &str| message(language, key, &[]);
    let mut part = CallerPart {
        heading: t("caller-customers"),
        bookings_heading: t("caller-bookings"),
        cases_heading: t("caller-cases"),
        nobody: t("caller-nobody"),
        customers: Vec::new(),
        bookings: Vec::new(),
        cases: Vec::new(),
    };
    if phone.chars().filter(char::is_ascii_digit).count() >= DIGITS_MIN {
        let by_phone = [("phone".to_owned(), phone.clone())];
        if signed_in.caller.may(Scope::CustomersRead) {
            let found = registers::list(&web.app, &signed_in.caller, &CUSTOMERS, &by_phone, 0, SHOWN_MAX)
                .await
                .map_err(failed)?
                .0;
            let is_key =
                |body: &serde_json::Map<String, Value>| body.get("is_key").and_then(Value::as_bool) == Some(true);
            part.customers = found
                .into_iter()
                .map(|c| Known {
                    key_word: is_key(&c.body).then(|| t("caller-key")),
                    name: c.name,
                    reference: c.reference,
                })
                .collect();
        }
        if signed_in.caller.may(Scope::BookingsRead) {
            let found = registers::list(&web.app, &signed_in.caller, &BOOKINGS, &by_phone, 0, SHOWN_MAX)
                .await
                .map_err(failed)?
                .0;
            part.bookings = found.into_iter().map(|booking| (booking.reference, booking.name)).collect();
        }
        let cases = read::of_contact(&web.app, &signed_in.caller, vec![phone]).await.map_err(failed)?;
        let line = |view: homeward_app::view::CaseView| {
            (view.row.number, view.row.gist.unwrap_or_default(), name(language, "state", &view.row.state))
        };
        part.cases = cases.into_iter().map(line).collect();
    }
    page(&part)
}

async fn new_case(
    web: &Web,
    language: Language,
    uri: &Uri,
    signed_in: &SignedIn,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<NewCase, PageError> {
    let shell = Shell::new(web, language, uri, signed_in, "new-title").await?;
    let everyday = everyday_types(web, language).await.map_err(|e| PageError::new(language, &e))?;
    let named = |list: &'static str, spellings: &[&str]| -> Vec<(String, String)> {
        spellings.iter().map(|spelling| ((*spelling).to_owned(), name(language, list, spelling))).collect()
    };
    let failed = |error| PageError::new(language, &error);
    let offered = Offered::units(&web.app).await.map_err(failed)?.and_categories(&web.app, language, None);
    let fields = inputs(&shell.frame, "new", MORE, &typed.clone().into_iter().collect(), &errors, &offered);
    Ok(NewCase {
        more_is_open: fields.iter().any(|field| field.error.is_some() || !field.value.is_empty()),
        all_optional: true,
        fields,
        key: homeward_app::form_key(),
        types: everyday,
        kinds: named("kind", Kind::SPELLINGS),
        channels: named("channel", Channel::SPELLINGS),
        summary: errors.clone(),
        errors: errors.into_iter().collect(),
        typed,
        shell,
    })
}

/// The body of the same request over the API.
fn body(typed: &Typed) -> Value {
    let told = |field: &str| typed.get(field).map(|value| value.trim()).filter(|value| !value.is_empty());
    let mut body = form::body(MORE, &typed.clone().into_iter().collect());
    if body.get("complainant").is_none() {
        body["complainant"] = json!({});
    }
    let complainant = &mut body["complainant"];
    if told("anonymous").is_some() {
        complainant["anonymous"] = json!(true);
    } else {
        for field in ["name", "phone", "email"] {
            if let Some(value) = told(field) {
                complainant[field] = json!(value);
            }
        }
    }
    for field in ["kind", "channel", "text", "desired_outcome", "booking_reference", "everyday_type"] {
        if let Some(value) = told(field) {
            body[field] = json!(value);
        }
    }
    if told("urgent").is_some() {
        body["nature"] = json!("urgent");
    }
    for field in ["danger", "in_house"] {
        if told(field).is_some() {
            body[field] = json!(true);
        }
    }
    body
}
