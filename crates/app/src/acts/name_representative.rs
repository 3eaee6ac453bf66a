//! Says who acts for a complainant: an agent by an authorisation, a guardian.

use super::{Done, Request, act};
use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::intake;
use crate::matter::Acting;
use crate::read;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use homeward_domain::case::event::RepresentativeNamed;
use homeward_domain::catalogue::RepresentativeRole;
use serde_json::Value;

/// Body: `role`; `person` with name and contact points; `complainant`, for whom,
/// from 1, or `complainants`, for all of whom; `authorisation`, what was shown of the right to act; `file`, the number
/// of the file that shows it; `representative`, where one that is named already is
/// told anew: what is left out then stays as it was told before.
pub async fn name_representative(app: &App, request: Request, body: &Value) -> Done {
    let known = known(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
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
