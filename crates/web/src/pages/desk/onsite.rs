//! On site: guides and duty managers on a phone, who may have no network. The
//! page is kept on the device; what is reported waits there until it can be sent.

use super::visit::Visit;
use crate::frame::{PageError, page};
use crate::guard::is_own_form;
use crate::pages::clock_words::ClockWords;
use crate::pages::desk::shell::Shell;
use crate::parts::Parts;
use crate::upload::{self, Brought, Part};
use crate::wording::time;
use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::files::waiting::{self, Waits};
use homeward_app::on_site::{self, About, Report};
use homeward_app::{AppError, FieldError, Filter, Page, Scope, Sort, company, read};
use std::collections::BTreeMap;

/// The most cases of one's own that are shown.
const CASES_MAX: i64 = 30;

#[derive(Template)]
#[template(path = "desk/onsite.html")]
struct OnSite {
    shell: Shell,
    /// Who reads, by number.
    staff: i64,
    /// The report that was just sent without script, by the number of its case.
    sent: Option<String>,
    key: String,
    /// When the page was made, for whoever reads it later without network.
    made: String,
    company_phone: Option<String>,
    cases: Vec<SiteCase>,
}

/// A case as it is read on site.
struct SiteCase {
    number: String,
    who: String,
    statement: String,
    wanted: String,
    booking: String,
    clock: Option<ClockWords>,
    /// Site checks that wait for their report.
    checks: Vec<i64>,
}

/// What was just sent.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    sent: Option<String>,
}

pub async fn onsite(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::CasesWrite)?;
    let failed = |error| visit.failed(error);
    let shell = visit.shell("onsite-title").await?;
    let filter = Filter { open: true, owner: Some(visit.signed_in.staff.id), ..Filter::default() };
    let first = Page { sort: Sort::NextDue, descending: false, after: None, limit: CASES_MAX };
    let mine = read::list(visit.app(), &visit.signed_in.caller, filter, first).await.map_err(failed)?;
    let now = visit.app().clock().now();
    let mut cases = Vec::new();
    for view in mine {
        let number = view.row.number.clone();
        let dossier = read::dossier(visit.app(), &visit.signed_in.caller, number.clone(), 0).await.map_err(failed)?;
        let checks = dossier.case().map(|case| case.investigation.site_checks).unwrap_or_default();
        cases.push(SiteCase {
            who: super::queue::who(&shell.frame, &view.row),
            statement: dossier.statement().map_or_else(|| shell.t("erased"), str::to_owned),
            wanted: dossier.desired_outcome().unwrap_or_default(),
            booking: dossier.particulars().booking_reference.unwrap_or_default(),
            clock: view.next_clock().map(|clock| ClockWords::new(&shell.frame, clock, now)),
            checks: checks.iter().filter(|check| check.ended.is_none()).map(|check| check.number).collect(),
            number,
        });
    }
    let company = company::find(visit.app()).await.map_err(failed)?;
    page(&OnSite {
        staff: visit.signed_in.staff.id,
        sent: asked.sent,
        key: homeward_app::form_key(),
        made: time(visit.language, now.0),
        company_phone: company.and_then(|unit| Some(unit.body.get("phone")?.as_str()?.to_owned())),
        cases,
        shell,
    })
}

/// Takes a report, from the queue of the device or from the form itself.
pub async fn report(visit: Visit, headers: HeaderMap, mut parts: Parts) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(visit.language));
    }
    visit.allow(Scope::CasesWrite)?;
    let room = upload::room(&visit.web.staff_uploads, &headers).map_err(|error| visit.failed(error))?;
    let mut files = Vec::new();
    let done = match read_report(&visit, &mut parts, &mut files).await {
        Ok(report) => on_site::report(visit.app(), &visit.signed_in.caller, report).await,
        Err(error) => {
            parts.drain().await;
            Err(error)
        }
    };
    drop(room);
    waiting::remove(visit.app(), &files).await.map_err(|error| visit.failed(error))?;
    let by_script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "text/plain");
    match done {
        Ok(number) if by_script => Ok((StatusCode::CREATED, number).into_response()),
        Ok(number) => Ok(Redirect::to(&format!("/onsite?sent={number}")).into_response()),
        Err(error @ (AppError::Store(_) | AppError::File(_))) => Err(visit.failed(error)),
        Err(error) if by_script => Ok((StatusCode::UNPROCESSABLE_ENTITY, words(&visit, &error)).into_response()),
        Err(error) => Ok((StatusCode::UNPROCESSABLE_ENTITY, PageError::said(visit.language, &error)).into_response()),
    }
}

/// Reads a report; its files wait in the store, whatever becomes of it.
async fn read_report(visit: &Visit, parts: &mut Parts, files: &mut Vec<Waits>) -> Result<Report, AppError> {
    let (mut typed, mut papers) = (BTreeMap::<String, String>::new(), Vec::new());
    let mut brought = Brought::default();
    while let Some(part) = upload::next(parts, &mut brought).await? {
        match part {
            Part::Word(field, value) if field == "paper" => papers.push(value),
            Part::Word(field, value) => drop(typed.insert(field, value)),
            Part::File(name, bytes) => files.push(waiting::put(visit.app(), name, bytes).await?),
        }
    }
    let told = |field: &str| typed.get(field).map(|value| value.trim().to_owned()).unwrap_or_default();
    let missing = |field: &str| AppError::Invalid(vec![FieldError::new(field, "required")]);
    let about = about(&told("about")).ok_or_else(|| missing("about"))?;
    let key = Some(told("key")).filter(|key| !key.is_empty()).ok_or_else(|| missing("key"))?;
    let mut text = told("text");
    let signed_by = told("signed_by");
    if !signed_by.is_empty() {
        let line = visit.say("onsite-signed", &[("name", &signed_by)]);
        text = [text, line].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    }
    if files.is_empty() {
        // The box may stay ticked without a file.
        papers.clear();
    }
    Ok(Report { key, about, text, name: told("name"), phone: told("phone"), files: files.clone(), papers })
}

/// `new/emergency`, `case/HW-…` or `check/HW-…/1`.
fn about(told: &str) -> Option<About> {
    let parts: Vec<&str> = told.split('/').collect();
    match parts[..] {
        ["new", kind @ ("complaint" | "emergency")] => Some(About::New(kind.to_owned())),
        ["case", number] => Some(About::Case { number: number.to_owned(), check: None }),
        ["check", number, check] => Some(About::Case { number: number.to_owned(), check: Some(check.parse().ok()?) }),
        _ => None,
    }
}

/// Why a report was not taken, in the reader's language.
fn words(visit: &Visit, error: &AppError) -> String {
    let field = |error: &FieldError| crate::field_message(visit.language, error);
    match error {
        AppError::Invalid(errors) => errors.iter().map(field).collect::<Vec<_>>().join(" "),
        AppError::Rejected(rejection) => crate::rejected(visit.language, rejection),
        _ => error.over().map_or_else(|| visit.say("not-found-detail", &[]), |over| field(&over)),
    }
}
