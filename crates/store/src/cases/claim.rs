//! The right to change a case, which one transaction at a time has.

use super::{COLUMNS, CaseRow, Sight, read};
use crate::{Db, StoreError, Value};
use homeward_domain::CaseId;
use std::ops::Deref;

/// The row of a case that no other transaction changes until this one ends. Its
/// events, read after it, are those that its head names: place, head, record and
/// what a caller says they have seen are judged on one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed(CaseRow);

impl Claimed {
    pub(super) const fn new(row: CaseRow) -> Self {
        Self(row)
    }

    /// The row, for whoever only reads it from now on.
    pub fn into_row(self) -> CaseRow {
        self.0
    }
}

impl Deref for Claimed {
    type Target = CaseRow;

    fn deref(&self) -> &CaseRow {
        &self.0
    }
}

/// Claims a case that the caller may see, waiting for whoever changes it now.
/// Whoever claims two takes the one with the lower number first.
pub fn claim(db: &Db, case: CaseId, sight: &Sight) -> Result<Option<Claimed>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE case_id = $1{}", db.to_change());
    let row = db.query_one(&sql, &[Value::Int(case)], read)?;
    Ok(row.filter(|row| sight.allows(row)).map(Claimed))
}
