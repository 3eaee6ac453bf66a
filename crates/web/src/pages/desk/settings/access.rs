//! What is asked of those who sign in: how long sessions last, which roles need a
//! second factor; a look at whom that concerns, versions, the way back.

use super::super::editor::{About, Editor, version_read};
use super::super::visit::Visit;
use super::{Asked, Outcome, begins, history, outcome};
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::pages::frame::{PageError, page};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::access::{self, Access, DAYS_MAX, IDLE_HOURS_MAX};
use homeward_app::caller::Role;
use homeward_app::policies::Written;
use homeward_app::{FieldError, Scope};
use serde_json::{Value, json};

const PAGE: &str = "/desk/settings/access";
pub const FIELDS: &[Field] = &[
    must("session_idle_hours", Takes::Whole(1, IDLE_HOURS_MAX)),
    must("session_days", Takes::Whole(1, DAYS_MAX)),
    may("factor_roles", Takes::Several("role", &Role::SPELLINGS)),
];

pub async fn one(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit).await?;
    let typed = typed_of(begins(&visit, &versions, &asked)?);
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let (app, told) = (visit.app(), told(&typed));
    let look = access::preview(app, &told);
    let change = access::change(app, visit.caller(), &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed => Ok(Redirect::to(&format!("{PAGE}?done=changed")).into_response()),
        Outcome::Looked(preview) => {
            let mut shown = editor(&visit, &versions(&visit).await?, &typed, &[]).await?;
            let count = preview.without_factor.to_string();
            shown.effect = Some(vec![visit.say("effect-without-factor", &[("count", &count)])]);
            page(&shown)
        }
        Outcome::Refused(errors) => editor(&visit, &versions(&visit).await?, &typed, &errors).await?.answer(),
    }
}

/// The body of the form. Without any tick no role needs a second factor.
fn told(typed: &Typed) -> Value {
    let mut told = body(FIELDS, typed);
    if let Value::Object(map) = &mut told {
        map.entry("factor_roles").or_insert_with(|| json!([]));
    }
    told
}

fn typed_of(access: &Access) -> Typed {
    let figures = [("session_idle_hours", access.session_idle_hours), ("session_days", access.session_days)];
    let figures = figures.map(|(path, value)| (path.to_owned(), value.to_string()));
    let roles = access.factor_roles.iter().map(|role| ("factor_roles".to_owned(), role.clone()));
    figures.into_iter().chain(roles).collect()
}

async fn versions(visit: &Visit) -> Result<Vec<Written<Access>>, PageError> {
    access::versions(visit.app()).await.map_err(|error| visit.failed(error))
}

async fn editor(
    visit: &Visit,
    versions: &[Written<Access>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let about = About {
        form: "access",
        back: PAGE,
        action: PAGE.to_owned(),
        title: visit.say("settings-access", &[]),
        fields: FIELDS,
        is_new: false,
        writes: visit.may_set(),
    };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.version = versions.last().map(|written| written.version);
    shown.previews = true;
    let words = |written: &Written<Access>| {
        let roles = written.what.factor_roles.iter().map(|role| visit.name("role", role)).collect::<Vec<_>>();
        let told = [
            ("version", written.version.to_string()),
            ("hours", written.what.session_idle_hours.to_string()),
            ("days", written.what.session_days.to_string()),
            ("roles", if roles.is_empty() { "—".to_owned() } else { roles.join(&visit.say("list-separator", &[])) }),
        ];
        visit.say("settings-access-version", &told.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    shown.history = history(visit, versions, PAGE, visit.may_set(), words).await?;
    Ok(shown)
}
