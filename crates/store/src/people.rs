//! Staff and their one-time links; tokens of programs; sources of imports.

use crate::streams::{self, By};
use crate::{Db, Row, StoreError, Value};
use homeward_domain::record::{Deed, Hash};

/// A member of staff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// Number.
    pub id: i64,
    /// Name as colleagues see it.
    pub name: String,
    /// E-mail address, unique among staff.
    pub email: String,
    /// Role, as spelled in the application.
    pub role: String,
    /// The unit they belong to, by its reference; empty for the whole company.
    pub unit: String,
    /// Languages they speak, separated by spaces.
    pub languages: String,
    /// Skills and certificates, separated by spaces.
    pub skills: String,
    /// When they left, in microseconds of UTC.
    pub left_at: Option<i64>,
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
    /// The unit whose cases it sees, by its reference; empty for all.
    pub unit: String,
    /// When it ends, in microseconds of UTC, if it does.
    pub expires_at: Option<i64>,
}

const STAFF: &str = "staff_id, name, email, role, unit, languages, skills, left_at";
/// The same where a session is asked for at once.
pub(crate) const STAFF_OF_SESSION: &str =
    "s.staff_id, s.name, s.email, s.role, s.unit, s.languages, s.skills, s.left_at";

/// Makes a member of staff and gives them a number; `None` where the address is taken.
pub fn add_staff(db: &Db, staff: &Staff, now: i64) -> Result<Option<Staff>, StoreError> {
    if email_owner(db, &staff.email)?.is_some() {
        return Ok(None);
    }
    let made = Staff { id: db.next("staff")?, ..staff.clone() };
    prove_staff(db, made.id)?;
    let head = "INSERT INTO staff (staff_id, name, email, role, unit, languages, skills, left_at, created_at)";
    let [id, name, email, role, unit, languages, skills, left_at] = values(&made);
    let values = [id, name, email, role, unit, languages, skills, left_at, Value::Int(now)];
    db.insert(head, 9, &values, "")?;
    Ok(Some(made))
}

/// Changes a member of staff; tells whether the address was free for them.
pub fn replace_staff(db: &Db, staff: &Staff) -> Result<bool, StoreError> {
    if email_owner(db, &staff.email)?.is_some_and(|owner| owner != staff.id) {
        return Ok(false);
    }
    prove_staff(db, staff.id)?;
    let sql = "UPDATE staff SET name = $2, email = $3, role = $4, unit = $5, languages = $6, skills = $7, left_at = $8
        WHERE staff_id = $1";
    db.execute(sql, &values(staff))?;
    Ok(true)
}

/// What decides about somebody, their credentials among it, is what was written last.
pub fn prove_staff(db: &Db, staff: i64) -> Result<(), StoreError> {
    streams::prove(db, "staff", &staff.to_string())
}

fn email_owner(db: &Db, email: &str) -> Result<Option<i64>, StoreError> {
    db.query_one("SELECT staff_id FROM staff WHERE email = $1", &[email.into()], |row| row.int(0))
}

/// A member of staff who has not left, by address.
pub fn staff_by_email(db: &Db, email: &str) -> Result<Option<Staff>, StoreError> {
    let sql = format!("SELECT {STAFF} FROM staff WHERE email = $1 AND left_at IS NULL");
    db.query_one(&sql, &[email.into()], read_staff)
}

/// A member of staff by number.
pub fn staff(db: &Db, id: i64) -> Result<Option<Staff>, StoreError> {
    db.query_one(&format!("SELECT {STAFF} FROM staff WHERE staff_id = $1"), &[Value::Int(id)], read_staff)
}

/// Everybody, by number, those who left included.
pub fn all_staff(db: &Db) -> Result<Vec<Staff>, StoreError> {
    db.query(&format!("SELECT {STAFF} FROM staff ORDER BY staff_id"), &[], read_staff)
}

/// Numbers and units of those with a role.
pub fn with_role(db: &Db, role: &str) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "SELECT staff_id, unit FROM staff WHERE role = $1 AND left_at IS NULL ORDER BY staff_id";
    db.query(sql, &[role.into()], |row| Ok((row.int(0)?, row.text(1)?)))
}

/// Who was seen since a time, by number.
pub fn present_since(db: &Db, since: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT DISTINCT staff_id FROM sessions WHERE revoked_at IS NULL AND awaits_code = 0
        AND seen_at > $1 ORDER BY staff_id";
    db.query(sql, &[Value::Int(since)], |row| row.int(0))
}

/// Keeps the hash of a one-time link. Without a member of staff it makes the
/// first administrator. An older one of the same member of staff ends with it.
pub fn add_link(db: &Db, by: &By, link: Hash, staff: Option<i64>, expires_at: i64) -> Result<(), StoreError> {
    if let Some(staff) = staff {
        let older = "WHERE staff_id = $1 AND used_at IS NULL AND expires_at > $2";
        let values = [Value::Int(staff), Value::Int(by.at)];
        let links = db.query(&format!("SELECT link_hash FROM sign_in_links {older}"), &values, |row| row.hash(0))?;
        links.iter().try_for_each(|link| prove_link(db, *link))?;
        db.execute(&format!("UPDATE sign_in_links SET expires_at = $2 {older}"), &values)?;
        links.into_iter().try_for_each(|link| note_link(db, by, link, "withdrawn"))?;
    }
    prove_link(db, link)?;
    let values = [Value::Bytes(&link.0), staff.into(), Value::Int(by.at), Value::Int(expires_at)];
    db.insert("INSERT INTO sign_in_links (link_hash, staff_id, created_at, expires_at)", 4, &values, "")?;
    note_link(db, by, link, "made")
}

fn prove_link(db: &Db, link: Hash) -> Result<(), StoreError> {
    streams::prove(db, "sign_in_links", &link.to_hex())
}

fn note_link(db: &Db, by: &By, link: Hash, kind: &str) -> Result<(), StoreError> {
    streams::note(db, "sign_in_links", &link.to_hex(), by, kind, Deed::default())
}

/// Whether a link could still be used, and for whom: one for nobody, which makes the
/// first administrator, only as long as there is nobody.
pub fn find_link(db: &Db, link: Hash, now: i64) -> Result<Option<Option<i64>>, StoreError> {
    let sql = "SELECT staff_id FROM sign_in_links WHERE link_hash = $1 AND used_at IS NULL AND expires_at > $2
        AND (staff_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM staff))";
    db.query_one(sql, &[Value::Bytes(&link.0), Value::Int(now)], |row| row.opt_int(0))
}

/// Marks a link as used; tells whether it could still be.
pub fn use_link(db: &Db, by: &By, link: Hash) -> Result<bool, StoreError> {
    prove_link(db, link)?;
    let sql = "UPDATE sign_in_links SET used_at = $2
        WHERE link_hash = $1 AND used_at IS NULL AND expires_at > $2";
    let was_good = db.execute(sql, &[Value::Bytes(&link.0), Value::Int(by.at)])? == 1;
    if was_good {
        note_link(db, by, link, "used")?;
    }
    Ok(was_good)
}

/// Withdraws the links that would make a first administrator.
pub fn withdraw_first_links(db: &Db, by: &By) -> Result<(), StoreError> {
    // One statement: another copy may make a link between two. What is taken away
    // can lead nobody in, whatever it said.
    let sql = "DELETE FROM sign_in_links WHERE staff_id IS NULL AND used_at IS NULL RETURNING link_hash";
    db.will_write();
    let links = db.query(sql, &[], |row| row.hash(0))?;
    links.into_iter().try_for_each(|link| {
        streams::note_unproven(db, "sign_in_links", &link.to_hex(), by, "withdrawn", Deed::default())
    })
}

/// Makes a token; gives it with its number.
pub fn add_token(db: &Db, token: &Token, hash: Hash, now: i64) -> Result<Token, StoreError> {
    let made = Token { id: db.next("token")?, ..token.clone() };
    streams::prove(db, "tokens", &made.id.to_string())?;
    let values = [
        Value::Int(made.id),
        Value::Text(&made.name),
        Value::Bytes(&hash.0),
        Value::Text(&made.scopes),
        Value::Text(&made.unit),
        Value::Int(now),
        made.expires_at.into(),
    ];
    let head = "INSERT INTO tokens (token_id, name, token_hash, scopes, unit, created_at, expires_at)";
    db.insert(head, 7, &values, "")?;
    Ok(made)
}

const TOKEN: &str = "token_id, name, scopes, unit, expires_at";

/// The token with this hash and when it was last used, unless it was revoked or has ended.
pub fn token(db: &Db, hash: Hash, now: i64) -> Result<Option<(Token, Option<i64>)>, StoreError> {
    let sql = format!(
        "SELECT {TOKEN}, used_at FROM tokens
        WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)"
    );
    db.query_one(&sql, &[Value::Bytes(&hash.0), Value::Int(now)], |row| Ok((read_token(row)?, row.opt_int(5)?)))
}

/// A token by its number, unless it was revoked or has ended.
pub fn token_by_number(db: &Db, id: i64, now: i64) -> Result<Option<Token>, StoreError> {
    let sql = format!(
        "SELECT {TOKEN} FROM tokens
        WHERE token_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)"
    );
    db.query_one(&sql, &[Value::Int(id), Value::Int(now)], read_token)
}

/// Proves that a token with this hash is what was written last, by its row and not by
/// the index that found it.
pub fn prove_token(db: &Db, id: i64, hash: Hash) -> Result<(), StoreError> {
    let sql = "SELECT token_hash FROM tokens WHERE token_id = $1";
    let written = db.query_one(sql, &[Value::Int(id)], |row| row.hash(0))?;
    if written != Some(hash) {
        return Err(StoreError::Altered(format!("tokens/{id}")));
    }
    streams::prove(db, "tokens", &id.to_string())
}

/// Notes that a token is in use.
pub fn token_used(db: &Db, id: i64, now: i64) -> Result<(), StoreError> {
    db.execute("UPDATE tokens SET used_at = $2 WHERE token_id = $1", &[Value::Int(id), Value::Int(now)])?;
    Ok(())
}

/// A token as it is listed; its secret is stored nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedToken {
    /// The token.
    pub token: Token,
    /// When it was made.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<i64>,
}

/// Every token, the newest first.
pub fn all_tokens(db: &Db) -> Result<Vec<ListedToken>, StoreError> {
    let sql = format!("SELECT {TOKEN}, created_at, used_at, revoked_at FROM tokens ORDER BY token_id DESC");
    db.query(&sql, &[], |row| {
        let (created_at, used_at) = (row.int(5)?, row.opt_int(6)?);
        Ok(ListedToken { token: read_token(row)?, created_at, used_at, revoked_at: row.opt_int(7)? })
    })
}

fn read_token(row: &Row) -> Result<Token, StoreError> {
    let (id, name, scopes) = (row.int(0)?, row.text(1)?, row.text(2)?);
    Ok(Token { id, name, scopes, unit: row.text(3)?, expires_at: row.opt_int(4)? })
}

/// Revokes a token; tells whether it was good until now.
pub fn revoke_token(db: &Db, id: i64, now: i64) -> Result<bool, StoreError> {
    streams::prove(db, "tokens", &id.to_string())?;
    let sql = "UPDATE tokens SET revoked_at = $2 WHERE token_id = $1 AND revoked_at IS NULL";
    Ok(db.execute(sql, &[Value::Int(id), Value::Int(now)])? == 1)
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

fn values(staff: &Staff) -> [Value<'_>; 8] {
    [
        Value::Int(staff.id),
        Value::Text(&staff.name),
        Value::Text(&staff.email),
        Value::Text(&staff.role),
        Value::Text(&staff.unit),
        Value::Text(&staff.languages),
        Value::Text(&staff.skills),
        staff.left_at.into(),
    ]
}

pub(crate) fn read_staff(row: &Row) -> Result<Staff, StoreError> {
    Ok(Staff {
        id: row.int(0)?,
        name: row.text(1)?,
        email: row.text(2)?,
        role: row.text(3)?,
        unit: row.text(4)?,
        languages: row.text(5)?,
        skills: row.text(6)?,
        left_at: row.opt_int(7)?,
    })
}
