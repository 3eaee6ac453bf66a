//! How long what is kept stays: a look at how many cases that concerns, versions, the
//! way back; and what each daily run did.

use super::super::editor::{About, Editor, Related, RelatedLine, version_read};
use super::super::listing::{Listing, Row};
use super::super::visit::Visit;
use super::{Asked, Outcome, history, outcome};
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body, may};
use crate::pages::frame::{PageError, page};
use crate::pages::words::time;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::policies::Written;
use homeward_app::retention::{self, DAYS_MAX, LOOKS_DAYS_MIN, PROOF_DAYS_MIN, Report, Retention, Run, WORDS_DAYS_MIN};
use homeward_app::{FieldError, Scope};

const PAGE: &str = "/desk/settings/retention";
/// Runs that the page shows.
const RUNS: i64 = 30;
pub const FIELDS: &[Field] = &[
    may("words_days", Takes::Whole(WORDS_DAYS_MIN, DAYS_MAX)),
    may("proof_days", Takes::Whole(PROOF_DAYS_MIN, DAYS_MAX)),
    may("looks_days", Takes::Whole(LOOKS_DAYS_MIN, DAYS_MAX)),
];

pub async fn one(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit).await?;
    let wanted = versions.iter().find(|written| Some(written.version) == asked.from);
    let begins = wanted.or(versions.last()).map(|written| written.what).unwrap_or_default();
    page(&editor(&visit, &versions, &typed_of(&begins), &[]).await?.after(&asked))
}

pub async fn change(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let (app, told) = (visit.app(), body(FIELDS, &typed));
    let look = retention::preview(app, &told);
    let change = retention::change(app, visit.caller(), &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed => Ok(Redirect::to(&format!("{PAGE}?done=changed")).into_response()),
        Outcome::Looked(over) => {
            let mut shown = editor(&visit, &versions(&visit).await?, &typed, &[]).await?;
            let (words, proof) = (over.words.to_string(), over.proof.to_string());
            shown.effect = Some(vec![visit.say("effect-retention", &[("words", &words), ("proof", &proof)])]);
            page(&shown)
        }
        Outcome::Refused(errors) => editor(&visit, &versions(&visit).await?, &typed, &errors).await?.answer(),
    }
}

/// The cases of one run.
pub async fn run(visit: Visit, Path(day): Path<String>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let day = day.parse().map_err(|_| PageError::not_found(visit.language))?;
    let run = retention::run_of(visit.app(), day).await.map_err(|error| visit.failed(error))?;
    let row = |number: &String, what: &str| Row {
        href: Some(format!("/desk/cases/{number}")),
        cells: vec![number.clone(), visit.say(what, &[])],
    };
    let erased = run.report.erased_cases.iter().map(|number| row(number, "retention-erased"));
    let kept = run.report.kept_cases.iter().map(|number| row(number, "retention-kept"));
    let rows = erased.chain(kept).collect();
    Listing::new(&visit, "retention-run-title", None, None, &["number", "retention-what"], rows).await?.answer()
}

fn typed_of(retention: &Retention) -> Typed {
    let told = [
        ("words_days", retention.words_days),
        ("proof_days", retention.proof_days),
        ("looks_days", retention.looks_days),
    ];
    told.into_iter().filter_map(|(name, days)| Some((name.to_owned(), days?.to_string()))).collect()
}

async fn versions(visit: &Visit) -> Result<Vec<Written<Retention>>, PageError> {
    retention::versions(visit.app()).await.map_err(|error| visit.failed(error))
}

async fn editor(
    visit: &Visit,
    versions: &[Written<Retention>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let about = About {
        form: "retention",
        back: PAGE,
        action: PAGE.to_owned(),
        title: visit.say("settings-retention", &[]),
        fields: FIELDS,
        is_new: false,
        writes: visit.may_set(),
    };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.version = Some(versions.last().map_or(0, |written| written.version));
    shown.previews = true;
    let days = |days: Option<i64>| match days {
        Some(days) => visit.say("retention-days", &[("days", &days.to_string())]),
        None => visit.say("retention-never", &[]),
    };
    let words = |written: &Written<Retention>| {
        let told = [
            ("version", written.version.to_string()),
            ("words", days(written.what.words_days)),
            ("proof", days(written.what.proof_days)),
            ("looks", days(written.what.looks_days)),
        ];
        visit.say("settings-retention-version", &told.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    shown.history = history(visit, versions, PAGE, visit.may_set(), words).await?;
    let runs = retention::runs(visit.app(), None, RUNS).await.map_err(|error| visit.failed(error))?;
    let lines: Vec<RelatedLine> = runs.iter().map(|run| line(visit, run)).collect();
    let none = || RelatedLine { href: None, label: visit.say("retention-no-run", &[]), about: String::new() };
    let lines = if lines.is_empty() { vec![none()] } else { lines };
    shown.related = vec![Related { title: visit.say("retention-runs", &[]), lines }];
    Ok(shown)
}

fn line(visit: &Visit, run: &Run) -> RelatedLine {
    let Report { whole, words, on_hold, before_others, restricted, failed, looks, .. } = &run.report;
    let counts = [
        ("retention-words", words),
        ("retention-whole", whole),
        ("retention-on-hold", on_hold),
        ("retention-before-others", before_others),
        ("retention-restricted", restricted),
        ("retention-looks", looks),
        ("retention-failed", failed),
    ];
    let mut told: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| **count > 0)
        .map(|(key, count)| visit.say(key, &[("count", &count.to_string())]))
        .collect();
    if told.is_empty() {
        told.push(visit.say("retention-nothing", &[]));
    }
    if run.ended_at.is_none() {
        told.push(visit.say("retention-goes-on", &[]));
    }
    let has_cases = !run.report.erased_cases.is_empty() || !run.report.kept_cases.is_empty();
    let (when, version) = (time(visit.language, run.begun_at), run.version.to_string());
    RelatedLine {
        href: has_cases.then(|| format!("{PAGE}/{}", run.day)),
        label: visit.say("retention-run", &[("when", &when), ("version", &version)]),
        about: told.join(&visit.say("list-separator", &[])),
    }
}
