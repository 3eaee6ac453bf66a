//! What a complaint may say on its way in: the fields of `POST /api/v1/cases`,
//! which the import of cases shares (journey §1, contract).

use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
use crate::ground::profiles;
use crate::model::matter::{Particulars, Person};
use crate::settings::categories::{self, Categories};
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use homeward_domain::catalogue::{Category, Channel, ComplainantType, Kind, Nature, State};
use homeward_domain::contact;
use homeward_domain::profiles::EverydayType;
use homeward_domain::promises::pack;
use homeward_domain::time::Timestamp;
use serde_json::Value;

/// The most who join a representative in a group complaint.
pub(crate) const CO_COMPLAINANTS_MAX: usize = COMPLAINANTS_MAX - 1;

/// How an imported case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Where it stood.
    pub state: State,
    /// When it ended.
    pub resolved_at: Option<Timestamp>,
    /// The result in words.
    pub result: Option<String>,
}

/// One who complains.
#[derive(Clone, Debug, PartialEq)]
pub struct Complainant {
    /// Name and contact points; `None` for an anonymous one.
    pub person: Option<Person>,
    /// What kind of complainant.
    pub complainant_type: ComplainantType,
    /// Language to be spoken to in.
    pub language: String,
    /// What this one wants.
    pub desired_outcome: Option<String>,
}

/// A case on its way in, every field parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// What kind of matter.
    pub kind: Kind,
    /// The way in.
    pub channel: Channel,
    /// Who complains: the representative first, then the others of a group.
    pub complainants: Vec<Complainant>,
    /// What happened, in the words as they came.
    pub text: String,
    /// Booking, place, persons, reference.
    pub particulars: Particulars,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// When it reached the company, if not now.
    pub received_at: Option<Timestamp>,
    /// Category, where told.
    pub category: Option<Category>,
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// Whether the guest is in the house now.
    pub in_house: bool,
    /// The unit that it was brought to, by its reference.
    pub unit: Option<String>,
    /// Set by an import for a case with a past.
    pub past: Option<Past>,
}

/// Reads the body of `POST /api/v1/cases`, which may name one of the known categories.
pub fn parse(known: &Categories, body: &Value) -> Result<Intake, AppError> {
    form::read(body, |fields| intake(known, fields, None))
}

/// Reads a row of an import, which may tell how a case ended.
pub fn parse_import(known: &Categories, body: &Value) -> Result<Intake, AppError> {
    form::read_row(body, |fields| {
        let past = past(fields);
        intake(known, fields, past)
    })
}

fn intake(known: &Categories, fields: &Fields, past: Option<Past>) -> Option<Intake> {
    let kind = fields.required("kind", fields.spelled("kind", Kind::parse, Kind::SPELLINGS));
    let channel = fields.required("channel", fields.spelled("channel", Channel::parse, Channel::SPELLINGS));
    let complainant = fields.required("complainant", fields.object("complainant", complainant));
    let text = fields.required("text", fields.long_text("text"));
    let category = categories::read(fields, "category", known);
    let nature = fields.spelled("nature", Nature::parse, Nature::SPELLINGS);
    let everyday = everyday_type(fields);
    let (danger, in_house) = (fields.truth("danger"), fields.truth("in_house"));
    let unit = fields.short_text("unit");
    let desired_outcome = fields.long_text("desired_outcome");
    let particulars = Particulars {
        booking_reference: fields.short_text("booking_reference"),
        external_reference: fields.short_text("external_reference"),
        place: fields.short_text("place"),
        persons_involved: fields.long_text("persons_involved"),
        zone: zone(fields),
    };
    let (occurred_at, received_at) = (fields.time("occurred_at"), fields.time("received_at"));
    let others = fields.objects("co_complainants", CO_COMPLAINANTS_MAX, co_complainant);
    let has_others = fields.has("co_complainants");
    let mut complainants = vec![Complainant { desired_outcome, ..complainant? }];
    complainants.extend(if has_others { others? } else { Vec::new() });
    Some(Intake {
        kind: kind?,
        channel: channel?,
        complainants,
        text: text?,
        particulars,
        occurred_at,
        received_at,
        // What was told in full counts more than one click.
        category: category.or(everyday.map(|one| one.category.clone())),
        // A person in danger is urgent whatever else was said.
        nature: if danger { Nature::Urgent } else { nature.unwrap_or(Nature::General) },
        danger,
        in_house,
        unit,
        past,
    })
}

/// One of the everyday types, as `agency.forced_shopping`.
fn everyday_type(fields: &Fields) -> Option<&'static EverydayType> {
    let names = profiles::names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    fields.spelled("everyday_type", profiles::everyday_type, &names)
}

/// One more of a group, with a demand of their own.
pub(crate) fn co_complainant(fields: &Fields) -> Option<Complainant> {
    let desired_outcome = fields.long_text("desired_outcome");
    Some(Complainant { desired_outcome, ..complainant(fields)? })
}

fn complainant(fields: &Fields) -> Option<Complainant> {
    let anonymous = fields.truth("anonymous");
    let person = person(fields);
    let name = Some(person.name.clone()).filter(|name| !name.is_empty());
    let name = if anonymous { name } else { fields.required("name", name) };
    let (complainant_type, language) = manner(fields);
    if anonymous && person != Person::default() {
        return fields.fail(FieldError::new(fields.name("anonymous"), "anonymous_with_person"));
    }
    let person = if anonymous { None } else { name.map(|_| person) };
    Some(Complainant {
        person,
        complainant_type: complainant_type.unwrap_or(ComplainantType::Traveller),
        language: language.unwrap_or_else(|| "zh".into()),
        desired_outcome: None,
    })
}

/// What is told of a person; the name is empty where it is not told.
pub(crate) fn person(fields: &Fields) -> Person {
    Person {
        name: fields.short_text("name").unwrap_or_default(),
        phone: fields.checked_text("phone", "not_a_phone", contact::is_phone),
        email: fields.checked_text("email", "not_an_email", contact::is_email),
        gender: fields.short_text("gender"),
        age: fields.number("age", 0, 130),
        nationality: fields.short_text("nationality"),
        occupation: fields.short_text("occupation"),
        company: fields.short_text("company"),
        address: fields.short_text("address"),
    }
}

/// The zone in which the traveller is.
pub(crate) fn zone(fields: &Fields) -> Option<String> {
    fields.checked_text("zone", "not_a_zone", |text| pack::zone(text).is_some())
}

/// What kind of complainant, and in which language they are spoken to.
pub(crate) fn manner(fields: &Fields) -> (Option<ComplainantType>, Option<String>) {
    let complainant_type = fields.spelled("type", ComplainantType::parse, ComplainantType::SPELLINGS);
    (complainant_type, fields.checked_text("language", "not_a_language", is_language))
}

/// The form of a language tag (BCP 47), as far as a record needs it.
pub(crate) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn past(fields: &Fields) -> Option<Past> {
    let state = fields.spelled("state", State::parse, State::SPELLINGS);
    let resolved_at = fields.time("resolved_at");
    let result = fields.long_text("result");
    match state {
        // A case that only came in has no past; it begins like any other.
        None | Some(State::Received) => {
            if resolved_at.is_some() || result.is_some() {
                fields.fail::<()>(FieldError::new(fields.name("state"), "required"));
            }
            None
        }
        Some(State::Merged) => fields.fail(FieldError::with("state", "unknown_value", "received, …, not_agreed")),
        Some(state) => Some(Past { state, resolved_at, result }),
    }
}
