//! Staff, their sessions and one-time links; tokens of programs; sources of imports.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::record::Hash;

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Number.
    pub id: i64,
    /// Name as colleagues see it.
    pub name: String,
    /// E-mail address, unique among staff.
    pub email: String,
    /// Role, as spelled in the application.
    pub role: String,
}

/// An API token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Number.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// Scopes, separated by spaces.
    pub scopes: String,
}

/// Makes a member of staff; `None` where the address is taken.
pub fn add_staff(db: &Db, name: &str, email: &str, role: &str, now: i64) -> Result<Option<Staff>, StoreError> {
    let taken = db.query_one("SELECT staff_id FROM staff WHERE email = $1", &[email.into()], |row| row.int(0))?;
    if taken.is_some() {
        return Ok(None);
    }
    let id = db.next("staff")?;
    let values = [Value::Int(id), name.into(), email.into(), role.into(), Value::Int(now)];
    db.insert("INSERT INTO staff (staff_id, name, email, role, created_at)", 5, &values, "")?;
    Ok(Some(Staff { id, name: name.into(), email: email.into(), role: role.into() }))
}

/// A member of staff by number.
pub fn staff(db: &Db, id: i64) -> Result<Option<Staff>, StoreError> {
    db.query_one("SELECT staff_id, name, email, role FROM staff WHERE staff_id = $1", &[Value::Int(id)], read_staff)
}

/// Everybody, by number.
pub fn all_staff(db: &Db) -> Result<Vec<Staff>, StoreError> {
    db.query("SELECT staff_id, name, email, role FROM staff ORDER BY staff_id", &[], read_staff)
}

/// Numbers of those with a role.
pub fn with_role(db: &Db, role: &str) -> Result<Vec<i64>, StoreError> {
    db.query("SELECT staff_id FROM staff WHERE role = $1 ORDER BY staff_id", &[role.into()], |row| row.int(0))
}

/// Keeps the hash of a one-time link. Without a member of staff it makes the
/// first administrator.
pub fn add_link(db: &Db, link: Hash, staff: Option<i64>, now: i64, expires_at: i64) -> Result<(), StoreError> {
    let values = [Value::Bytes(&link.0), staff.into(), Value::Int(now), Value::Int(expires_at)];
    db.insert("INSERT INTO sign_in_links (link_hash, staff_id, created_at, expires_at)", 4, &values, "")?;
    Ok(())
}

/// Whether a link could still be used, and for whom.
pub fn find_link(db: &Db, link: Hash, now: i64) -> Result<Option<Option<i64>>, StoreError> {
    let sql = "SELECT staff_id FROM sign_in_links WHERE link_hash = $1 AND used_at IS NULL AND expires_at > $2";
    db.query_one(sql, &[Value::Bytes(&link.0), Value::Int(now)], |row| row.opt_int(0))
}

/// Marks a link as used; tells whether it could still be.
pub fn use_link(db: &Db, link: Hash, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE sign_in_links SET used_at = $2
        WHERE link_hash = $1 AND used_at IS NULL AND expires_at > $2";
    Ok(db.execute(sql, &[Value::Bytes(&link.0), Value::Int(now)])? == 1)
}

/// Withdraws the links that would make a first administrator.
pub fn withdraw_first_links(db: &Db) -> Result<(), StoreError> {
    db.execute("DELETE FROM sign_in_links WHERE staff_id IS NULL AND used_at IS NULL", &[])?;
    Ok(())
}

/// Begins a session.
pub fn add_session(db: &Db, session: Hash, staff: i64, now: i64) -> Result<(), StoreError> {
    let values = [Value::Bytes(&session.0), Value::Int(staff), Value::Int(now), Value::Int(now)];
    db.insert("INSERT INTO sessions (session_hash, staff_id, created_at, seen_at)", 4, &values, "")?;
    Ok(())
}

/// Who is signed in by this session, and when it was last seen.
pub fn session(db: &Db, session: Hash, seen_after: i64) -> Result<Option<(Staff, i64)>, StoreError> {
    let sql = "SELECT s.staff_id, s.name, s.email, s.role, x.seen_at FROM sessions x
        JOIN staff s ON s.staff_id = x.staff_id
        WHERE x.session_hash = $1 AND x.revoked_at IS NULL AND x.seen_at > $2";
    db.query_one(sql, &[Value::Bytes(&session.0), Value::Int(seen_after)], |row| Ok((read_staff(row)?, row.int(4)?)))
}

/// Notes that a session is in use.
pub fn session_seen(db: &Db, session: Hash, now: i64) -> Result<(), StoreError> {
    db.execute(
        "UPDATE sessions SET seen_at = $2 WHERE session_hash = $1",
        &[Value::Bytes(&session.0), Value::Int(now)],
    )?;
    Ok(())
}

/// Ends a session.
pub fn end_session(db: &Db, session: Hash, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET revoked_at = $2 WHERE session_hash = $1 AND revoked_at IS NULL";
    db.execute(sql, &[Value::Bytes(&session.0), Value::Int(now)])?;
    Ok(())
}

/// Makes a token.
pub fn add_token(db: &Db, name: &str, hash: Hash, scopes: &str, now: i64) -> Result<Token, StoreError> {
    let id = db.next("token")?;
    let values = [Value::Int(id), name.into(), Value::Bytes(&hash.0), scopes.into(), Value::Int(now)];
    db.insert("INSERT INTO tokens (token_id, name, token_hash, scopes, created_at)", 5, &values, "")?;
    Ok(Token { id, name: name.into(), scopes: scopes.into() })
}

/// The token with this hash, unless it was revoked.
pub fn token(db: &Db, hash: Hash) -> Result<Option<Token>, StoreError> {
    let sql = "SELECT token_id, name, scopes FROM tokens WHERE token_hash = $1 AND revoked_at IS NULL";
    db.query_one(sql, &[Value::Bytes(&hash.0)], |row| {
        Ok(Token { id: row.int(0)?, name: row.text(1)?, scopes: row.text(2)? })
    })
}

/// The number of a source of imports, made where it is new.
pub fn source(db: &Db, name: &str) -> Result<i64, StoreError> {
    if let Some(id) = db.query_one("SELECT source_id FROM sources WHERE name = $1", &[name.into()], |row| row.int(0))? {
        return Ok(id);
    }
    let id = db.next("source")?;
    db.insert("INSERT INTO sources (source_id, name)", 2, &[Value::Int(id), name.into()], "")?;
    Ok(id)
}

fn read_staff(row: &Row) -> Result<Staff, StoreError> {
    Ok(Staff { id: row.int(0)?, name: row.text(1)?, email: row.text(2)?, role: row.text(3)? })
}
