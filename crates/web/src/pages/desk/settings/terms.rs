//! On which terms cases are handled: the first day of use, and how long what may be
//! put off can be put off; versions, and the way back.

use super::super::editor::{About, Editor, mistakes, version_read};
use super::super::visit::Visit;
use super::{Asked, begins, history};
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body, must};
use crate::pages::frame::{PageError, page};
use crate::pages::words::{local_time, time};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::policies::Written;
use homeward_app::terms::{self, DAYS_MAX, HOURS_MAX, Terms};
use homeward_app::{FieldError, Scope};

const PAGE: &str = "/desk/settings/terms";
pub const FIELDS: &[Field] = &[
    must("first_use_at", Takes::Time),
    must("extension_days_max", Takes::Whole(1, DAYS_MAX)),
    must("pause_days_max", Takes::Whole(1, DAYS_MAX)),
    must("objection_days", Takes::Whole(1, DAYS_MAX)),
    must("entered_later_hours_max", Takes::Whole(1, HOURS_MAX)),
];

pub async fn one(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit).await?;
    let typed = typed_of(begins(&visit, &versions, &asked)?);
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let told = body(FIELDS, &typed);
    match terms::change(visit.app(), &visit.signed_in.caller, &told, version_read(&typed)).await {
        Ok(_) => Ok(Redirect::to(&format!("{PAGE}?done=changed")).into_response()),
        Err(error) => {
            let errors = mistakes(&visit, error)?;
            editor(&visit, &versions(&visit).await?, &typed, &errors).await?.answer()
        }
    }
}

fn typed_of(terms: &Terms) -> Typed {
    let told = [
        ("first_use_at", local_time(terms.first_use_at.0)),
        ("extension_days_max", terms.extension_days_max.to_string()),
        ("pause_days_max", terms.pause_days_max.to_string()),
        ("objection_days", terms.objection_days.to_string()),
        ("entered_later_hours_max", terms.entered_later_hours_max.to_string()),
    ];
    told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

async fn versions(visit: &Visit) -> Result<Vec<Written<Terms>>, PageError> {
    terms::versions(visit.app()).await.map_err(|error| visit.failed(error))
}

async fn editor(
    visit: &Visit,
    versions: &[Written<Terms>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let about = About {
        form: "terms",
        back: PAGE,
        action: PAGE.to_owned(),
        title: visit.say("settings-terms", &[]),
        fields: FIELDS,
        is_new: false,
        writes: visit.may_set(),
    };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.version = versions.last().map(|written| written.version);
    let words = |written: &Written<Terms>| {
        let terms = &written.what;
        let told = [
            ("version", written.version.to_string()),
            ("first", time(visit.language, terms.first_use_at.0)),
            ("extension", terms.extension_days_max.to_string()),
            ("pause", terms.pause_days_max.to_string()),
            ("objection", terms.objection_days.to_string()),
            ("later", terms.entered_later_hours_max.to_string()),
        ];
        visit.say("settings-terms-version", &told.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    shown.history = history(visit, versions, PAGE, visit.may_set(), words).await?;
    Ok(shown)
}
