//! The log of sign-ins: a stream for each member of staff, so that it is under
//! proof as what they were given is.

use crate::registers::{self, Change};
use crate::{Db, StoreError, Value};
use homeward_domain::record::Deed;

/// The noun of its streams. The key is the member of staff, 0 where nobody has the
/// address that was tried.
const NOUN: &str = "sign_in";

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Where it stands.
    pub place: Place,
    /// What came of it.
    pub outcome: String,
    /// By which proof.
    pub way: String,
}

/// Where an entry stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// When, in microseconds of UTC.
    pub at: i64,
    /// Who was meant; 0 where nobody has the address.
    pub staff: i64,
    /// Its place in their stream.
    pub seq: i64,
}

impl Place {
    /// Behind every entry.
    pub const END: Self = Self { at: i64::MAX, staff: 0, seq: 0 };
}

/// Adds an entry.
pub fn add(db: &Db, staff: i64, outcome: &str, way: &str, actor: String, now: i64) -> Result<(), StoreError> {
    let (verb, fields) = (outcome.to_owned(), way.to_owned());
    registers::note(db, NOUN, staff, &Change { recorded_at: now, actor, verb, fields, says: None })
}

/// Entries before a place, the newest first; of some members of staff, or of all.
pub fn before(db: &Db, staff: Option<&[i64]>, before: Place, limit: i64) -> Result<Vec<SignIn>, StoreError> {
    if staff.is_some_and(<[i64]>::is_empty) {
        return Ok(Vec::new());
    }
    let streams: Vec<String> = staff.unwrap_or_default().iter().map(|id| format!("{NOUN}/{id}")).collect();
    let places: Vec<String> = (5..5 + streams.len()).map(|place| format!("${place}")).collect();
    let of_some = if places.is_empty() { String::new() } else { format!("AND stream IN ({})", places.join(", ")) };
    // An index stands over what this pattern finds.
    let sql = format!(
        "SELECT recorded_at, stream, seq, kind, payload FROM stream_events
        WHERE stream LIKE 'sign_in/%' AND (recorded_at, stream, seq) < ($1, $2, $3) {of_some}
        ORDER BY recorded_at DESC, stream DESC, seq DESC LIMIT $4"
    );
    let stream = format!("{NOUN}/{}", before.staff);
    let mut values = vec![Value::Int(before.at), Value::Text(&stream), Value::Int(before.seq), Value::Int(limit)];
    values.extend(streams.iter().map(|stream| Value::Text(stream)));
    db.query(&sql, &values, |row| {
        let key = row.text(1)?;
        let staff = key.split_once('/').and_then(|(_, key)| key.parse().ok());
        let staff = staff.ok_or_else(|| StoreError::corrupt("a sign-in of nobody"))?;
        let deed: Deed = serde_json::from_str(&row.text(4)?).map_err(StoreError::corrupt)?;
        let place = Place { at: row.int(0)?, staff, seq: row.int(2)? };
        Ok(SignIn { place, outcome: row.text(3)?, way: deed.fields })
    })
}
