//! Finding cases by words, in two Chinese characters or more, or one.

mod analyser;
mod find;
mod indexed;
mod initials;

pub use analyser::{Query, Term, likeness, simplified, tokens};
pub use find::{Found, find, newest};
pub(crate) use indexed::count;
pub use indexed::{Fingerprint, fingerprint};
pub use initials::initials;

use crate::db::DeferredIndexChange;
use crate::dialect::Dialect;
use crate::{Db, StoreError, Value};
use homeward_domain::CaseId;
use std::fmt::Write as _;

/// The words under which texts are found, as the index takes them.
pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    tokens(texts).join(" ")
}

/// Puts a new case into the index, under what [`words`] made of its texts.
pub fn add(db: &Db, case: CaseId, words: &str) -> Result<(), StoreError> {
    match db.dialect() {
        Dialect::Sqlite => {
            let sql = "INSERT INTO case_words (rowid, words) VALUES ($1, $2)";
            db.defer(DeferredIndexChange::Words(sql, case, words.to_owned()));
        }
        Dialect::Postgres => {
            let sql =
                "INSERT INTO case_words (case_id, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))";
            db.execute(sql, &[Value::Int(case), Value::Text(words)])?;
        }
    }
    Ok(())
}

/// Replaces the words of a case.
pub fn replace(db: &Db, case: CaseId, words: &str) -> Result<(), StoreError> {
    match db.dialect() {
        Dialect::Sqlite => {
            let sql = "REPLACE INTO case_words (rowid, words) VALUES ($1, $2)";
            db.defer(DeferredIndexChange::Words(sql, case, words.to_owned()));
        }
        Dialect::Postgres => {
            let sql = "INSERT INTO case_words (case_id, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
                ON CONFLICT (case_id) DO UPDATE SET words = EXCLUDED.words";
            db.execute(sql, &[Value::Int(case), Value::Text(words)])?;
        }
    }
    Ok(())
}

/// Takes a case out of the index.
pub fn remove(db: &Db, case: CaseId) -> Result<(), StoreError> {
    match db.dialect() {
        Dialect::Sqlite => db.defer(DeferredIndexChange::Gone("DELETE FROM case_words WHERE rowid = $1", case)),
        Dialect::Postgres => {
            db.execute("DELETE FROM case_words WHERE case_id = $1", &[Value::Int(case)])?;
        }
    }
    Ok(())
}

/// Whether no case is in the index.
pub fn is_empty(db: &Db) -> Result<bool, StoreError> {
    let sql = match db.dialect() {
        Dialect::Sqlite => "SELECT rowid FROM case_words LIMIT 1",
        Dialect::Postgres => "SELECT case_id FROM case_words LIMIT 1",
    };
    Ok(db.query_one(sql, &[], |row| row.int(0))?.is_none())
}

impl Db<'_> {
    /// A query as this database's text index takes it. Terms hold letters and
    /// digits only, so quoting them is enough.
    pub(crate) fn match_expression(&self, query: &Query) -> String {
        let mut text = String::new();
        for term in query.terms() {
            let _ = match (self.dialect(), term) {
                (Dialect::Sqlite, Term::Whole(word)) => write!(text, "\"{word}\" "),
                (Dialect::Sqlite, Term::Beginning(word)) => write!(text, "\"{word}\" * "),
                (Dialect::Postgres, Term::Whole(word)) => write!(text, "'{word}' & "),
                (Dialect::Postgres, Term::Beginning(word)) => write!(text, "'{word}':* & "),
            };
        }
        text.trim_end_matches([' ', '&']).to_owned()
    }

    /// A condition on `cases` that holds for those that parameter `number` finds.
    pub(crate) fn match_fragment(&self, number: usize) -> String {
        match self.dialect() {
            Dialect::Sqlite => format!("case_id IN (SELECT rowid FROM case_words WHERE case_words MATCH ${number})"),
            Dialect::Postgres => format!(
                "EXISTS (SELECT 1 FROM case_words w WHERE w.case_id = cases.case_id AND w.words @@ CAST(CAST(${number} AS TEXT) AS TSQUERY))"
            ),
        }
    }

    /// A condition on `cases` that holds for the newest that parameter 1 finds.
    pub(crate) fn newest_matches(&self, limit: i64) -> String {
        let found = match self.dialect() {
            Dialect::Sqlite => "SELECT rowid FROM case_words WHERE case_words MATCH $1 ORDER BY rowid",
            Dialect::Postgres => {
                "SELECT case_id FROM case_words WHERE words @@ CAST(CAST($1 AS TEXT) AS TSQUERY) ORDER BY case_id"
            }
        };
        format!("case_id IN ({found} DESC LIMIT {limit})")
    }
}
