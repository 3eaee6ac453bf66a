//! Says who acts for a complainant: an agent by an authorisation, a guardian.

use super::{Done, Request, act};
use crate::app::App;
use crate::error::FieldError;
use crate::intake;
use homeward_domain::case::Command;
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use homeward_domain::case::event::RepresentativeNamed;
use homeward_domain::catalogue::RepresentativeRole;
use serde_json::Value;

/// Body: `role`; `person` with name and contact points; `complainant`, for whom,
/// from 1, or `complainants`, for all of whom; `authorisation`, what was shown of the right to act; `file`, the number
/// of the file that shows it; `representative`, where one that is named already is
/// told anew.
pub async fn name_representative(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let role = fields.spelled("role", RepresentativeRole::parse, RepresentativeRole::SPELLINGS);
        let role = fields.required("role", role);
        let person = fields.object("person", |fields| {
            let person = intake::person(fields);
            fields.required("name", Some(&person.name).filter(|name| !name.is_empty()))?;
            Some(person)
        });
        let person = fields.required("person", person);
        let most = i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX);
        let complainant = fields.number("complainant", 1, most);
        let complainants = fields.numbers("complainants", 1, most, COMPLAINANTS_MAX);
        if complainant.is_some() && complainants.is_some() {
            return fields.fail(FieldError::new("complainants", "one_of_both"));
        }
        let one = || vec![complainant.unwrap_or(1)];
        let authorisation = fields.long_text("authorisation").map(|text| sealer.seal(text));
        let named = RepresentativeNamed {
            // 0 stands for the next.
            representative: fields.number("representative", 1, i64::MAX).unwrap_or(0),
            complainants: complainants.filter(|all| !all.is_empty()).unwrap_or_else(one),
            role: role?,
            person: sealer.seal_fields(&person?),
            authorisation,
            file: fields.number("file", 1, i64::MAX),
        };
        Some(Command::NameRepresentative(Box::new(named)))
    })
    .await
}
