//! Settings: what is in force, and its change with a look at the effect first.

mod calendars;
mod categories;
mod promises;
mod retention;
mod rules;
mod sign_ins;
mod sops;
mod staff;
mod tokens;
pub mod versions;

use super::editor::{Past, mistakes, past, wants_preview};
use super::listing::{Asked, Listing, Row};
use super::visit::Visit;
use crate::form::Typed;
use crate::frame::PageError;
use crate::routes::Routes;
use axum::response::Response;
use axum::routing;
use homeward_app::versions::Written;
use homeward_app::{AppError, FieldError};

/// The versions of a setting; a page that is not there where it has none.
fn known<T>(visit: &Visit, found: Result<Vec<Written<T>>, AppError>) -> Result<Vec<Written<T>>, PageError> {
    let versions = found.map_err(|error| visit.failed(error))?;
    if versions.is_empty() { Err(visit.failed(AppError::NotFound)) } else { Ok(versions) }
}

/// The version that a form begins with: the one asked for, or the newest.
fn begins<'a, T>(visit: &Visit, versions: &'a [Written<T>], asked: &Asked) -> Result<&'a T, PageError> {
    let wanted = versions.iter().find(|written| Some(written.version) == asked.from);
    let begins = wanted.or(versions.last()).ok_or(PageError::not_found(visit.language))?;
    Ok(&begins.what)
}

/// What a form of a setting came to.
enum Outcome<P> {
    /// Its effect was asked for.
    Looked(P),
    /// It is in force.
    Changed,
    /// It has mistakes.
    Refused(Vec<FieldError>),
}

/// Looks at the effect of a change where the form asks for that, or carries it out.
async fn outcome<P, T>(
    visit: &Visit,
    typed: &Typed,
    look: impl Future<Output = Result<P, AppError>>,
    change: impl Future<Output = Result<T, AppError>>,
) -> Result<Outcome<P>, PageError> {
    let done =
        if wants_preview(typed) { look.await.map(Outcome::Looked) } else { change.await.map(|_| Outcome::Changed) };
    done.or_else(|error| Ok(Outcome::Refused(mistakes(visit, error)?)))
}

/// Versions of a setting, the newest first, each but the newest with the way back to it.
async fn history<T>(
    visit: &Visit,
    versions: &[Written<T>],
    action: &str,
    writes: bool,
    words: impl Fn(&Written<T>) -> String,
) -> Result<Vec<Past>, PageError> {
    let newest = versions.last().map(|written| written.version);
    let told = versions.iter().map(|written| {
        let is_old = Some(written.version) != newest;
        let again = (is_old && writes).then(|| format!("{action}?from={}", written.version));
        (written.at, written.actor.clone(), words(written), again)
    });
    past(visit, told.collect::<Vec<_>>().into_iter()).await
}

/// The page that lists one kind of setting.
async fn shown(
    visit: &Visit,
    asked: &Asked,
    add: Option<(&'static str, &str)>,
    columns: &[&str],
    rows: Vec<Row>,
) -> Result<Response, PageError> {
    listing(visit, asked, add, columns, rows).await?.answer()
}

/// The same, before it is shown.
async fn listing(
    visit: &Visit,
    asked: &Asked,
    add: Option<(&'static str, &str)>,
    columns: &[&str],
    rows: Vec<Row>,
) -> Result<Listing, PageError> {
    Listing::new(visit, "settings-title", asked.done.as_deref(), add, columns, rows).await
}

pub fn router() -> Routes {
    Routes::new()
        .route("/desk/settings", routing::get(promises::list))
        .route("/desk/settings/promises/new", routing::get(promises::new).post(promises::add))
        .route("/desk/settings/promises/{id}", routing::get(promises::one).post(promises::change))
        .route("/desk/settings/calendars", routing::get(calendars::list))
        .route("/desk/settings/calendars/new", routing::get(calendars::new).post(calendars::add))
        .route("/desk/settings/calendars/{id}", routing::get(calendars::one).post(calendars::change))
        .merge(versions::router())
        .route("/desk/settings/retention/{day}", routing::get(retention::run))
        .route("/desk/settings/categories", routing::get(categories::list))
        .route("/desk/settings/categories/new", routing::get(categories::new).post(categories::add))
        .route("/desk/settings/categories/{id}", routing::get(categories::one).post(categories::change))
        .route("/desk/settings/sops", routing::get(sops::list))
        .route("/desk/settings/sops/new", routing::get(sops::new).post(sops::add))
        .route("/desk/settings/sops/{id}", routing::get(sops::one).post(sops::change))
        .route("/desk/settings/rules", routing::get(rules::list))
        .route("/desk/settings/rules/new", routing::get(rules::new).post(rules::add))
        .route("/desk/settings/rules/{id}", routing::get(rules::one).post(rules::change))
        .route("/desk/settings/staff", routing::get(staff::list))
        .route("/desk/settings/staff/new", routing::get(staff::new).post(staff::add))
        .route("/desk/settings/staff/{id}", routing::get(staff::one).post(staff::change))
        .route("/desk/settings/staff/{id}/link", routing::post(staff::link))
        .route("/desk/settings/staff/{id}/reset", routing::post(staff::reset))
        .route("/desk/settings/sign-ins", routing::get(sign_ins::list))
        .route("/desk/settings/tokens", routing::get(tokens::list))
        .route("/desk/settings/tokens/new", routing::get(tokens::new).post(tokens::add))
        .route("/desk/settings/tokens/{id}", routing::get(tokens::one))
        .route("/desk/settings/tokens/{id}/revocation", routing::post(tokens::revoke))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::missing_words;
    use crate::language::Language;

    #[test]
    fn every_setting_has_its_words_in_both_languages() {
        let forms = [
            ("promises", promises::FIELDS),
            ("unit-promise", promises::OF_UNIT),
            ("rules", rules::FIELDS),
            ("calendars", calendars::FIELDS),
            ("categories", categories::FIELDS),
            ("sops", sops::FIELDS),
            ("staff", staff::KNOWN),
            ("tokens", tokens::FIELDS),
        ];
        for language in Language::ALL {
            for (form, fields) in forms {
                assert_eq!(missing_words(language, form, fields), Vec::<String>::new());
            }
        }
    }
}
