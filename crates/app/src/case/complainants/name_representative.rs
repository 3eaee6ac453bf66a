//! Says who acts for a complainant: an agent by an authorisation, a guardian.

use crate::act::{Act, Asked, Done, Menu, On, Run, command};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Field, Takes, may};
use crate::ground::request::Request;
use crate::model::matter::Acting;
use crate::read;
use crate::write::intake;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use homeward_domain::case::event::RepresentativeNamed;
use homeward_domain::catalogue::RepresentativeRole;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "representatives",
    on: On::Case,
    about: "Says who acts for a complainant. Before they show their right to, nothing personal is told to them and \
        nothing paid.",
    body: ("NewRepresentative", "Somebody who acts for a complainant."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Matter.at(2)),
    concerns: |_| true,
    fields: &[
        may(
            "role",
            Takes::One("representative", RepresentativeRole::SPELLINGS),
            "`agent` by an authorisation, or `guardian` of a minor. Needed of one who is named for the first time.",
        )
        .such_as("agent")
        .asked(),
        may("person", Takes::Object(PERSON), "Who; the name is required of one who is named for the first time.")
            .of_type("NewRepresentativePerson", "A person, as far as something is told of them.")
            .asked(),
        may("complainants", Takes::Members, "In place of it: for all of whom."),
        may("authorisation", Takes::Words, "What was shown of their right to act, and what it covers.")
            .such_as("授权委托书原件，2026-11-20 签署，可代为和解、代收款项"),
        may("file", Takes::Whole(1, 10_000), "The number of the file of the case that shows it."),
        may(
            "representative",
            Takes::Whole(1, 50),
            "Where one that is named already is told anew, for instance because the authorisation was shown: its \
             number. What is left out stays as it was told.",
        ),
        may("complainant", Takes::Member, "For whom of a group, from 1; the representative where it is not told.")
            .such_as("1")
            .off_form(),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(name_representative(app, request, body, asked))),
};

const PERSON: &[Field] = &[
    may("name", Takes::Line, "Full name.").such_as("王芳").asked(),
    may("phone", Takes::Line, "Telephone number.").such_as("13800000000"),
    may("email", Takes::Line, "E-mail address."),
    may("address", Takes::Line, "Postal address."),
    may("gender", Takes::Line, "Where a document or the law needs it.").off_form(),
    may("age", Takes::Whole(0, 130), "In years.").off_form(),
    may("nationality", Takes::Line, "Nationality.").off_form(),
    may("occupation", Takes::Line, "Occupation.").off_form(),
    may("company", Takes::Line, "Company.").off_form(),
];

async fn name_representative(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let known = known(app, &request, body).await?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let role = fields.spelled("role", RepresentativeRole::parse, RepresentativeRole::SPELLINGS);
        let role = fields.required("role", role.or(known.as_ref().map(|known| known.role)));
        let before = known.as_ref().and_then(|known| known.person.clone());
        let person = fields.object("person", |fields| {
            let person = before.clone().unwrap_or_default().with(intake::person(fields));
            fields.required("name", Some(&person.name).filter(|name| !name.is_empty()))?;
            Some(person)
        });
        let person = fields.required("person", if fields.has("person") { person } else { before });
        let most = i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX);
        let complainant = fields.number("complainant", 1, most);
        let complainants = fields.numbers("complainants", 1, most, COMPLAINANTS_MAX);
        if complainant.is_some() && complainants.is_some() {
            return fields.fail(FieldError::new("complainants", "one_of_both"));
        }
        let whom = || match (complainant, &known) {
            (None, Some(known)) => known.complainants.clone(),
            (one, _) => vec![one.unwrap_or(1)],
        };
        let shown = fields.long_text("authorisation");
        let shown = shown.or_else(|| known.as_ref().and_then(|known| known.authorisation.clone()));
        let authorisation = shown.map(|text| sealer.seal(text));
        let file = fields.number("file", 1, i64::MAX);
        let named = RepresentativeNamed {
            // 0 stands for the next.
            representative: fields.number("representative", 1, i64::MAX).unwrap_or(0),
            complainants: complainants.filter(|all| !all.is_empty()).unwrap_or_else(whom),
            role: role?,
            person: sealer.seal_fields(&person?),
            authorisation,
            file: file.or(known.as_ref().and_then(|known| known.file)),
        };
        Some(Command::Complainants(ComplainantCommand::NameRepresentative(Box::new(named))))
    })
    .await
}

/// Who is told anew, as they were told before.
async fn known(app: &App, request: &Request, body: &Value) -> Result<Option<Acting>, AppError> {
    let Some(number) = body.get("representative").and_then(Value::as_i64) else { return Ok(None) };
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    Ok(dossier.matter().representatives.into_iter().find(|one| one.number == number))
}
