//! A page that lists what is set or registered, and leads to the page of each.

use super::said::Said;
use super::shell::{Shell, Tab};
use super::visit::Visit;
use crate::frame::{PageError, page};
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "desk/listing.html")]
pub struct Listing {
    shell: Shell,
    tabs: Vec<Tab>,
    add: Option<Add>,
    done: Option<Said>,
    /// What must be done about something in the list.
    pub warnings: Vec<String>,
    columns: Vec<String>,
    rows: Vec<Row>,
    /// Where the list is searched, with what was looked for.
    pub search: Option<Search>,
    /// The address of the rows that follow.
    pub next: Option<String>,
}

/// Where something is added.
struct Add {
    href: &'static str,
    label: String,
}

/// The field over a list that narrows it down.
pub struct Search {
    pub action: &'static str,
    pub label: String,
    pub words: String,
}

/// A line of a list, which may lead to a page of its own.
pub struct Row {
    pub href: Option<String>,
    pub cells: Vec<String>,
}

/// What was just done, and which version is looked at.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    pub done: Option<String>,
    pub from: Option<i64>,
    /// Given where the page is a part of the first start, which goes on afterwards.
    pub start: Option<String>,
}

impl Listing {
    /// A list; `add` is where something is added, with its words.
    pub async fn new(
        visit: &Visit,
        title: &str,
        done: Option<&str>,
        add: Option<(&'static str, &str)>,
        columns: &[&str],
        rows: Vec<Row>,
    ) -> Result<Self, PageError> {
        let shell = visit.shell(title).await?;
        Ok(Self {
            tabs: shell.tabs(visit.uri.path()),
            done: done.and_then(|done| said(&shell, done)),
            add: add.map(|(href, label)| Add { href, label: shell.t(label) }),
            columns: columns.iter().map(|column| shell.t(&format!("column-{column}"))).collect(),
            rows,
            warnings: Vec::new(),
            search: None,
            next: None,
            shell,
        })
    }

    /// The page.
    pub fn answer(&self) -> Result<Response, PageError> {
        page(self)
    }
}

/// What was just done, in words.
pub fn said(shell: &Shell, done: &str) -> Option<Said> {
    const DONE: [&str; 8] = ["added", "changed", "reset", "revoked", "restricted", "lifted", "seen", "erased"];
    DONE.contains(&done).then(|| Said::done(shell.t(&format!("settings-{done}"))))
}
