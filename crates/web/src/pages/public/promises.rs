//! What the company promises in public, and how often it kept that (after the trip §8).

use crate::frame::{Frame, PageError, page};
use crate::language::{Language, message};
use crate::state::Web;
use crate::wording::{limit, name, promise as promise_words, time};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use homeward_app::kept::{self, Kept};
use homeward_domain::catalogue::Kind;
use homeward_domain::promises::Promise;

#[derive(Template)]
#[template(path = "public/promises.html")]
struct Promises {
    frame: Frame,
    groups: Vec<Group>,
    counted: String,
}

/// The promises that hold for the same kinds of case.
struct Group {
    kinds: String,
    rows: Vec<Row>,
}

/// A promise, and how it was kept in each look back.
struct Row {
    promise: String,
    limits: Vec<String>,
    counts: [Count; 2],
}

struct Count {
    since: String,
    figure: String,
    is_none: bool,
    more: String,
}

pub async fn kept(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    let rates = kept::rates(&web.app).await.map_err(|e| PageError::new(language, &e))?;
    let promises = kept::public(&web.app);
    let mut groups: Vec<Group> = Vec::new();
    for promise in &promises {
        let [short, long] = rates.of(&promise.id);
        let row = Row {
            promise: promise_words(language, &promise.id),
            limits: limits(language, promise),
            counts: [count(language, "promises-days-30", short), count(language, "promises-days-365", long)],
        };
        let kinds = kinds(language, promise);
        match groups.last_mut().filter(|group| group.kinds == kinds) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { kinds, rows: vec![row] }),
        }
    }
    let frame = super::frame(&web, language, "promises-title", &uri).await?;
    let counted = frame.t1("promises-counted", "time", &time(language, rates.counted_at.0));
    page(&Promises { groups, counted, frame })
}

fn kinds(language: Language, promise: &Promise) -> String {
    if promise.kinds.len() == Kind::ALL.len() {
        return message(language, "promises-every-kind", &[]);
    }
    let kinds: Vec<String> = promise.kinds.iter().map(|kind| name(language, "kind", kind.as_str())).collect();
    kinds.join(&message(language, "list-separator", &[]))
}

/// Within which time, and within which where it presses.
fn limits(language: Language, promise: &Promise) -> Vec<String> {
    let told = |key: &str, minutes: i64| message(language, key, &[("span", &limit(language, minutes))]);
    let pressing = [
        ("promises-within", Some(promise.within_minutes)),
        ("promises-urgent", promise.urgent_within_minutes),
        ("promises-danger", promise.danger_within_minutes),
    ];
    pressing.into_iter().filter_map(|(key, minutes)| Some(told(key, minutes?))).collect()
}

fn count(language: Language, since: &str, count: Kept) -> Count {
    let told = |key: &str, figure: i64| message(language, key, &[("count", &figure.to_string())]);
    let total = told("promises-total", count.total());
    let apart = |key: &str, figure: i64| (figure > 0).then(|| told(key, figure));
    let extended = apart("promises-extended", count.extended);
    let elsewhere = apart("promises-sent-elsewhere", count.sent_elsewhere);
    let late = apart("promises-entered-late", count.entered_late);
    let unproven = apart("promises-unproven", count.unproven);
    let (figure, more) = match (count.percent(), count.total()) {
        (Some(percent), _) => (told("promises-percent", percent), Some(total)),
        (None, 0) => (message(language, "promises-none", &[]), None),
        (None, _) => (total, None),
    };
    let more: Vec<String> = [more, extended, elsewhere, late, unproven].into_iter().flatten().collect();
    Count {
        since: message(language, since, &[]),
        figure,
        is_none: count.total() == 0,
        more: more.join(&message(language, "clause-separator", &[])),
    }
}
