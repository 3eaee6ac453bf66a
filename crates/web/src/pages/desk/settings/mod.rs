//! Settings: what is in force, and its change with a look at the effect first.

mod editor;
mod promises;
mod rules;
mod staff;
mod tokens;
mod units;

use super::shell::Shell;
use super::visit::Visit;
use crate::pages::frame::{PageError, page};
use crate::state::Web;
use askama::Template;
use axum::response::Response;
use axum::{Router, routing};
use homeward_app::Scope;

#[derive(Template)]
#[template(path = "desk/settings.html")]
struct Settings {
    shell: Shell,
    tabs: Vec<Tab>,
    add: Option<Add>,
    done: Option<String>,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// One of the pages of the settings.
struct Tab {
    href: &'static str,
    label: String,
    here: bool,
}

/// Where something is added.
struct Add {
    href: &'static str,
    label: String,
}

/// A line of a list, which may lead to a page of its own.
struct Row {
    href: Option<String>,
    cells: Vec<String>,
}

/// What was just done.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    done: Option<String>,
    from: Option<i64>,
}

/// The pages, with their words and the right to read them.
pub const TABS: [(&str, &str, Scope); 5] = [
    ("/desk/settings", "settings-promises", Scope::SettingsRead),
    ("/desk/settings/rules", "settings-rules", Scope::SettingsRead),
    ("/desk/settings/staff", "settings-staff", Scope::StaffRead),
    ("/desk/settings/units", "settings-units", Scope::SettingsRead),
    ("/desk/settings/tokens", "settings-tokens", Scope::All),
];

pub fn router() -> Router<Web> {
    Router::new()
        .route("/desk/settings", routing::get(promises::list))
        .route("/desk/settings/promises/new", routing::get(promises::new).post(promises::add))
        .route("/desk/settings/promises/{id}", routing::get(promises::one).post(promises::change))
        .route("/desk/settings/rules", routing::get(rules::list))
        .route("/desk/settings/rules/{id}", routing::get(rules::one).post(rules::change))
        .route("/desk/settings/staff", routing::get(staff::list))
        .route("/desk/settings/staff/new", routing::get(staff::new).post(staff::add))
        .route("/desk/settings/staff/{id}", routing::get(staff::one).post(staff::change))
        .route("/desk/settings/staff/{id}/link", routing::post(staff::link))
        .route("/desk/settings/staff/{id}/reset", routing::post(staff::reset))
        .route("/desk/settings/units", routing::get(units::list))
        .route("/desk/settings/units/new", routing::get(units::new).post(units::add))
        .route("/desk/settings/units/{id}", routing::get(units::one).post(units::change))
        .route("/desk/settings/tokens", routing::get(tokens::list))
        .route("/desk/settings/tokens/new", routing::get(tokens::new).post(tokens::add))
        .route("/desk/settings/tokens/{id}", routing::get(tokens::one))
        .route("/desk/settings/tokens/{id}/revocation", routing::post(tokens::revoke))
}

/// The tabs, with the one that a path stands under.
fn tabs(shell: &Shell, path: &str) -> Vec<Tab> {
    let here = TABS.iter().rev().find(|(href, ..)| path.starts_with(href)).map_or("", |(href, ..)| href);
    shell.settings.iter().map(|(href, label)| Tab { href, label: shell.t(label), here: *href == here }).collect()
}

/// A list; `add` is where something is added, with its words.
async fn shown(
    visit: &Visit,
    asked: &Asked,
    add: Option<(&'static str, &str)>,
    columns: &[&str],
    rows: Vec<Row>,
) -> Result<Response, PageError> {
    let shell = visit.shell("settings-title").await?;
    let columns = columns.iter().map(|column| shell.t(&format!("column-{column}"))).collect();
    let add = add.map(|(href, label)| Add { href, label: shell.t(label) });
    page(&Settings { tabs: tabs(&shell, visit.uri.path()), done: done(&shell, asked), add, columns, rows, shell })
}

fn done(shell: &Shell, asked: &Asked) -> Option<String> {
    const DONE: [&str; 4] = ["added", "changed", "reset", "revoked"];
    let done = asked.done.as_deref().filter(|done| DONE.contains(done))?;
    Some(shell.t(&format!("settings-{done}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::pages::form::missing_words;

    #[test]
    fn every_setting_has_its_words_in_both_languages() {
        let forms = [
            ("promises", promises::FIELDS),
            ("unit-promise", promises::OF_UNIT),
            ("rules", rules::FIELDS),
            ("staff", staff::KNOWN),
            ("units", units::FIELDS),
            ("tokens", tokens::FIELDS),
        ];
        for language in Language::ALL {
            for (form, fields) in forms {
                assert_eq!(missing_words(language, form, fields), Vec::<String>::new());
            }
        }
    }
}
