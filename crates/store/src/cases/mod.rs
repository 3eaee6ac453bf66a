//! What a case is now, as lists and alarms read it: a projection of its
//! events, written in the same transaction and rebuilt by a command.

mod behind;
mod claim;
mod list;

pub use behind::Behind;
pub use claim::{Claimed, claim};
pub use list::{Filter, Page, Sight, Sort, list};

use crate::{Db, Row, StoreError, Value};
use homeward_domain::CaseId;
use homeward_domain::record::Hash;

/// One row of the projection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Kind, as spelled in the API.
    pub kind: String,
    /// State, as spelled in the API.
    pub state: String,
    /// Whether the state is an open one.
    pub is_open: bool,
    /// The way in.
    pub channel: String,
    /// Category `main.sub`; empty where none was told.
    pub category: String,
    /// How much it presses.
    pub nature: String,
    /// Whether a person is in danger.
    pub danger: bool,
    /// Grade from 1 to 4; 0 before a person graded it.
    pub grade_rank: i64,
    /// The owner by number; 0 for nobody.
    pub owner: i64,
    /// When it was recorded, in microseconds of UTC, as all times here.
    pub created_at: i64,
    /// When it reached the company.
    pub received_at: i64,
    /// When its last entry was recorded.
    pub updated_at: i64,
    /// The earliest due time that still counts; the end of time where there is none.
    pub next_due_at: i64,
    /// When a clock of it next does something by itself.
    pub next_alarm_at: Option<i64>,
    /// Place of the last event.
    pub seq: i64,
    /// Hash of the last event.
    pub head: Hash,
    /// Its clocks as JSON.
    pub clocks: String,
    /// Where external references are unique: a token or an import.
    pub source: String,
    /// Keyed hash of source and external reference.
    pub external_key: Option<String>,
    /// The sender's own reference; gone after an erasure.
    pub external_reference: Option<String>,
    /// The representative's name; none for anonymous ones and after an erasure.
    pub person_name: Option<String>,
    /// One line of what it is about; gone after an erasure.
    pub gist: Option<String>,
    /// When it ended; none while it is open.
    pub ended_at: Option<i64>,
    /// The unit that has it, by its reference; empty for none.
    pub unit: String,
    /// Which private link of the representative is good now, from 1.
    pub link_generation: i64,
    /// How many promises are broken and still not met.
    pub late: i64,
    /// Whether nobody sees it but who must.
    pub restricted: bool,
}

const COLUMNS: &str = "case_id, number, kind, state, is_open, channel, category, nature, danger, grade_rank, owner,
    created_at, received_at, updated_at, next_due_at, next_alarm_at, seq, head, clocks, source, external_key,
    external_reference, person_name, gist, ended_at, unit, link_generation, late, restricted";
const WIDTH: usize = 29;

/// Adds the row of a new case, which nobody else sees before the commit.
pub fn add(db: &Db, row: CaseRow) -> Result<Claimed, StoreError> {
    db.insert(&format!("INSERT INTO cases ({COLUMNS})"), WIDTH, &values(&row), "")?;
    Ok(Claimed::new(row))
}

/// Replaces the row of a case.
pub fn replace(db: &Db, before: &Claimed, row: CaseRow) -> Result<Claimed, StoreError> {
    debug_assert_eq!(before.case, row.case, "a row takes the place of its own case");
    let sql = "UPDATE cases SET number = $2, kind = $3, state = $4, is_open = $5, channel = $6, category = $7,
        nature = $8, danger = $9, grade_rank = $10, owner = $11, created_at = $12, received_at = $13,
        updated_at = $14, next_due_at = $15, next_alarm_at = $16, seq = $17, head = $18, clocks = $19,
        source = $20, external_key = $21, external_reference = $22, person_name = $23, gist = $24,
        ended_at = $25, unit = $26, link_generation = $27, late = $28, restricted = $29
        WHERE case_id = $1";
    db.execute(sql, &values(&row))?;
    Ok(Claimed::new(row))
}

/// The row of a case that the caller may see. Who goes on to change the case
/// takes [`claim()`] instead.
pub fn find(db: &Db, case: CaseId, sight: &Sight) -> Result<Option<CaseRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE case_id = $1");
    let row = db.query_one(&sql, &[Value::Int(case)], read)?;
    Ok(row.filter(|row| sight.allows(row)))
}

/// The case that a source knows under an external key.
pub fn find_external(db: &Db, source: &str, key: &str) -> Result<Option<(CaseId, String)>, StoreError> {
    let sql = "SELECT case_id, number FROM cases WHERE source = $1 AND external_key = $2";
    db.query_one(sql, &[source.into(), key.into()], |row| Ok((row.int(0)?, row.text(1)?)))
}

/// Cases with a clock that does something by itself at or before a time, the
/// earliest first, `limit` at most.
pub fn with_alarm_until(db: &Db, time: i64, limit: i64) -> Result<Vec<CaseId>, StoreError> {
    let sql = "SELECT case_id FROM cases WHERE next_alarm_at <= $1 ORDER BY next_alarm_at LIMIT $2";
    db.query(sql, &[Value::Int(time), Value::Int(limit)], |row| row.int(0))
}

/// Open cases after one, in order.
pub fn open_after(db: &Db, after: CaseId, limit: i64) -> Result<Vec<CaseRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE is_open = 1 AND case_id > $1 ORDER BY case_id LIMIT $2");
    db.query(&sql, &[Value::Int(after), Value::Int(limit)], read)
}

/// How many cases ended until a time, in microseconds of UTC.
pub fn count_ended_until(db: &Db, until: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM cases WHERE is_open = 0 AND ended_at <= $1";
    Ok(db.query_one(sql, &[Value::Int(until)], |row| row.int(0))?.unwrap_or(0))
}

/// The clocks of cases received from a time on and changed after a point in the
/// order of changes, with the point where each stands: time in microseconds, then case.
pub fn clocks_changed_after(
    db: &Db,
    received_from: i64,
    after: (i64, CaseId),
    limit: i64,
) -> Result<Vec<(i64, CaseId, String)>, StoreError> {
    let sql = "SELECT updated_at, case_id, clocks FROM cases WHERE (updated_at, case_id) > ($1, $2)
        AND received_at >= $3 ORDER BY updated_at, case_id LIMIT $4";
    let values = [after.0.into(), after.1.into(), received_from.into(), limit.into()];
    db.query(sql, &values, |row| Ok((row.int(0)?, row.int(1)?, row.text(2)?)))
}

/// What a board shows of the open cases that a caller may see, counted up to a
/// time, those under restriction only where they have to finish them: how many they are,
/// nobody's, late ones, and those due until then.
pub fn board(db: &Db, sight: &Sight, behind: &Behind, until: i64) -> Result<Board, StoreError> {
    let (condition, mut values) = sight.condition(2);
    values.insert(0, Value::Int(until));
    let permitted = condition.map(|condition| format!(" AND {condition}")).unwrap_or_default();
    let (shown, more) = behind.condition("", values.len() + 1);
    values.extend(more);
    let count = |what: &str| format!("CAST(COALESCE(SUM(CASE WHEN {what} THEN 1 ELSE 0 END), 0) AS BIGINT)");
    let sql = format!(
        "SELECT COUNT(*), {}, {}, {}, {}, {} FROM cases WHERE is_open = 1 AND {shown}{permitted}",
        count("owner = 0"),
        count("late > 0"),
        count("next_due_at <= $1"),
        count("grade_rank >= 3"),
        count("nature = 'urgent'"),
    );
    let read = |row: &Row| {
        Ok(Board {
            open: row.int(0)?,
            unowned: row.int(1)?,
            late: row.int(2)?,
            due_soon: row.int(3)?,
            grave: row.int(4)?,
            urgent: row.int(5)?,
        })
    };
    Ok(db.query_one(&sql, &values, read)?.unwrap_or_default())
}

/// Open cases by what they need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// All of them.
    pub open: i64,
    /// Nobody owns them.
    pub unowned: i64,
    /// A promise is broken and still not met.
    pub late: i64,
    /// The next promise is due until the time asked about.
    pub due_soon: i64,
    /// Serious or grave.
    pub grave: i64,
    /// Urgent.
    pub urgent: i64,
}

/// When the first case was recorded; none before any was.
pub fn first_created(db: &Db) -> Result<Option<i64>, StoreError> {
    let found = db.query_one("SELECT created_at FROM cases ORDER BY case_id LIMIT 1", &[], |row| row.int(0))?;
    Ok(found)
}

/// How many cases are open.
pub fn open_count(db: &Db) -> Result<i64, StoreError> {
    let count = db.query_one("SELECT COUNT(*) FROM cases WHERE is_open = 1", &[], |row| row.int(0))?;
    Ok(count.unwrap_or(0))
}

/// How many open cases have a category.
pub fn open_in_category(db: &Db, category: &str) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM cases WHERE is_open = 1 AND category = $1";
    Ok(db.query_one(sql, &[Value::Text(category)], |row| row.int(0))?.unwrap_or(0))
}

/// How many open cases each of these has, as far as they have any; for somebody who is
/// shown them, those that they see.
pub fn open_by_owner(db: &Db, owners: &[i64], behind: Option<&Behind>) -> Result<Vec<(i64, i64)>, StoreError> {
    let names: Vec<String> = (1..=owners.len()).map(|n| format!("${n}")).collect();
    let (shown, more) = behind.map(|behind| behind.condition("", owners.len() + 1)).unzip();
    let shown = shown.map(|shown| format!(" AND {shown}")).unwrap_or_default();
    let sql = format!(
        "SELECT owner, COUNT(*) FROM cases WHERE is_open = 1 AND owner IN ({}){shown} GROUP BY owner",
        names.join(", ")
    );
    let values = owners.iter().map(|owner| Value::Int(*owner));
    let values: Vec<Value> = values.chain(more.into_iter().flatten()).collect();
    db.query(&sql, &values, |row| Ok((row.int(0)?, row.int(1)?)))
}

/// How long the cases of a kind took from receipt to their end, for those
/// received in a stretch of time: how many they are, and the times in
/// microseconds that a tenth, half and nine tenths of them did not exceed.
pub fn times_to_end(db: &Db, kind: &str, from: i64, until: i64) -> Result<(i64, [Option<i64>; 3]), StoreError> {
    let wanted = "FROM cases WHERE ended_at IS NOT NULL AND kind = $1 AND received_at >= $2 AND received_at < $3";
    let values = [Value::Text(kind), Value::Int(from), Value::Int(until)];
    let count = db.query_one(&format!("SELECT COUNT(*) {wanted}"), &values, |row| row.int(0))?.unwrap_or(0);
    let sql = format!("SELECT ended_at - received_at {wanted} ORDER BY ended_at - received_at LIMIT 1 OFFSET $4");
    let mut times = [None; 3];
    for (time, percent) in times.iter_mut().zip([10, 50, 90]) {
        // The lower of two in the middle: a time that a case really took.
        let place = (count - 1).max(0) * percent / 100;
        let [kind, from, until] = values;
        *time = db.query_one(&sql, &[kind, from, until, Value::Int(place)], |row| row.int(0))?;
    }
    Ok((count, times))
}

/// The earliest time at which any clock does something by itself.
pub fn next_alarm(db: &Db) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT next_alarm_at FROM cases WHERE next_alarm_at IS NOT NULL ORDER BY next_alarm_at LIMIT 1";
    db.query_one(sql, &[], |row| row.int(0))
}

/// The cases after one and up to another, with their numbers.
pub fn numbers_between(db: &Db, after: CaseId, until: CaseId) -> Result<Vec<(CaseId, String)>, StoreError> {
    let sql = "SELECT case_id, number FROM cases WHERE case_id > $1 AND case_id <= $2 ORDER BY case_id";
    db.query(sql, &[Value::Int(after), Value::Int(until)], |row| Ok((row.int(0)?, row.text(1)?)))
}

/// A case whose number is none that the program gives, if something is kept of one.
pub fn before_the_first(db: &Db) -> Result<Option<CaseId>, StoreError> {
    for table in ["cases", "events", "contents"] {
        let sql = format!("SELECT case_id FROM {table} WHERE case_id < 1 ORDER BY case_id LIMIT 1");
        if let Some(case) = db.query_one(&sql, &[], |row| row.int(0))? {
            return Ok(Some(case));
        }
    }
    Ok(None)
}

/// What ranking a search hit needs of a row, without the rest of it.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Whether the state is an open one.
    pub is_open: bool,
    /// Grade from 1 to 4; 0 before a person graded it.
    pub grade_rank: i64,
    /// The sender's own reference.
    pub external_reference: Option<String>,
    /// The representative's name.
    pub person_name: Option<String>,
    /// One line of what it is about.
    pub gist: Option<String>,
}

/// Briefs of the newest cases that a condition on rows holds for.
pub(crate) fn briefs(db: &Db, condition: &str, parameters: &[Value], limit: i64) -> Result<Vec<Brief>, StoreError> {
    let sql = format!(
        "SELECT case_id, number, is_open, grade_rank, external_reference, person_name, gist
         FROM cases WHERE {condition} ORDER BY case_id DESC LIMIT {limit}"
    );
    db.query(&sql, parameters, |row| {
        Ok(Brief {
            case: row.int(0)?,
            number: row.text(1)?,
            is_open: row.int(2)? == 1,
            grade_rank: row.int(3)?,
            external_reference: row.opt_text(4)?,
            person_name: row.opt_text(5)?,
            gist: row.opt_text(6)?,
        })
    })
}

/// The rows of some cases, the newest first.
pub fn of_ids(db: &Db, ids: &[CaseId]) -> Result<Vec<CaseRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE case_id IN ({}) ORDER BY case_id DESC", numbers(ids));
    db.query_unprepared(&sql, read)
}

/// The statements of some cases: what happened, as it was told.
pub fn statements(db: &Db, ids: &[CaseId]) -> Result<Vec<(CaseId, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT case_id, body FROM contents
         WHERE seq = 1 AND slot = 1 AND body IS NOT NULL AND case_id IN ({})",
        numbers(ids)
    );
    db.query_unprepared(&sql, |row| Ok((row.int(0)?, row.text(1)?)))
}

/// Numbers as a list in SQL; they cannot be anything but numbers.
fn numbers(ids: &[CaseId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn values(row: &CaseRow) -> [Value<'_>; WIDTH] {
    [
        Value::Int(row.case),
        Value::Text(&row.number),
        Value::Text(&row.kind),
        Value::Text(&row.state),
        Value::Int(row.is_open.into()),
        Value::Text(&row.channel),
        Value::Text(&row.category),
        Value::Text(&row.nature),
        Value::Int(row.danger.into()),
        Value::Int(row.grade_rank),
        Value::Int(row.owner),
        Value::Int(row.created_at),
        Value::Int(row.received_at),
        Value::Int(row.updated_at),
        Value::Int(row.next_due_at),
        row.next_alarm_at.into(),
        Value::Int(row.seq),
        Value::Bytes(&row.head.0),
        Value::Text(&row.clocks),
        Value::Text(&row.source),
        row.external_key.as_deref().into(),
        row.external_reference.as_deref().into(),
        row.person_name.as_deref().into(),
        row.gist.as_deref().into(),
        row.ended_at.into(),
        Value::Text(&row.unit),
        Value::Int(row.link_generation),
        Value::Int(row.late),
        Value::Int(row.restricted.into()),
    ]
}

fn read(row: &Row) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        case: row.int(0)?,
        number: row.text(1)?,
        kind: row.text(2)?,
        state: row.text(3)?,
        is_open: row.int(4)? == 1,
        channel: row.text(5)?,
        category: row.text(6)?,
        nature: row.text(7)?,
        danger: row.int(8)? == 1,
        grade_rank: row.int(9)?,
        owner: row.int(10)?,
        created_at: row.int(11)?,
        received_at: row.int(12)?,
        updated_at: row.int(13)?,
        next_due_at: row.int(14)?,
        next_alarm_at: row.opt_int(15)?,
        seq: row.int(16)?,
        head: row.hash(17)?,
        clocks: row.text(18)?,
        source: row.text(19)?,
        external_key: row.opt_text(20)?,
        external_reference: row.opt_text(21)?,
        person_name: row.opt_text(22)?,
        gist: row.opt_text(23)?,
        ended_at: row.opt_int(24)?,
        unit: row.text(25)?,
        link_generation: row.int(26)?,
        late: row.int(27)?,
        restricted: row.int(28)? == 1,
    })
}
