//! Dry run: what a rule would have done to past cases. Nothing is written.

use crate::app::App;
use crate::app::rule_book::{Condition, Definition, Refused};
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::model::replay;
use crate::write::follow_rules::live::Live;
use homeward_domain::case::{Case, Event};
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, CaseRow, Filter, Page, Sort};
use homeward_store::{Db, events};
use std::cell::OnceCell;

/// The most cases that a dry run looks at.
pub const CASES_MAX: i64 = 2_000;
/// The most of them that are named.
const HITS_MAX: usize = 50;
/// Cases read in one piece, so that others read in between.
const PIECE: i64 = 100;

/// A case in which the rule would have acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub number: String,
    /// The entry after which it would have.
    pub entry: Seq,
    /// When that was, in microseconds of UTC.
    pub at: i64,
}

/// What a dry run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Cases looked at, the newest first.
    pub cases: i64,
    /// Those in which the rule would have acted.
    pub acted: i64,
    /// How often in all.
    pub times: i64,
    /// The first of them.
    pub hits: Vec<Hit>,
}

/// Tries a rule on the newest cases that the caller may see.
pub async fn preview(app: &App, caller: &Caller, definition: &Definition, count: i64) -> Result<Preview, AppError> {
    let refused =
        |refused: Refused| AppError::Invalid(vec![FieldError::with("when", refused.code(), refused.detail())]);
    Condition::parse(&definition.when).map_err(refused)?;
    let mut found = Preview::default();
    let mut after = None;
    while found.cases < count {
        let limit = PIECE.min(count - found.cases);
        let (sight, definition, worker) = (caller.sight.clone(), definition.clone(), app.clone());
        let page = Page { sort: Sort::Created, descending: true, after, limit };
        let piece = app
            .store()
            .read(move |db| {
                let condition = Condition::parse(&definition.when).map_err(refused)?;
                let rows = cases::list(db, &sight, &Filter::default(), page)?;
                let judge = |row: CaseRow| {
                    let hits = judge(db, &worker, &row, &definition, &condition)?;
                    Ok::<_, AppError>((row.case, hits))
                };
                rows.into_iter().map(judge).collect::<Result<Vec<_>, _>>()
            })
            .await?;
        let Some((last, _)) = piece.last() else { break };
        after = Some((*last, *last));
        for (_, hits) in piece {
            found.cases += 1;
            found.acted += i64::from(!hits.is_empty());
            found.times += i64::try_from(hits.len()).unwrap_or(i64::MAX);
            found.hits.extend(hits.into_iter().take(1));
        }
        found.hits.truncate(HITS_MAX);
    }
    Ok(found)
}

/// Goes through the life of a case, one command after the other.
fn judge(
    db: &Db,
    app: &App,
    row: &CaseRow,
    definition: &Definition,
    condition: &Condition,
) -> Result<Vec<Hit>, AppError> {
    let commands = commands(db, row.case)?;
    let dossier = OnceCell::new();
    let mut hits = Vec::new();
    let mut case: Option<Case> = None;
    for events in commands {
        for event in &events {
            case = match case {
                None => Case::begin(event),
                Some(case) => Some(case.apply(event)),
            };
        }
        let Some(case) = &case else { continue };
        let of_kind = events.iter().filter(|event| definition.on.iter().any(|kind| kind == event.fact.kind()));
        for event in of_kind {
            let facts = Live { db, app, row, case, event, dossier: &dossier };
            if condition.holds(&facts) == Ok(true) {
                hits.push(Hit { number: row.number.clone(), entry: event.seq, at: event.effective_at.0 });
                // Once in a round, whatever else of its kind happened there.
                break;
            }
        }
    }
    Ok(hits)
}

/// The events of a case, each command's together.
fn commands(db: &Db, case: CaseId) -> Result<Vec<Vec<Event>>, AppError> {
    let mut all: Vec<(String, Vec<Event>)> = Vec::new();
    let stored = events::of_case(db, case, 0)?;
    let read = replay::read_events(&stored)?;
    for (stored, event) in stored.into_iter().zip(read) {
        match all.last_mut().filter(|(command, _)| *command == stored.command) {
            Some((_, events)) => events.push(event),
            None => all.push((stored.command, vec![event])),
        }
    }
    Ok(all.into_iter().map(|(_, events)| events).collect())
}
