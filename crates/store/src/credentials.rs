//! Passwords, second factors and sessions of staff.

use crate::people::{self, STAFF_OF_SESSION, Staff, read_staff};
use crate::{Db, StoreError, Value};
use homeward_domain::record::Hash;

/// How a member of staff signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The password as an argon2id text; empty where none was chosen.
    pub password: String,
    /// Which secret of the second factor is good now.
    pub factor_generation: i64,
    /// Whether a code is asked for.
    pub factor_on: bool,
    /// The last step whose code was taken.
    pub factor_step: i64,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its secret.
    pub hash: Hash,
    /// The browser, in its own words.
    pub device: String,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
}

/// Since when a session must have been used, and have begun, to be alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alive {
    /// Used after, in microseconds of UTC.
    pub seen_after: i64,
    /// Begun after.
    pub begun_after: i64,
}

/// What somebody signs in with; nothing where they never chose anything.
pub fn of(db: &Db, staff: i64) -> Result<Credentials, StoreError> {
    let sql = "SELECT password, factor_generation, factor_on, factor_step FROM credentials WHERE staff_id = $1";
    let found = db.query_one(sql, &[Value::Int(staff)], |row| {
        Ok(Credentials {
            password: row.text(0)?,
            factor_generation: row.int(1)?,
            factor_on: row.int(2)? == 1,
            factor_step: row.int(3)?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// Keeps what somebody signs in with.
pub fn put(db: &Db, staff: i64, credentials: &Credentials) -> Result<(), StoreError> {
    people::prove_staff(db, staff)?;
    let values = [
        Value::Int(staff),
        Value::Text(&credentials.password),
        Value::Int(credentials.factor_generation),
        Value::Int(i64::from(credentials.factor_on)),
        Value::Int(credentials.factor_step),
    ];
    let head = "INSERT INTO credentials (staff_id, password, factor_generation, factor_on, factor_step)";
    let known = "ON CONFLICT (staff_id) DO UPDATE SET password = excluded.password,
        factor_generation = excluded.factor_generation, factor_on = excluded.factor_on,
        factor_step = excluded.factor_step";
    db.insert(head, 5, &values, known)?;
    Ok(())
}

/// Begins a session, or what becomes one once a code was given.
pub fn add_session(
    db: &Db,
    session: Hash,
    staff: i64,
    device: &str,
    awaits_code: bool,
    now: i64,
) -> Result<(), StoreError> {
    let awaits_code = Value::Int(i64::from(awaits_code));
    let values =
        [Value::Bytes(&session.0), Value::Int(staff), Value::Int(now), Value::Int(now), awaits_code, device.into()];
    let head = "INSERT INTO sessions (session_hash, staff_id, created_at, seen_at, awaits_code, device)";
    db.insert(head, 6, &values, "")?;
    Ok(())
}

/// Who is signed in by this session, and when it was last seen.
pub fn session(db: &Db, session: Hash, alive: Alive) -> Result<Option<(Staff, i64)>, StoreError> {
    found(db, session, alive, false)
}

/// Who still has to give a code, and since when.
pub fn half_session(db: &Db, session: Hash, alive: Alive) -> Result<Option<(Staff, i64)>, StoreError> {
    found(db, session, alive, true)
}

fn found(db: &Db, session: Hash, alive: Alive, awaits_code: bool) -> Result<Option<(Staff, i64)>, StoreError> {
    let sql = format!(
        "SELECT {STAFF_OF_SESSION}, x.seen_at FROM sessions x JOIN staff s ON s.staff_id = x.staff_id
        WHERE x.session_hash = $1 AND x.revoked_at IS NULL AND x.seen_at > $2 AND x.created_at > $4
        AND x.awaits_code = $3 AND s.left_at IS NULL"
    );
    let awaits_code = Value::Int(i64::from(awaits_code));
    let values = [Value::Bytes(&session.0), Value::Int(alive.seen_after), awaits_code, Value::Int(alive.begun_after)];
    db.query_one(&sql, &values, |row| Ok((read_staff(row)?, row.int(8)?)))
}

/// The browser of a session.
pub fn device(db: &Db, session: Hash) -> Result<Option<String>, StoreError> {
    let sql = "SELECT device FROM sessions WHERE session_hash = $1";
    db.query_one(sql, &[Value::Bytes(&session.0)], |row| row.text(0))
}

/// The sessions of a member of staff that are alive, the last used first.
pub fn sessions(db: &Db, staff: i64, alive: Alive) -> Result<Vec<Session>, StoreError> {
    let sql = "SELECT session_hash, device, created_at, seen_at FROM sessions
        WHERE staff_id = $1 AND seen_at > $2 AND created_at > $3 AND revoked_at IS NULL AND awaits_code = 0
        ORDER BY seen_at DESC, created_at DESC";
    let values = [Value::Int(staff), Value::Int(alive.seen_after), Value::Int(alive.begun_after)];
    db.query(sql, &values, |row| {
        Ok(Session { hash: row.hash(0)?, device: row.text(1)?, created_at: row.int(2)?, seen_at: row.int(3)? })
    })
}

/// Notes that a session is in use.
pub fn session_seen(db: &Db, session: Hash, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET seen_at = $2 WHERE session_hash = $1";
    db.execute(sql, &[Value::Bytes(&session.0), Value::Int(now)])?;
    Ok(())
}

/// Ends a session; tells whether it was alive.
pub fn end_session(db: &Db, session: Hash, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET revoked_at = $2 WHERE session_hash = $1 AND revoked_at IS NULL";
    Ok(db.execute(sql, &[Value::Bytes(&session.0), Value::Int(now)])? == 1)
}

/// Ends every session of a member of staff, but for one that may stay.
pub fn end_sessions(db: &Db, staff: i64, but: Option<Hash>, now: i64) -> Result<(), StoreError> {
    let but = but.map_or([0; 32], |hash| hash.0);
    let sql = "UPDATE sessions SET revoked_at = $2
        WHERE staff_id = $1 AND revoked_at IS NULL AND session_hash <> $3";
    db.execute(sql, &[Value::Int(staff), Value::Int(now), Value::Bytes(&but)])?;
    Ok(())
}
