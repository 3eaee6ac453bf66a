//! Who works on a case at the same time, and answers half written: kept for
//! their writer, shown to colleagues, so that two do not answer twice.

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::request;
use crate::read;
use crate::write::projection::Projection;
use homeward_domain::actor::Actor;
use homeward_domain::catalogue::ErasureGround;
use homeward_domain::time::{Span, Timestamp};
use homeward_domain::{CaseId, Seq};
use homeward_store::attendance::{self as rows, Attendant};
use homeward_store::{Db, Lane};
use std::collections::HashMap;

/// Whoever was there within this time is there.
const HERE_FOR: Span = Span::seconds(45);
/// Whoever wrote within this time is writing.
const WRITES_FOR: Span = Span::seconds(20);
/// A sign of presence younger than this is not written again.
const NOTED_EVERY: Span = Span::seconds(10);
/// A draft to which nobody came back goes after this time.
const KEPT_FOR: Span = Span::minutes(7 * 24 * 60);
/// The most characters of a draft.
const CHARS_MAX: usize = 100_000;

/// Answers half written may quote what an erasure removes; what puts a single datum right
/// leaves them to their writers.
pub(crate) const PROJECTION: Projection = Projection {
    name: "answers half written",
    append: |_, _, _| Ok(()),
    erase: |db, case, erased| match erased.ground {
        ErasureGround::Corrected => Ok(()),
        _ => rows::forget(db, case),
    },
    rebuild: |_, _, _| Ok(()),
    follows: |_, _| Ok(true),
};

/// What somebody has written of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The words.
    pub text: String,
    /// The last entry of the case that they had seen.
    pub seq: Seq,
    /// When they last wrote.
    pub at: Timestamp,
}

/// A colleague at a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The member of staff.
    pub staff: i64,
    /// Whether they look at it now.
    pub is_here: bool,
    /// Whether they write an answer now.
    pub is_writing: bool,
    /// What they have written and not sent.
    pub draft: Option<Draft>,
}

/// A case as those who work on it stand to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// One's own draft.
    pub own: Option<Draft>,
    /// The others.
    pub colleagues: Vec<Colleague>,
}

/// Those at a case, for a member of staff who may see it.
pub async fn at(app: &App, caller: &Caller, number: String) -> Result<Attendance, AppError> {
    let (now, staff, caller) = (app.clock().now(), own(caller)?, caller.clone());
    let id = request::id_of(&number)?;
    app.store()
        .read(move |db| {
            read::visible(db, id, &number, &caller, now)?;
            at_case(db, id, staff, now)
        })
        .await
}

/// Those at a case as a member of staff sees them.
pub(crate) fn at_case(db: &Db, case: CaseId, staff: i64, now: Timestamp) -> Result<Attendance, AppError> {
    Ok(seen_by(&rows::at(db, case)?, staff, now))
}

/// Notes that a member of staff is at a case, with what they have written so far
/// and the entry they had seen; gives those who are there. Whoever may not act on
/// cases leaves no trace and no draft.
pub async fn attend(
    app: &App,
    caller: &Caller,
    number: String,
    written: Option<(String, Seq)>,
) -> Result<Attendance, AppError> {
    if !caller.may(Scope::CasesWrite) {
        return at(app, caller, number).await;
    }
    let (now, staff, caller) = (app.clock().now(), own(caller)?, caller.clone());
    let id = request::id_of(&number)?;
    let looked = number.clone();
    let all = app.store().read(move |db| {
        read::visible(db, id, &looked, &caller, now)?;
        Ok::<_, AppError>(rows::at(db, id)?)
    });
    let all = all.await?;
    let known = all.iter().find(|one| one.staff == staff).cloned();
    let (text, seq) = match (&known, written) {
        (_, Some((text, seq))) => (limited(&text), seq),
        (Some(known), None) => (known.draft.clone(), known.draft_seq),
        (None, None) => (String::new(), 0),
    };
    let draft_at = match &known {
        Some(known) if known.draft == text => known.draft_at,
        _ => now.0,
    };
    let next = Attendant { staff, seen_at: now.0, draft: text, draft_seq: seq, draft_at };
    let is_news = known.is_none_or(|known| {
        (&known.draft, known.draft_seq) != (&next.draft, next.draft_seq) || (known.seen_at + NOTED_EVERY.0) < now.0
    });
    if is_news {
        let note = move |db: &Db| {
            rows::forget_before(db, now.0 - KEPT_FOR.0)?;
            rows::put(db, id, &next)
        };
        app.store().write(Lane::Acts, note).await?;
    }
    Ok(seen_by(&all, staff, now))
}

/// Keeps a draft for its writer in place of what they had.
pub async fn keep_draft(app: &App, caller: &Caller, number: String, text: &str, seq: Seq) -> Result<(), AppError> {
    caller.must(Scope::CasesWrite)?;
    attend(app, caller, number, Some((text.to_owned(), seq))).await.map(|_| ())
}

/// Who is at which case now.
pub(crate) fn everywhere(db: &Db, now: Timestamp) -> Result<HashMap<CaseId, Vec<i64>>, AppError> {
    let mut all: HashMap<CaseId, Vec<i64>> = HashMap::new();
    for (case, staff) in rows::since(db, now.0 - HERE_FOR.0)? {
        all.entry(case).or_default().push(staff);
    }
    Ok(all)
}

fn seen_by(all: &[Attendant], staff: i64, now: Timestamp) -> Attendance {
    let within = |at: i64, span: Span| at + span.0 > now.0;
    let draft = |one: &Attendant| {
        let is_kept = !one.draft.trim().is_empty() && within(one.seen_at, KEPT_FOR);
        is_kept.then(|| Draft { text: one.draft.clone(), seq: one.draft_seq, at: Timestamp(one.draft_at) })
    };
    let colleague = |one: &Attendant| {
        let is_here = within(one.seen_at, HERE_FOR);
        let draft = draft(one);
        let is_writing = is_here && draft.is_some() && within(one.draft_at, WRITES_FOR);
        Colleague { staff: one.staff, is_here, is_writing, draft }
    };
    let others = all.iter().filter(|one| one.staff != staff).map(colleague);
    Attendance {
        own: all.iter().find(|one| one.staff == staff).and_then(draft),
        colleagues: others.filter(|one| one.is_here || one.draft.is_some()).collect(),
    }
}

fn limited(text: &str) -> String {
    text.chars().take(CHARS_MAX).collect()
}

pub(crate) fn own(caller: &Caller) -> Result<i64, AppError> {
    if let Actor::Staff(staff) = caller.actor { Ok(staff) } else { Err(AppError::NotFound) }
}
