//! The queue: views of the cases that one may see, or what a search found.

use super::shell::Shell;
use crate::api::cursor;
use crate::language::Language;
use crate::pages::frame::{Frame, PageError, page};
use crate::pages::session::SignedIn;
use crate::pages::words::{ClockWords, category, name, time};
use crate::state::Web;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::Response;
use homeward_app::registers::{self, Noun};
use homeward_app::view::CaseView;
use homeward_app::{AppError, CaseRow, Filter, Page, Scope, Sort, people, read};
use homeward_domain::actor::Actor;
use homeward_domain::catalogue::{Grade, Kind};
use homeward_domain::time::Timestamp;
use std::collections::HashMap;

/// Rows of one page.
const ROWS: usize = 50;
/// The most units that a filter offers.
const UNITS_MAX: i64 = 200;

/// What is asked of the queue.
#[derive(Clone, Default, serde::Deserialize)]
pub struct Asked {
    view: Option<String>,
    q: Option<String>,
    kind: Option<String>,
    grade: Option<String>,
    unit: Option<String>,
    sort: Option<String>,
    cursor: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct Queue {
    shell: Shell,
    words: String,
    views: Vec<ViewTab>,
    view: &'static str,
    filters: Vec<(&'static str, String, Vec<Choice>)>,
    sorts: Vec<Choice>,
    filtered: bool,
    /// Whether the company still has to be set up, by who reads.
    set_up: bool,
    staff: Vec<(i64, String)>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
}

struct ViewTab {
    href: String,
    label: String,
    here: bool,
}

/// One choice of a filter.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// One case of the list.
pub struct Row {
    pub number: String,
    pub who: String,
    pub gist: String,
    pub category: String,
    pub state: String,
    pub grade: i64,
    pub grade_name: String,
    pub nature: Option<(String, String)>,
    pub late: bool,
    pub clock: Option<ClockWords>,
    pub owner: Option<String>,
    pub received: String,
}

/// The views: name, filter, sort, whether the greatest stand first.
pub const VIEWS: [&str; 7] = ["open", "mine", "unassigned", "soon", "late", "ended", "all"];
const SORTS: [&str; 5] = ["next_due_at", "received_at", "updated_at", "grade", "created_at"];

pub async fn queue(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let shell = Shell::new(&web, language, &uri, &signed_in, "queue-title").await?;
    let words = asked.q.clone().unwrap_or_default().trim().to_owned();
    let view = VIEWS.into_iter().find(|view| asked.view.as_deref() == Some(view)).unwrap_or("open");
    let staff: Vec<(i64, String)> = people::staff(&web.app)
        .await
        .map_err(failed)?
        .into_iter()
        .filter(|s| s.left_at.is_none())
        .map(|s| (s.id, s.name))
        .collect();
    let names: HashMap<i64, String> = staff.iter().cloned().collect();
    let (views, next) = if words.is_empty() {
        listed(&web, &signed_in, view, &asked).await.map_err(failed)?
    } else {
        (read::search(&web.app, &signed_in.caller, words.clone(), ROWS).await.map_err(failed)?, None)
    };
    let units = registers::list(&web.app, Noun::Units, &[], 0, UNITS_MAX).await.map_err(failed)?.0;
    let set_up = units.is_empty() && signed_in.caller.may(Scope::SettingsWrite);
    let units = units.into_iter().map(|unit| choice(unit.reference, unit.name, asked.unit.as_deref())).collect();
    let now = web.app.clock().now();
    let rows = views.iter().map(|view| row(&shell.frame, view, now, &names)).collect();
    let here = |cursor: Option<&str>| address(view, &asked, cursor);
    page(&Queue {
        set_up,
        views: tabs(&shell, view, words.is_empty()),
        filters: vec![
            ("kind", shell.t("case-kind"), spelled_choices(&shell, "kind", Kind::SPELLINGS, asked.kind.as_deref())),
            (
                "grade",
                shell.t("queue-grade"),
                spelled_choices(&shell, "grade", Grade::SPELLINGS, asked.grade.as_deref()),
            ),
            ("unit", shell.t("case-unit"), units),
        ],
        sorts: SORTS
            .iter()
            .map(|sort| {
                choice(
                    (*sort).into(),
                    shell.t(&format!("sort-{}", sort.replace('_', "-"))),
                    Some(asked.sort.as_deref().unwrap_or(default_sort(view))),
                )
            })
            .collect(),
        filtered: [&asked.kind, &asked.grade, &asked.unit]
            .into_iter()
            .any(|v| v.as_ref().is_some_and(|v| !v.is_empty())),
        first: asked.cursor.as_ref().filter(|_| words.is_empty()).map(|_| here(None)),
        next: next.map(|cursor| here(Some(&cursor))),
        words,
        view,
        staff,
        rows,
        shell,
    })
}

/// A page of a view, and the cursor of the next.
async fn listed(
    web: &Web,
    signed_in: &SignedIn,
    view: &str,
    asked: &Asked,
) -> Result<(Vec<CaseView>, Option<String>), AppError> {
    let (sort, descending) = sort(view, asked);
    let spelled = spelled(view, asked);
    let after = asked.cursor.as_deref().and_then(|c| cursor::read(&spelled, c));
    let limit = i64::try_from(ROWS).unwrap_or(i64::MAX) + 1;
    let wanted = Page { sort, descending, after, limit };
    let mut views = read::list(&web.app, &signed_in.caller, filter(view, asked, signed_in), wanted).await?;
    let has_more = views.len() > ROWS;
    views.truncate(ROWS);
    let last = views.last().filter(|_| has_more);
    let next = last.map(|v| cursor::write(&spelled, (sort.value(&v.row), v.row.case)));
    Ok((views, next))
}

fn filter(view: &str, asked: &Asked, signed_in: &SignedIn) -> Filter {
    let Actor::Staff(staff) = signed_in.caller.actor else { return Filter::default() };
    let told = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
    let grade = told(&asked.grade).and_then(|grade| Grade::SPELLINGS.iter().zip(1..).find(|(g, _)| **g == grade));
    Filter {
        open: !matches!(view, "all" | "ended"),
        owner: match view {
            "mine" => Some(staff),
            "unassigned" => Some(0),
            _ => None,
        },
        late: view == "late",
        state: (view == "ended").then(|| "resolved".into()),
        kind: told(&asked.kind).filter(|kind| Kind::parse(kind).is_some()),
        grade_rank: grade.map(|(_, rank)| rank),
        unit: told(&asked.unit),
        words: None,
    }
}

fn default_sort(view: &str) -> &'static str {
    match view {
        "all" | "ended" => "created_at",
        "unassigned" => "received_at",
        _ => "next_due_at",
    }
}

fn sort(view: &str, asked: &Asked) -> (Sort, bool) {
    match asked.sort.as_deref().unwrap_or(default_sort(view)) {
        "received_at" => (Sort::Received, view != "unassigned"),
        "updated_at" => (Sort::Updated, true),
        "grade" => (Sort::Grade, true),
        "created_at" => (Sort::Created, true),
        _ => (Sort::NextDue, false),
    }
}

/// Names a list, for its cursor.
fn spelled(view: &str, asked: &Asked) -> String {
    let parts = [&asked.kind, &asked.grade, &asked.unit, &asked.sort];
    let parts: Vec<&str> = parts.into_iter().map(|part| part.as_deref().unwrap_or_default()).collect();
    format!("desk:{view}:{}", parts.join(":"))
}

/// The address of a page of the list.
fn address(view: &str, asked: &Asked, cursor: Option<&str>) -> String {
    let told = [
        ("view", Some(view)),
        ("kind", asked.kind.as_deref()),
        ("grade", asked.grade.as_deref()),
        ("unit", asked.unit.as_deref()),
        ("sort", asked.sort.as_deref()),
        ("cursor", cursor),
    ];
    let told = told.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    format!("/desk?{}", serde_urlencoded::to_string(told.collect::<Vec<_>>()).unwrap_or_default())
}

fn tabs(shell: &Shell, view: &str, here: bool) -> Vec<ViewTab> {
    let tab = |one: &str| ViewTab {
        href: format!("/desk?view={one}"),
        label: shell.t(&format!("view-{one}")),
        here: here && one == view,
    };
    VIEWS.into_iter().map(tab).collect()
}

fn spelled_choices(shell: &Shell, list: &str, spellings: &[&str], chosen: Option<&str>) -> Vec<Choice> {
    let one = |spelling: &&str| choice((*spelling).to_owned(), name(shell.frame.language, list, spelling), chosen);
    spellings.iter().map(one).collect()
}

fn choice(value: String, label: String, chosen: Option<&str>) -> Choice {
    Choice { chosen: chosen == Some(value.as_str()), value, label }
}

/// Whose case it is. Without a gist the words were erased; without a name alone
/// nobody gave one.
pub fn who(frame: &Frame, row: &CaseRow) -> String {
    match (&row.person_name, &row.gist) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => frame.t("anonymous"),
        (None, None) => frame.t("erased"),
    }
}

/// A case as a row.
pub fn row(frame: &Frame, view: &CaseView, now: Timestamp, names: &HashMap<i64, String>) -> Row {
    let (row, language) = (&view.row, frame.language);
    let presses = row.nature != "general";
    Row {
        number: row.number.clone(),
        who: who(frame, row),
        gist: row.gist.clone().unwrap_or_else(|| frame.t("erased")),
        category: if row.category.is_empty() {
            name(language, "kind", &row.kind)
        } else {
            category(language, &row.category)
        },
        state: name(language, "state", &row.state),
        grade: row.grade_rank,
        grade_name: view.grade().map_or_else(|| frame.t("grade-none"), |grade| name(language, "grade", grade)),
        nature: presses.then(|| (row.nature.clone(), name(language, "nature", &row.nature))),
        late: row.late > 0,
        clock: view.next_clock().map(|clock| ClockWords::new(frame, clock, now)),
        owner: (row.owner != 0).then(|| names.get(&row.owner).cloned().unwrap_or_else(|| row.owner.to_string())),
        received: time(language, row.received_at),
    }
}
