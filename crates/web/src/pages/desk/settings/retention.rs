//! What each daily run of retention did, beside the setting and case by case.

use super::super::editor::{Related, RelatedLine};
use super::super::listing::{Listing, Row};
use super::super::tabs::page_of;
use super::super::visit::Visit;
use crate::frame::PageError;
use crate::wording::time;
use axum::extract::Path;
use axum::response::Response;
use homeward_app::Scope;
use homeward_app::retention::{self, Report, Run};
use homeward_app::settings::retention::RETENTION;

/// The setting beside which runs stand.
pub const NAME: &str = "retention";
/// Runs that the page shows.
const RUNS: i64 = 30;

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

/// The last runs, as they stand beside the setting.
pub async fn runs(visit: &Visit) -> Result<Vec<Related>, PageError> {
    let runs = retention::runs(visit.app(), None, RUNS).await.map_err(|error| visit.failed(error))?;
    let lines: Vec<RelatedLine> = runs.iter().map(|run| line(visit, run)).collect();
    let none = || RelatedLine { href: None, label: visit.say("retention-no-run", &[]), about: String::new() };
    let lines = if lines.is_empty() { vec![none()] } else { lines };
    Ok(vec![Related { title: visit.say("retention-runs", &[]), lines }])
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
        href: has_cases.then(|| format!("{}/{}", page_of(&RETENTION), run.day)),
        label: visit.say("retention-run", &[("when", &when), ("version", &version)]),
        about: told.join(&visit.say("list-separator", &[])),
    }
}
