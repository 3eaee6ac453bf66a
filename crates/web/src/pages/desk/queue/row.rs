//! A case as a row of the queue, and rows put together.

use super::super::visit::Visit;
use crate::frame::Frame;
use crate::language::Language;
use crate::pages::clock_words::ClockWords;
use crate::wording::{category, name, name_alone, time};
use homeward_app::CaseRow;
use homeward_app::view::CaseView;
use homeward_domain::categories::Categories;
use homeward_domain::time::Timestamp;
use std::collections::HashMap;

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
    pub unit: String,
    pub channel: String,
    pub received: String,
    pub updated: String,
    /// Who looks at it now.
    pub here: Vec<String>,
}

/// Rows that belong together, under a title unless they are all.
pub struct Group {
    pub title: Option<String>,
    pub rows: Vec<Row>,
}

/// Whose case it is. Without a gist the words were erased; without a name alone
/// nobody gave one.
pub fn who(frame: &Frame, row: &CaseRow) -> String {
    match (&row.person_name, &row.gist) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => frame.t("anonymous"),
        (None, None) => frame.t(gone(row)),
    }
}

/// Why a row tells nothing.
const fn gone(row: &CaseRow) -> &'static str {
    if row.restricted { "restricted-title" } else { "erased" }
}

/// A case as a row.
pub fn row(frame: &Frame, known: &Categories, view: &CaseView, now: Timestamp, names: &HashMap<i64, String>) -> Row {
    let (row, language) = (&view.row, frame.language);
    let presses = row.nature != "general";
    Row {
        number: row.number.clone(),
        who: who(frame, row),
        gist: row.gist.clone().unwrap_or_else(|| frame.t(gone(row))),
        category: matter(language, known, row),
        state: name(language, "state", &row.state),
        grade: row.grade_rank,
        grade_name: view.grade().map_or_else(|| frame.t("grade-none"), |grade| name_alone(language, "grade", grade)),
        nature: presses.then(|| (row.nature.clone(), name(language, "nature", &row.nature))),
        late: row.late > 0,
        clock: view.next_clock().map(|clock| ClockWords::new(frame, clock, now)),
        owner: owner(row, names),
        unit: row.unit.clone(),
        channel: name_alone(language, "channel", &row.channel),
        received: time(language, row.received_at),
        updated: time(language, row.updated_at),
        here: Vec::new(),
    }
}

fn matter(language: Language, known: &Categories, row: &CaseRow) -> String {
    if row.category.is_empty() { name(language, "kind", &row.kind) } else { category(language, known, &row.category) }
}

fn owner(row: &CaseRow, names: &HashMap<i64, String>) -> Option<String> {
    (row.owner != 0).then(|| names.get(&row.owner).cloned().unwrap_or_else(|| row.owner.to_string()))
}

/// Rows put together by a value, in the order in which the values come first.
pub fn grouped(
    visit: &Visit,
    by: Option<&str>,
    views: &[CaseView],
    units: &HashMap<String, String>,
    mut row: impl FnMut(&CaseView) -> Row,
) -> Vec<Group> {
    let Some(by) = by else { return vec![Group { title: None, rows: views.iter().map(row).collect() }] };
    let mut groups: Vec<Group> = Vec::new();
    for view in views {
        let row = row(view);
        let title = match by {
            "owner" => row.owner.clone().unwrap_or_else(|| visit.say("case-owner-none", &[])),
            "state" => row.state.clone(),
            "category" => row.category.clone(),
            "kind" => visit.name("kind", &view.row.kind),
            "unit" if row.unit.is_empty() => visit.say("queue-no-unit", &[]),
            "unit" => units.get(&row.unit).cloned().unwrap_or_else(|| row.unit.clone()),
            _ => row.grade_name.clone(),
        };
        match groups.iter_mut().find(|group| group.title.as_ref() == Some(&title)) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { title: Some(title), rows: vec![row] }),
        }
    }
    groups
}
