//! The queue: views of the cases that one may see, or what a search found.

pub(super) mod asked;
mod row;
mod views;

use asked::views_of;
pub use row::{Row, row, who};
pub use views::{keep, remove};

use super::shell::Shell;
use super::visit::Visit;
use crate::frame::{PageError, page};
use crate::language::Language;
use crate::parameters::{read_cursor, write_cursor};
use crate::wording::name_alone;
use askama::Template;
use asked::{Asked, COLUMNS, GROUPS, SORTS};
use axum::extract::Query;
use axum::response::Response;
use homeward_app::desk::{self, Asked as Wanted};
use homeward_app::view::CaseView;
use homeward_app::views as kept_views;
use homeward_app::{Page, Scope};
use homeward_domain::catalogue::{Grade, Kind};
use row::{Group, grouped};
use std::collections::HashMap;

/// Rows of one page.
const ROWS: usize = 50;
/// Rows of a page on which they are put together: groups have no pages.
const GROUPED_MAX: usize = 200;

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct Queue {
    shell: Shell,
    words: String,
    views: Vec<ViewTab>,
    view: &'static str,
    filters: Vec<(&'static str, String, Vec<Choice>)>,
    sorts: Vec<Choice>,
    group_choices: Vec<Choice>,
    columns: Vec<Choice>,
    filtered: bool,
    /// What is asked, for whoever keeps it as a view.
    query: String,
    /// Whether the reader keeps views for all, or for themselves alone; nothing where
    /// they keep none.
    keeps_for_all: Option<bool>,
    /// The kept view that is shown, where the reader may remove it.
    removable: Option<i64>,
    not_kept: Option<String>,
    /// Whether the company still has to be set up, by who reads.
    set_up: bool,
    staff: Vec<(i64, String)>,
    groups: Vec<Group>,
    count: usize,
    /// The most rows that are put together, where there are more.
    cut: Option<usize>,
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

impl Queue {
    fn shows(&self, column: &str) -> bool {
        self.columns.iter().any(|choice| choice.chosen && choice.value == column)
    }

    /// How many columns the table has.
    fn width(&self) -> usize {
        4 + self.columns.iter().filter(|choice| choice.chosen).count()
    }
}

pub async fn queue(visit: Visit, Query(told): Query<Vec<(String, String)>>) -> Result<Response, PageError> {
    let failed = |error| visit.failed(error);
    let asked = Asked::read(&told);
    if asked.view == "restricted" {
        visit.allow(Scope::PrivacyWrite)?;
    }
    let shell = visit.shell("queue-title").await?;
    let is_list = asked.words.is_empty();
    let read = desk::queue(visit.app(), &visit.signed_in.caller, wanted(&visit, &asked)).await.map_err(failed)?;
    let (cases, next) = if is_list { one_page(&asked, read.cases) } else { (read.cases, None) };
    let staff: Vec<(i64, String)> =
        read.staff.into_iter().filter(|s| s.left_at.is_none()).map(|s| (s.id, s.name)).collect();
    let names: HashMap<i64, String> = staff.iter().cloned().collect();
    let set_up = read.units.is_empty() && visit.may_set();
    let units: Vec<(String, String)> = read.units.into_iter().map(|unit| (unit.reference, unit.name)).collect();
    let unit_names: HashMap<String, String> = units.iter().cloned().collect();
    let (now, policies) = (visit.app().clock().now(), visit.app().policies());
    let one = |view: &CaseView| {
        let mut row = row(&shell.frame, policies.categories(), view, now, &names);
        let others = read.here.get(&view.row.case).into_iter().flatten().filter(|id| **id != visit.signed_in.staff.id);
        row.here = others.filter_map(|id| names.get(id).cloned()).collect();
        if let Some(unit) = unit_names.get(&row.unit) {
            row.unit.clone_from(unit);
        }
        row
    };
    let group = asked.group.filter(|_| is_list);
    let kept = read.views;
    let may_share = asked::may_share(&visit.signed_in.caller);
    let may_keep = visit.may(Scope::CasesWrite);
    let may_remove = |view: &kept_views::View| if view.owner == 0 { may_share } else { may_keep };
    let removable = |view: &&kept_views::View| Some(view.id) == asked.kept && may_remove(view);
    let unit_choices = units.into_iter().map(|(reference, name)| choice(reference, name, asked.unit.as_deref()));
    page(&Queue {
        set_up,
        views: tabs(&visit, &asked, &kept),
        removable: kept.iter().find(removable).map(|view| view.id),
        not_kept: not_kept(&visit, &told),
        filters: vec![
            ("kind", shell.t("case-kind"), spelled_choices(visit.language, "kind", Kind::SPELLINGS, asked.kind)),
            ("grade", shell.t("queue-grade"), spelled_choices(visit.language, "grade", Grade::SPELLINGS, asked.grade)),
            ("unit", shell.t("case-unit"), unit_choices.collect()),
        ],
        sorts: worded(&shell, "sort", &SORTS, |sort| sort == asked.sort_spelled()),
        group_choices: worded(&shell, "group", &GROUPS, |by| Some(by) == asked.group),
        columns: worded(&shell, "queue-column", &COLUMNS, |column| asked.columns.contains(&column)),
        filtered: asked.is_filtered(),
        query: asked.query(),
        keeps_for_all: may_keep.then_some(may_share),
        count: cases.len(),
        cut: next.as_ref().filter(|_| group.is_some()).map(|_| GROUPED_MAX),
        first: asked.cursor.as_ref().filter(|_| is_list).map(|_| asked.address(None)),
        next: next.filter(|_| group.is_none()).map(|cursor| asked.address(Some(&cursor))),
        groups: if cases.is_empty() { Vec::new() } else { grouped(&visit, group, &cases, &unit_names, one) },
        words: asked.words,
        view: asked.view,
        staff,
        shell,
    })
}

/// What is read for the page that was asked for.
fn wanted(visit: &Visit, asked: &Asked) -> Wanted {
    if !asked.words.is_empty() {
        return Wanted::Words(asked.words.clone(), ROWS);
    }
    let (sort, descending) = asked.sort();
    let after = asked.cursor.as_deref().and_then(|c| read_cursor(&asked.list(), c));
    let limit = i64::try_from(rows_of(asked)).unwrap_or(i64::MAX) + 1;
    let filter = asked.filter(&visit.signed_in.staff, visit.app().clock().now());
    Wanted::List(Box::new(filter), Page { sort, descending, after, limit })
}

/// The rows of a page, and the cursor of the next.
fn one_page(asked: &Asked, mut cases: Vec<CaseView>) -> (Vec<CaseView>, Option<String>) {
    let (rows, sort) = (rows_of(asked), asked.sort().0);
    let has_more = cases.len() > rows;
    cases.truncate(rows);
    let last = cases.last().filter(|_| has_more);
    let next = last.map(|last| write_cursor(&asked.list(), (sort.value(&last.row), last.row.case)));
    (cases, next)
}

const fn rows_of(asked: &Asked) -> usize {
    if asked.group.is_some() { GROUPED_MAX } else { ROWS }
}

/// Why a view was not kept.
fn not_kept(visit: &Visit, told: &[(String, String)]) -> Option<String> {
    const CODES: [&str; 4] = ["required", "name-taken", "too-many", "too-long"];
    let code = told.iter().find(|(name, _)| name == "not_kept").map(|(_, code)| code.as_str())?;
    let code = CODES.iter().find(|known| **known == code).unwrap_or(&"required");
    Some(visit.say(&format!("view-not-kept-{code}"), &[]))
}

fn tabs(visit: &Visit, asked: &Asked, kept: &[kept_views::View]) -> Vec<ViewTab> {
    let is_list = asked.words.is_empty();
    let own = |one: &'static str| ViewTab {
        href: format!("/desk?view={one}"),
        label: visit.say(&format!("view-{one}"), &[]),
        here: is_list && asked.kept.is_none() && one == asked.view,
    };
    let of_others = kept.iter().map(|view| ViewTab {
        href: format!("/desk?kept={}&{}", view.id, view.query),
        label: view.name.clone(),
        here: is_list && asked.kept == Some(view.id),
    });
    views_of(&visit.signed_in.staff, &visit.signed_in.caller).map(own).chain(of_others).collect()
}

fn spelled_choices(language: Language, list: &str, spellings: &[&str], chosen: Option<&str>) -> Vec<Choice> {
    let one = |spelling: &&str| choice((*spelling).to_owned(), name_alone(language, list, spelling), chosen);
    spellings.iter().map(one).collect()
}

/// Choices with their words from the message files.
fn worded(shell: &Shell, list: &str, all: &[&'static str], is_chosen: impl Fn(&'static str) -> bool) -> Vec<Choice> {
    let one = |value: &&'static str| Choice {
        value: (*value).to_owned(),
        label: shell.t(&format!("{list}-{}", value.replace('_', "-"))),
        chosen: is_chosen(value),
    };
    all.iter().map(one).collect()
}

fn choice(value: String, label: String, chosen: Option<&str>) -> Choice {
    Choice { chosen: chosen == Some(value.as_str()), value, label }
}
