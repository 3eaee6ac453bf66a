//! Settings as they are in force. They are changed over the API, each change
//! with a preview.

use super::shell::Shell;
use crate::language::Language;
use crate::pages::frame::{PageError, page};
use crate::pages::session::SignedIn;
use crate::pages::words::{limit, name, promise as promise_words};
use crate::state::Web;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use homeward_app::registers::{self, Noun};
use homeward_app::{Scope, people, promises as all_promises, rules as all_rules};

/// The most units of a page.
const UNITS_MAX: i64 = 200;

#[derive(Template)]
#[template(path = "desk/settings.html")]
struct Settings {
    shell: Shell,
    tabs: Vec<(&'static str, String, bool)>,
    empty: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

const TABS: [(&str, &str); 4] = [
    ("/desk/settings", "settings-promises"),
    ("/desk/settings/rules", "settings-rules"),
    ("/desk/settings/staff", "settings-staff"),
    ("/desk/settings/units", "settings-units"),
];

pub async fn promises(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    allow(&signed_in, language, Scope::SettingsRead)?;
    let minutes = |minutes: i64| limit(language, minutes);
    let row = |promise: &homeward_domain::promises::Promise| {
        let kinds: Vec<String> = promise.kinds.iter().map(|kind| name(language, "kind", kind.as_str())).collect();
        vec![
            promise_words(language, &promise.id),
            minutes(promise.within_minutes),
            promise.urgent_within_minutes.map(minutes).unwrap_or_default(),
            name(language, "audience", promise.audience.as_str()),
            kinds.join(&crate::message(language, "list-separator", &[])),
            promise.source.clone(),
            promise.version.to_string(),
        ]
    };
    let rows = all_promises::current(&web.app).iter().map(row).collect();
    let columns = ["promise", "limit", "urgent", "audience", "kinds", "source", "version"];
    shown(&web, language, &signed_in, &uri, &columns, rows).await
}

pub async fn rules(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    allow(&signed_in, language, Scope::SettingsRead)?;
    let all = all_rules::all(&web.app).await.map_err(|e| PageError::new(language, &e))?;
    let row = |version: &all_rules::Version| {
        let rule = &version.definition;
        let on: Vec<String> = rule.on.iter().map(|kind| kind.replace('_', " ")).collect();
        let active = crate::message(language, if rule.active { "yes" } else { "no" }, &[]);
        vec![
            rule.title.clone(),
            on.join(", "),
            rule.when.clone(),
            rule.acts.len().to_string(),
            active,
            version.version.to_string(),
        ]
    };
    let rows = all.iter().map(row).collect();
    shown(&web, language, &signed_in, &uri, &["rule", "on", "when", "acts", "active", "version"], rows).await
}

pub async fn staff(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    allow(&signed_in, language, Scope::StaffRead)?;
    let all = people::staff(&web.app).await.map_err(|e| PageError::new(language, &e))?;
    let row = |staff: &homeward_app::Staff| {
        let left = staff.left_at.map(|_| crate::message(language, "staff-left", &[])).unwrap_or_default();
        vec![
            staff.name.clone(),
            name(language, "role", &staff.role),
            staff.email.clone(),
            staff.unit.clone(),
            staff.languages.clone(),
            staff.skills.clone(),
            left,
        ]
    };
    let rows = all.iter().map(row).collect();
    let columns = ["name", "role", "email", "unit", "languages", "skills", "left"];
    shown(&web, language, &signed_in, &uri, &columns, rows).await
}

pub async fn units(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    allow(&signed_in, language, Scope::SettingsRead)?;
    let all = registers::list(&web.app, Noun::Units, &[], 0, UNITS_MAX).await;
    let all = all.map_err(|e| PageError::new(language, &e))?.0;
    let row = |unit: &registers::View| {
        let text =
            |field: &str| unit.body.get(field).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let kind = name(language, "unit-kind", &text("kind"));
        vec![unit.reference.clone(), unit.name.clone(), kind, text("parent"), text("calendar")]
    };
    let rows = all.iter().map(row).collect();
    shown(&web, language, &signed_in, &uri, &["reference", "name", "kind", "parent", "calendar"], rows).await
}

async fn shown(
    web: &Web,
    language: Language,
    signed_in: &SignedIn,
    uri: &Uri,
    columns: &[&str],
    rows: Vec<Vec<String>>,
) -> Result<Response, PageError> {
    let shell = Shell::new(web, language, uri, signed_in, "settings-title").await?;
    let tabs = TABS.map(|(href, label)| (href, shell.t(label), uri.path() == href)).into();
    let columns = columns.iter().map(|column| shell.t(&format!("column-{column}"))).collect();
    page(&Settings { tabs, empty: shell.t("settings-empty"), columns, rows, shell })
}

fn allow(signed_in: &SignedIn, language: Language, scope: Scope) -> Result<(), PageError> {
    signed_in.caller.must(scope).map_err(|error| PageError::new(language, &error))
}
