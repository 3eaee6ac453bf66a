//! Puts more of a matter on record than its intake did: fields, more who
//! complain, what was asked for and is not given.

use crate::act::{Act, Asked, Done, Menu, On, Run};
use crate::app::App;
use crate::case::privacy::erase_wrong;
use crate::ground::caller::Scope;
use crate::ground::error::AppError;
use crate::ground::field::{Field, Takes, may};
use crate::ground::form::{self, Fields};
use crate::ground::request::Request;
use crate::ground::words::Sealer;
use crate::model::dossier::Dossier;
use crate::model::matter::{Particulars, Person};
use crate::model::tellings::{tellings, tellings_of_matter};
use crate::read;
use crate::write::intake::{self, CO_COMPLAINANTS_MAX};
use crate::write::step::Order;
use crate::write::{execute, take_in};
use homeward_domain::case::command::IntakeCommand;
use homeward_domain::case::event::{MatterAdded, PersonOfCase, ToldOfComplainant};
use homeward_domain::case::{Command, decide};
use homeward_domain::catalogue::ComplainantType;
use homeward_domain::catalogue::Item;
use homeward_domain::record::SealedContent;
use serde_json::{Map, Value};

/// The fields of a person by which they are reached.
const CONTACTS: [&str; 3] = ["phone", "email", "address"];

pub const ACT: Act = Act {
    name: "additions",
    on: On::Case,
    about: "Puts more of the matter on record than its intake did; what was told before stays. Of a case that is \
        archived or merged, a lead (`extensions:write`) puts telephone number, e-mail and postal address right, and \
        nothing else.",
    body: ("NewAddition", "What is told after the intake."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Matter.at(1)),
    concerns: |_| true,
    fields: &[
        may("fields", Takes::Object(ADDED), "What is told now; what is left out stays as it was.")
            .of_type("AddedFields", "The fields of an intake that can be told later."),
        may(
            "complainant",
            Takes::Member,
            "Whom of a group `fields.complainant` and `fields.desired_outcome` are about, from 1; the representative \
             where it is not told.",
        )
        .such_as("1"),
        may(
            "erases",
            Takes::Truth,
            "Whether what was told before of the fields of the person and the matter that are told now was wrong: it \
             is erased, and the rest of those entries stays. Needs `privacy:write`.",
        )
        .such_as("false"),
        may(
            "not_given",
            Takes::Several("item", Item::SPELLINGS),
            "Items that were asked for and are not given: `name`, `contact`, `desired_outcome`, `booking_reference`, \
             `occurred_at`, `place`, `persons_involved`, `gender`, `age`, `nationality`, `occupation`, `company`, \
             `address`.",
        )
        .such_as("[\"occupation\"]"),
        may(
            "co_complainants",
            Takes::Objects(CO_COMPLAINANT, CO_COMPLAINANTS_MAX, 2),
            "Who joins those that complain, as long as nothing is settled.",
        )
        .of_type("AddedCoComplainant", "One more of a group complaint: the fields of a complainant, and a demand."),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(add_to_matter(app, request, body, asked))),
};

const PERSON: &[Field] = &[
    may("name", Takes::Line, "Full name.").such_as("王芳"),
    may("phone", Takes::Line, "Telephone number.").such_as("13800000000"),
    may("email", Takes::Line, "E-mail address."),
    may("language", Takes::Line, "Language to be spoken to in; of a complainant only.").such_as("zh"),
    may(
        "type",
        Takes::One("complainant-type", ComplainantType::SPELLINGS),
        "`traveller`, `overseas_operator`, `domestic_operator` or `corporate_customer`; of a complainant only.",
    ),
    may("gender", Takes::Line, "Where a document or the law needs it."),
    may("age", Takes::Whole(0, 130), "In years."),
    may("nationality", Takes::Line, "Nationality."),
    may("occupation", Takes::Line, "Occupation."),
    may("company", Takes::Line, "Company."),
    may("address", Takes::Line, "Postal address."),
];

const ADDED: &[Field] = &[
    may("booking_reference", Takes::Line, "Number of the booking."),
    may("desired_outcome", Takes::Words, "What they want.").such_as("退还购物款 1,200 元"),
    may("occurred_at", Takes::Time, "When it happened.").such_as("2026-11-20T15:00:00+08:00"),
    may("place", Takes::Line, "Where it happened."),
    may("persons_involved", Takes::Words, "Who was involved."),
    may("zone", Takes::Line, "Where the traveller is, as a zone of the IANA list.").such_as("Europe/Lisbon"),
    may("text", Takes::Words, "More of what happened; the words of the intake stay."),
    may("complainant", Takes::Object(PERSON), "Of who complains, as far as it is told now.")
        .of_type("NewPerson", "A person, as far as something is told of them."),
];

const CO_COMPLAINANT: &[Field] = &[
    may("name", Takes::Line, "Full name; required unless anonymous.").such_as("王芳"),
    may("phone", Takes::Line, "Telephone number.").such_as("13800000000"),
    may("desired_outcome", Takes::Line, "What this one wants.").such_as("退还自费项目费用"),
    may("email", Takes::Line, "E-mail address.").off_form(),
    may("language", Takes::Line, "Language to be spoken to in, `zh` where it is not told.").such_as("zh").off_form(),
    may("anonymous", Takes::Truth, "No name and no way of contact; answered by the private link alone.").off_form(),
    may(
        "type",
        Takes::One("complainant-type", ComplainantType::SPELLINGS),
        "`traveller`, `overseas_operator`, `domestic_operator` or `corporate_customer`.",
    )
    .off_form(),
    may("gender", Takes::Line, "Where a document or the law needs it.").off_form(),
    may("age", Takes::Whole(0, 130), "In years.").off_form(),
    may("nationality", Takes::Line, "Nationality.").off_form(),
    may("occupation", Takes::Line, "Occupation.").off_form(),
    may("company", Takes::Line, "Company.").off_form(),
    may("address", Takes::Line, "Postal address.").off_form(),
];

/// Of a case that takes nothing in any more, a lead puts contact points right, and nothing
/// else.
async fn add_to_matter(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let mut sealer = Sealer::default();
    let (added, erases) = form::read_as(body, asked.fields, |fields| {
        let sealer = &mut sealer;
        let complainant = fields.number("complainant", 1, i64::MAX).unwrap_or(1);
        let told = fields.object("fields", |fields| Some(told(fields, sealer, complainant)));
        let joined = fields.objects("co_complainants", CO_COMPLAINANTS_MAX, intake::co_complainant);
        let not_given = fields.spelled_list("not_given", Item::parse, Item::SPELLINGS).unwrap_or_default();
        let mut added = told.unwrap_or_default();
        added.joined = joined.unwrap_or_default().into_iter().map(|one| take_in::sealed(sealer, one)).collect();
        // What is told counts more than that it is not.
        added.not_given = not_given.into_iter().filter(|item| !added.told.contains(item)).collect();
        added.not_given.dedup();
        Some((added, fields.truth("erases")))
    })?;
    let of_complainant = added.of_complainant.clone();
    let (person, particulars) = (of_complainant.as_ref().and_then(|told| told.person), added.particulars);
    let contents = sealer.into_contents();
    let is_correction = tells_contacts_alone(&added, &contents) && !takes_additions(app, &request).await?;
    let command = if is_correction {
        request.caller.must(Scope::ExtensionsWrite)?;
        Command::Intake(IntakeCommand::CorrectContacts(Box::new(added)))
    } else {
        Command::Intake(IntakeCommand::AddToMatter(Box::new(added)))
    };
    let order = Order::new(command, contents);
    if !erases {
        return execute::execute(app, request, order).await;
    }
    let whose = PersonOfCase::Complainant(of_complainant.map_or(1, |told| told.complainant));
    let (person, matter) = (erase_wrong::told(&order, person), erase_wrong::told(&order, particulars));
    let find = move |dossier: &Dossier| {
        let mut wrong = erase_wrong::replaced(&tellings(dossier, whose), &person);
        wrong.extend(erase_wrong::replaced(&tellings_of_matter(dossier), &matter));
        wrong
    };
    erase_wrong::with(app, request, order, find).await
}

/// Whether nothing is told but how one person is reached.
fn tells_contacts_alone(added: &MatterAdded, contents: &[SealedContent]) -> bool {
    let person = added.of_complainant.as_ref().and_then(|told| told.person);
    let body = contents.iter().find(|content| Some(content.reference) == person);
    let fields = body.and_then(|body| serde_json::from_str::<Map<String, Value>>(&body.body).ok());
    let are_contacts = |fields: Map<String, Value>| fields.keys().all(|field| CONTACTS.contains(&field.as_str()));
    decide::tells_contacts_alone(added) && fields.is_some_and(are_contacts)
}

/// Whether the case takes in more than that.
async fn takes_additions(app: &App, request: &Request) -> Result<bool, AppError> {
    let dossier = read::dossier(app, &request.caller, request.number.clone(), 0).await?;
    Ok(dossier.case().is_none_or(|case| decide::takes_additions(&case)))
}

fn told(fields: &Fields, sealer: &mut Sealer, complainant: i64) -> MatterAdded {
    let of_person = fields.object("complainant", |fields| Some((intake::person(fields), intake::manner(fields))));
    let (person, (complainant_type, language)) = of_person.unwrap_or_default();
    let desired_outcome = fields.long_text("desired_outcome");
    let particulars = Particulars {
        booking_reference: fields.short_text("booking_reference"),
        external_reference: None,
        place: fields.short_text("place"),
        persons_involved: fields.long_text("persons_involved"),
        zone: intake::zone(fields),
    };
    let occurred_at = fields.time("occurred_at");
    // The items are those of who speaks for all.
    let of_first = if complainant == 1 { person.clone() } else { Person::default() };
    let told = items(&of_first, &particulars, complainant == 1 && desired_outcome.is_some(), occurred_at.is_some());
    let is_told =
        person != Person::default() || desired_outcome.is_some() || complainant_type.is_some() || language.is_some();
    let of_complainant = is_told.then(|| ToldOfComplainant {
        complainant,
        person: (person != Person::default()).then(|| sealer.seal_fields(&person)),
        desired_outcome: desired_outcome.map(|text| sealer.seal(text)),
        complainant_type,
        language,
    });
    MatterAdded {
        told,
        of_complainant,
        particulars: (particulars != Particulars::default()).then(|| sealer.seal_fields(&particulars)),
        statement: fields.long_text("text").map(|text| sealer.seal(text)),
        occurred_at,
        ..MatterAdded::default()
    }
}

/// The items that are filled by what is told.
fn items(person: &Person, particulars: &Particulars, wish: bool, occurred: bool) -> Vec<Item> {
    let all = [
        (Item::Name, !person.name.is_empty()),
        (Item::Contact, person.phone.is_some() || person.email.is_some()),
        (Item::DesiredOutcome, wish),
        (Item::BookingReference, particulars.booking_reference.is_some()),
        (Item::OccurredAt, occurred),
        (Item::Place, particulars.place.is_some()),
        (Item::PersonsInvolved, particulars.persons_involved.is_some()),
        (Item::Gender, person.gender.is_some()),
        (Item::Age, person.age.is_some()),
        (Item::Nationality, person.nationality.is_some()),
        (Item::Occupation, person.occupation.is_some()),
        (Item::Company, person.company.is_some()),
        (Item::Address, person.address.is_some()),
    ];
    all.into_iter().filter(|(_, is_told)| *is_told).map(|(item, _)| item).collect()
}
