//! One act on many cases: shown first, then done one by one, each with its
//! own answer.

use super::shell::Shell;
use crate::form::Typed;
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::language::Language;
use crate::pages::session::SignedIn;
use crate::state::Web;
use crate::wording::name;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::act::{Act, Request, carry_out};
use homeward_app::{AppError, Scope, case, people, read};
use serde_json::{Value, json};

/// The most cases of one bulk act.
const CASES_MAX: usize = 200;

#[derive(Template)]
#[template(path = "desk/bulk.html")]
struct Bulk {
    shell: Shell,
    what: String,
    typed: Typed,
    rows: Vec<Row>,
    is_done: bool,
}

struct Row {
    number: String,
    gist: String,
    state: String,
    /// What became of it; why not, where it was not done.
    outcome: Option<Result<(), String>>,
}

pub async fn bulk(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    signed_in.caller.must(Scope::CasesWrite).map_err(failed)?;
    let all = |field: &str| {
        typed.iter().filter(|(n, v)| n == field && !v.is_empty()).map(|(_, v)| v.clone()).collect::<Vec<_>>()
    };
    let (numbers, acts) = (all("case"), all("act"));
    let Some(act) = acts.first().filter(|_| !numbers.is_empty() && numbers.len() <= CASES_MAX) else {
        return Ok(Redirect::to("/desk").into_response());
    };
    let is_done = !all("confirmed").is_empty();
    let (act, body) = read_act(act, &all("reason").join("\n")).ok_or(PageError::not_found(language))?;
    let mut rows = Vec::new();
    for number in numbers {
        let Ok(view) = read::case(&web.app, &signed_in.caller, number.clone()).await else { continue };
        let mut row = Row {
            gist: view.row.gist.unwrap_or_default(),
            state: name(language, "state", &view.row.state),
            number,
            outcome: None,
        };
        if is_done {
            let caller = signed_in.caller.clone();
            let request = Request { caller, number: row.number.clone(), if_match: None, key: None };
            row.outcome = Some(match carry_out(&web.app, act, request, 1, &body).await {
                Ok(_) => Ok(()),
                Err(AppError::Rejected(rejection)) => Err(crate::rejected(language, &rejection)),
                Err(AppError::Invalid(errors)) => {
                    Err(errors.iter().map(|error| crate::field_message(language, error)).collect::<Vec<_>>().join(" "))
                }
                Err(error) => return Err(failed(error)),
            });
        }
        rows.push(row);
    }
    let shell = Shell::new(&web, language, &uri, &signed_in, "bulk-title").await?;
    let staff = people::staff(&web.app).await.map_err(failed)?;
    let owner = body["owner"].as_i64().and_then(|id| staff.into_iter().find(|s| s.id == id)).map(|s| s.name);
    let what = match owner {
        Some(owner) => shell.t1("bulk-assign-to", "name", &owner),
        None => shell.t(&format!("act-{}", act.name)),
    };
    page(&Bulk { what, typed, rows, is_done, shell })
}

/// The act that is asked for: `assignment:3`, `escalation`.
fn read_act(told: &str, reason: &str) -> Option<(&'static Act, Value)> {
    let reason = if reason.trim().is_empty() { "—" } else { reason };
    let (name, body) = match told.split_once(':') {
        Some(("assignment", owner)) => ("assignment", json!({"owner": owner.parse::<i64>().ok()?, "reason": reason})),
        None if told == "escalation" => (told, json!({"to": "lead", "text": reason})),
        None if told == "notes" => (told, json!({"text": reason})),
        _ => return None,
    };
    Some((case::act(name)?, body))
}
