//! The best hits first. Only the newest permitted matches are ranked: ranking
//! all of half a million hits takes 400 ms and helps nobody.

use super::Query;
use super::analyser::fold;
use crate::cases::{self, Behind, Brief, CaseRow, Sight};
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

/// The best `limit` cases for a query, among those the caller may see. A case under
/// restriction is found by its number, by whoever has to finish it: the index holds none
/// of its words.
pub fn find(db: &Db, sight: &Sight, behind: &Behind, text: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
    if let Some(number) = CaseNumber::parse(text) {
        let named = cases::find(db, number.serial(), sight)?.filter(|row| row.number == number.to_string());
        let named = named.filter(|row| behind.shows(row));
        if let Some(row) = named {
            return Ok(vec![Found { row, score: i64::MAX }]);
        }
    }
    let Some(query) = Query::parse(text) else { return Ok(Vec::new()) };
    let mut hits = candidates(db, sight, &query)?;
    best(&mut hits, READ_MAX.max(limit));
    reward_exact_runs(db, &query, &mut hits)?;
    best(&mut hits, limit);
    let ids: Vec<CaseId> = hits.iter().map(|hit| hit.1).collect();
    let mut rows: HashMap<CaseId, CaseRow> = cases::of_ids(db, &ids)?.into_iter().map(|row| (row.case, row)).collect();
    // The number of one under restriction is a word of the index still.
    let mut seen = |case| rows.remove(&case).filter(|row| behind.shows(row));
    Ok(hits.into_iter().filter_map(|(score, case)| Some(Found { row: seen(case)?, score })).collect())
}

/// The newest cases in whose words all of a text stands, among those the
/// caller may see.
pub fn newest(db: &Db, sight: &Sight, text: &str, limit: usize) -> Result<Vec<CaseId>, StoreError> {
    let Some(query) = Query::parse(text) else { return Ok(Vec::new()) };
    Ok(matches(db, sight, &query)?.into_iter().take(limit).map(|brief| brief.case).collect())
}

/// Score and case.
type Hit = (i64, CaseId);

fn best(hits: &mut Vec<Hit>, count: usize) {
    hits.sort_unstable_by(|a, b| b.cmp(a));
    hits.truncate(count);
}

fn candidates(db: &Db, sight: &Sight, query: &Query) -> Result<Vec<Hit>, StoreError> {
    let found = matches(db, sight, query)?;
    let newest = found.first().map_or(0, |brief| brief.case);
    Ok(found.into_iter().map(|brief| (score(&brief, query, newest), brief.case)).collect())
}

/// The newest permitted matches.
fn matches(db: &Db, sight: &Sight, query: &Query) -> Result<Vec<Brief>, StoreError> {
    let expression = db.match_expression(query);
    match sight.condition(2) {
        (None, _) => {
            let condition = db.newest_matches(RANKED_MAX);
            cases::briefs(db, &condition, &[Value::Text(&expression)], RANKED_MAX)
        }
        (Some(permitted), values) => {
            let condition = format!("{permitted} AND {}", db.match_fragment(1));
            let values: Vec<Value> = [Value::Text(&expression)].into_iter().chain(values).collect();
            cases::briefs(db, &condition, &values, RANKED_MAX)
        }
    }
}

/// Place of the hit, then whether it is open, its grade, and how new it is.
fn score(brief: &Brief, query: &Query, newest: CaseId) -> i64 {
    let folded = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
    let (name, reference) = (folded(&brief.person_name), folded(&brief.external_reference));
    let words = query.folded();
    let place = if name == words || reference == words {
        8_000
    } else if name.contains(words) || fold(&brief.number).contains(words) {
        6_000
    } else if folded(&brief.gist).contains(words) {
        4_000
    } else {
        0
    };
    let age = (newest - brief.case).clamp(0, 1_000);
    place + i64::from(brief.is_open) * 1_000 + brief.grade_rank * 100 - age / 10
}

/// Terms that stand together in the statement weigh more than scattered ones.
fn reward_exact_runs(db: &Db, query: &Query, hits: &mut [Hit]) -> Result<(), StoreError> {
    if query.terms().len() < 2 || hits.is_empty() {
        return Ok(());
    }
    let ids: Vec<CaseId> = hits.iter().map(|hit| hit.1).collect();
    let statements: HashMap<CaseId, String> = cases::statements(db, &ids)?.into_iter().collect();
    for (score, case) in hits {
        if statements.get(case).is_some_and(|text| fold(text).contains(query.folded())) {
            *score += 3_000;
        }
    }
    Ok(())
}
