//! What a closure works with: statements on one connection, inside one transaction.

use crate::StoreError;
use crate::dialect::Dialect;
use crate::value::{Row, Value};
use homeward_domain::CaseId;
use homeward_domain::record::RecordKey;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

/// The most parameters of one statement that every supported database takes.
const PARAMETERS_MAX: usize = 30_000;

/// One connection in one transaction.
pub struct Db<'a> {
    link: Link<'a>,
    /// What only this installation can write with.
    key: RecordKey,
    /// Whether a statement of the running closure has written.
    wrote: Cell<bool>,
    /// The first breakage that the running closure met, whether or not it passed it on.
    broken: RefCell<Option<StoreError>>,
    /// What waits for the end of the transaction, on SQLite.
    deferred: RefCell<Vec<DeferredIndexChange>>,
    /// Streams whose rows the running closure has proven, before it changes them.
    proven: RefCell<HashSet<String>>,
}

/// A change of the text index. On SQLite they all wait for the end of the
/// transaction: the index writes a piece of its own whenever a statement of
/// several rows runs in between, and the pieces then have to be merged.
pub(crate) enum DeferredIndexChange {
    /// This statement on a case with its words.
    Words(&'static str, CaseId, String),
    /// The case leaves the index.
    Gone(&'static str, CaseId),
}

enum Link<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(RefCell<&'a mut Session>),
}

/// A connection to PostgreSQL with the statements it has prepared.
pub(crate) struct Session {
    pub client: postgres::Client,
    pub statements: HashMap<String, postgres::Statement>,
}

impl Session {
    pub fn prepared(&mut self, sql: &str) -> Result<postgres::Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl<'a> Db<'a> {
    pub(crate) fn sqlite(connection: &'a rusqlite::Connection, key: RecordKey) -> Self {
        Self::new(Link::Sqlite(connection), key)
    }

    pub(crate) fn postgres(session: &'a mut Session, key: RecordKey) -> Self {
        Self::new(Link::Postgres(RefCell::new(session)), key)
    }

    /// The key of the record.
    pub fn key(&self) -> RecordKey {
        self.key
    }

    fn new(link: Link<'a>, key: RecordKey) -> Self {
        Self {
            link,
            key,
            wrote: Cell::new(false),
            broken: RefCell::new(None),
            deferred: RefCell::default(),
            proven: RefCell::default(),
        }
    }

    /// Leaves a change of the text index for the end of the transaction.
    pub(crate) fn defer(&self, change: DeferredIndexChange) {
        self.wrote.set(true);
        self.deferred.borrow_mut().push(change);
    }

    /// Makes the changes that were left for the end of the transaction.
    pub(crate) fn finish(&self) -> Result<(), StoreError> {
        for change in self.deferred.take() {
            match change {
                DeferredIndexChange::Words(sql, case, words) => {
                    self.run(sql, &[Value::Int(case), Value::Text(&words)])?
                }
                DeferredIndexChange::Gone(sql, case) => self.run(sql, &[Value::Int(case)])?,
            };
        }
        Ok(())
    }

    /// Which database this is; only [`crate::dialect`] asks.
    pub(crate) fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Forgets what the closure before has done.
    pub(crate) fn begin_closure(&self) {
        self.wrote.set(false);
        self.broken.replace(None);
        self.proven.borrow_mut().clear();
    }

    /// Whether the running closure has proven the rows of a stream.
    pub(crate) fn is_proven(&self, stream: &str) -> bool {
        self.proven.borrow().contains(stream)
    }

    pub(crate) fn add_proven(&self, stream: String) {
        self.proven.borrow_mut().insert(stream);
    }

    pub(crate) fn forget_proven(&self, stream: &str) {
        self.proven.borrow_mut().remove(stream);
    }

    /// Whether the closure that just ended has written anything.
    pub(crate) fn has_written(&self) -> bool {
        self.wrote.get()
    }

    /// The breakage that the closure met, if any.
    pub(crate) fn breakage(&self) -> Option<StoreError> {
        self.broken.borrow().clone()
    }

    /// Runs a statement that changes rows; gives their number.
    pub fn execute(&self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        self.wrote.set(true);
        self.noted(self.run(sql, parameters))
    }

    /// Inserts rows with one statement where they fit: `head` is
    /// `INSERT INTO table (columns)`, `tail` what follows the values.
    pub fn insert(&self, head: &str, width: usize, values: &[Value], tail: &str) -> Result<u64, StoreError> {
        use std::fmt::Write as _;
        let mut inserted = 0;
        for part in values.chunks(PARAMETERS_MAX / width * width) {
            let mut sql = String::with_capacity(head.len() + 8 + part.len() * 5);
            sql.push_str(head);
            sql.push_str(" VALUES ");
            for number in 1..=part.len() {
                let before = if number == 1 {
                    "("
                } else if number % width == 1 || width == 1 {
                    "), ("
                } else {
                    ", "
                };
                let _ = write!(sql, "{before}${number}");
            }
            sql.push(')');
            sql.push_str(tail);
            inserted += self.execute(&sql, part)?;
        }
        Ok(inserted)
    }

    /// Runs a query and reads every row. A statement that both changes and
    /// answers (`RETURNING`) goes here too, after `will_write`.
    pub fn query<T>(
        &self,
        sql: &str,
        parameters: &[Value],
        read: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.noted(self.ask(sql, parameters, read))
    }

    /// Runs a query whose text is used once, so that it is not kept prepared.
    pub fn query_unprepared<T>(
        &self,
        sql: &str,
        mut read: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let answer = match &self.link {
            Link::Sqlite(connection) => sqlite_rows(&mut connection.prepare(sql)?, &mut read),
            Link::Postgres(session) => {
                let rows = session.borrow_mut().client.query(sql, &[])?;
                rows.iter().map(|row| read(&Row::Postgres(row))).collect()
            }
        };
        self.noted(answer)
    }

    /// Runs a query of at most one row.
    pub fn query_one<T>(
        &self,
        sql: &str,
        parameters: &[Value],
        read: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.query(sql, parameters, read)?.pop())
    }

    /// Says that the next query changes rows.
    pub(crate) fn will_write(&self) {
        self.wrote.set(true);
    }

    fn noted<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.broken.borrow_mut().get_or_insert_with(|| error.clone());
        }
        result
    }

    fn run(&self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        match &self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                bind(&mut statement, parameters)?;
                Ok(statement.raw_execute()? as u64)
            }
            Link::Postgres(session) => {
                let mut session = session.borrow_mut();
                let statement = session.prepared(sql)?;
                Ok(session.client.execute(&statement, &as_sql(parameters))?)
            }
        }
    }

    fn ask<T>(
        &self,
        sql: &str,
        parameters: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        match &self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                bind(&mut statement, parameters)?;
                sqlite_rows(&mut statement, &mut read)
            }
            Link::Postgres(session) => {
                let mut session = session.borrow_mut();
                let statement = session.prepared(sql)?;
                let rows = session.client.query(&statement, &as_sql(parameters))?;
                rows.iter().map(|row| read(&Row::Postgres(row))).collect()
            }
        }
    }
}

fn as_sql<'a>(parameters: &'a [Value<'a>]) -> Vec<&'a (dyn postgres::types::ToSql + Sync)> {
    parameters.iter().map(|p| p as _).collect()
}

fn sqlite_rows<T>(
    statement: &mut rusqlite::Statement,
    read: &mut impl FnMut(&Row) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut rows = statement.raw_query();
    let mut answers = Vec::new();
    while let Some(row) = rows.next()? {
        answers.push(read(&Row::Sqlite(row))?);
    }
    Ok(answers)
}

/// Binds by the number in each parameter's name. To SQLite `$2` is a name, and
/// names are numbered by first appearance: `SELECT $2, $1` would swap them.
fn bind(statement: &mut rusqlite::CachedStatement, parameters: &[Value]) -> Result<(), StoreError> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name[1..].parse::<usize>().ok());
        let value = number.and_then(|n| parameters.get(n - 1));
        let value = value.ok_or_else(|| StoreError::corrupt("a statement names a parameter that was not given"))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}
