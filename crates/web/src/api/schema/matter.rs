//! What was told of a matter, as the API shows it.

use homeward_app::matter::{Acting, Matter, Person, Told};
use homeward_app::{Caller, Scope, mask_email, mask_phone};
use homeward_domain::case::Case;
use homeward_domain::terms::Terms;
use homeward_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A complainant, or who acts for one.
#[derive(Serialize, ToSchema)]
pub struct PersonBody {
    name: String,
    /// Masked where the caller may not see it.
    phone: Option<String>,
    /// Masked where the caller may not see it.
    email: Option<String>,
    gender: Option<String>,
    age: Option<i64>,
    nationality: Option<String>,
    occupation: Option<String>,
    company: Option<String>,
    /// Left out where the caller may not see it.
    address: Option<String>,
}

impl PersonBody {
    /// A person as the caller may see them.
    pub fn new(person: Person, caller: &Caller) -> Self {
        let in_full = caller.may(Scope::ContactsRead);
        let masked = |value: String, mask: fn(&str) -> String| if in_full { value } else { mask(&value) };
        let Person { name, phone, email, gender, age, nationality, occupation, company, address } = person;
        Self {
            name,
            phone: phone.map(|phone| masked(phone, mask_phone)),
            email: email.map(|email| masked(email, mask_email)),
            gender,
            age,
            nationality,
            occupation,
            company,
            address: address.filter(|_| in_full),
        }
    }
}

/// One more of a group complaint.
#[derive(Serialize, ToSchema)]
pub struct CoComplainantBody {
    /// Null for an anonymous one and after an erasure.
    complainant: Option<PersonBody>,
    /// `traveller`, `overseas_operator`, `domestic_operator` or `corporate_customer`.
    r#type: String,
    /// Language they want to be spoken to in.
    language: String,
    /// What this one wants.
    desired_outcome: Option<String>,
}

/// Somebody who acts for a complainant.
#[derive(Serialize, ToSchema)]
pub struct RepresentativeBody {
    /// Its number in the case, from 1.
    representative: i64,
    /// `agent` or `guardian`.
    role: String,
    /// Null after an erasure.
    person: Option<PersonBody>,
    /// For whom, from 1.
    complainants: Vec<i64>,
    /// Whether they showed their right to act.
    authorised: bool,
    /// What they showed.
    authorisation: Option<String>,
    /// The number of the file that shows it.
    file: Option<i64>,
    /// When their right to act ended; null while they act.
    ended_at: Option<String>,
    /// Why it ended.
    ended_because: Option<String>,
}

/// What was told of the matter, at the intake and since.
#[derive(Serialize, ToSchema)]
pub struct MatterBody {
    /// Who complains; contact points masked without the scope `customers:read`.
    complainant: Option<PersonBody>,
    /// `traveller`, `overseas_operator`, `domestic_operator` or `corporate_customer`.
    complainant_type: Option<String>,
    /// Language they want to be spoken to in.
    language: Option<String>,
    /// The others of a group complaint.
    co_complainants: Vec<CoComplainantBody>,
    /// Who acts for them.
    representatives: Vec<RepresentativeBody>,
    /// What happened, in the words as they came; null after an erasure.
    text: Option<String>,
    /// What was added to them later.
    text_added: Vec<String>,
    /// What the complainant wants.
    desired_outcome: Option<String>,
    /// Number of the booking.
    booking_reference: Option<String>,
    /// When it happened.
    occurred_at: Option<String>,
    /// Where it happened.
    place: Option<String>,
    /// Who was involved.
    persons_involved: Option<String>,
    /// Where the traveller said that they are, as a zone of the IANA list.
    zone: Option<String>,
    /// Whether the guest was in the house.
    in_house: bool,
    /// Items that were asked for and are not given.
    not_given: Vec<String>,
    /// Items neither filled nor said not to be given, which a complaint's archive asks for.
    missing: Vec<String>,
    /// Why the file need not be whole: `history`, or `ended_before` the program asked for it.
    exempt: Option<String>,
}

impl MatterBody {
    /// A matter as the caller may see it.
    pub fn new(matter: Matter, case: Option<&Case>, terms: &Terms, caller: &Caller) -> Self {
        let exempt = case.and_then(|case| case.exempt(terms));
        let missing = if exempt.is_some() { Vec::new() } else { matter.missing() };
        let missing = missing.iter().map(|item| item.as_str().to_owned()).collect();
        let body = |person: Person| PersonBody::new(person, caller);
        let mut all = matter.complainants.into_iter();
        let first = all.next();
        let other = |told: Told| CoComplainantBody {
            complainant: told.person.map(body),
            r#type: told.complainant_type.as_str().into(),
            language: told.language,
            desired_outcome: told.desired_outcome,
        };
        let acting = |one: Acting| RepresentativeBody {
            representative: one.number,
            role: one.role.as_str().into(),
            person: one.person.map(body),
            complainants: one.complainants,
            authorised: one.authorised,
            authorisation: one.authorisation,
            file: one.file,
            ended_at: one.ended.as_ref().map(|(at, _)| at.to_rfc3339()),
            ended_because: one.ended.and_then(|(_, why)| why),
        };
        Self {
            complainant_type: first.as_ref().map(|told| told.complainant_type.as_str().into()),
            language: first.as_ref().map(|told| told.language.clone()),
            desired_outcome: first.as_ref().and_then(|told| told.desired_outcome.clone()),
            complainant: first.and_then(|told| told.person).map(body),
            co_complainants: all.map(other).collect(),
            representatives: matter.representatives.into_iter().map(acting).collect(),
            text: matter.statement,
            text_added: matter.further,
            booking_reference: matter.particulars.booking_reference,
            occurred_at: matter.occurred_at.map(Timestamp::to_rfc3339),
            place: matter.particulars.place,
            persons_involved: matter.particulars.persons_involved,
            zone: matter.particulars.zone,
            in_house: case.is_some_and(|case| case.intake.in_house),
            not_given: matter.not_given.iter().map(|item| item.as_str().to_owned()).collect(),
            missing,
            exempt: exempt.map(|why| why.as_str().into()),
        }
    }
}
