//! The best hits first. Only the newest permitted matches are ranked: ranking
//! all of half a million hits takes 400 ms and helps nobody.

use super::Query;
use super::analyser::fold;
use crate::cases::{self, CaseRow, Sight};
use crate::{Db, StoreError, Value};
use homeward_domain::CaseId;
use homeward_domain::number::CaseNumber;
use std::collections::HashMap;

/// The newest matches that are ranked.
const RANKED_MAX: i64 = 2_000;
/// Of those, the best whose words are read for an exact run.
const READ_MAX: usize = 200;

/// A hit with how well it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The case.
    pub row: CaseRow,
    /// The greater the better; only for comparing hits of one search.
    pub score: i64,
}

/// The best `limit` cases for a query, among those the caller may see.
pub fn find(db: &Db, sight: Sight, text: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
    if let Some(number) = CaseNumber::parse(text) {
        let named = cases::find(db, number.serial(), sight)?.filter(|row| row.number == number.to_string());
        if let Some(row) = named {
            return Ok(vec![Found { row, score: i64::MAX }]);
        }
    }
    let Some(query) = Query::parse(text) else { return Ok(Vec::new()) };
    let mut hits = candidates(db, sight, &query)?;
    hits.sort_by_key(|hit| (-hit.score, -hit.row.case));
    hits.truncate(READ_MAX.max(limit));
    reward_exact_runs(db, &query, &mut hits)?;
    hits.sort_by_key(|hit| (-hit.score, -hit.row.case));
    hits.truncate(limit);
    Ok(hits)
}

fn candidates(db: &Db, sight: Sight, query: &Query) -> Result<Vec<Found>, StoreError> {
    let filter = cases::Filter { words: Some(query.clone()), ..cases::Filter::default() };
    let rows = if sight == Sight::All {
        let expression = db.match_expression(query);
        let newest = [Value::Text(&expression), Value::Int(RANKED_MAX)];
        let ids: Vec<CaseId> = db.query(db.newest_matches(), &newest, |row| row.int(0))?;
        cases::of_ids(db, &ids)?
    } else {
        let page = cases::Page { sort: cases::Sort::Created, descending: true, after: None, limit: RANKED_MAX };
        cases::list(db, sight, &filter, page)?
    };
    let newest = rows.first().map_or(0, |row| row.case);
    Ok(rows.into_iter().map(|row| Found { score: score(&row, query, newest), row }).collect())
}

/// Place of the hit, then whether it is open, its grade, and how new it is.
fn score(row: &CaseRow, query: &Query, newest: CaseId) -> i64 {
    let holds = |text: &Option<String>| text.as_deref().is_some_and(|t| fold(t).contains(query.folded()));
    let is = |text: &Option<String>| text.as_deref().is_some_and(|t| fold(t) == query.folded());
    let place = if is(&row.person_name) || is(&row.external_reference) {
        8_000
    } else if holds(&row.person_name) || fold(&row.number).contains(query.folded()) {
        6_000
    } else if holds(&row.gist) {
        4_000
    } else {
        0
    };
    let age = (newest - row.case).clamp(0, 1_000);
    place + i64::from(row.is_open) * 1_000 + row.grade_rank * 100 - age / 10
}

/// Terms that stand together in the statement weigh more than scattered ones.
fn reward_exact_runs(db: &Db, query: &Query, hits: &mut [Found]) -> Result<(), StoreError> {
    if query.terms().len() < 2 || hits.is_empty() {
        return Ok(());
    }
    let ids: Vec<CaseId> = hits.iter().map(|hit| hit.row.case).collect();
    let statements: HashMap<CaseId, String> = cases::statements(db, &ids)?.into_iter().collect();
    for hit in hits {
        if statements.get(&hit.row.case).is_some_and(|text| fold(text).contains(query.folded())) {
            hit.score += 3_000;
        }
    }
    Ok(())
}
