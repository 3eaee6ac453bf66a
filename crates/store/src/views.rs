//! Views of the queue that people keep.

use crate::{Db, Row, StoreError, Value};

/// An address of the queue with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its number.
    pub id: i64,
    /// Whose it is; 0 for everybody's.
    pub owner: i64,
    /// Its name.
    pub name: String,
    /// What is asked of the queue, as the query of its address.
    pub query: String,
    /// Who made it.
    pub actor: String,
}

/// Everybody's views and those of one member of staff, in the order they were made.
pub fn of(db: &Db, staff: i64) -> Result<Vec<View>, StoreError> {
    let sql = "SELECT view_id, owner, name, query, actor FROM views WHERE owner IN (0, $1) ORDER BY view_id";
    db.query(sql, &[Value::Int(staff)], read)
}

/// Everything that anybody keeps, in the order it was made.
pub fn all(db: &Db) -> Result<Vec<View>, StoreError> {
    db.query("SELECT view_id, owner, name, query, actor FROM views ORDER BY view_id", &[], read)
}

/// A view by its number.
pub fn find(db: &Db, id: i64) -> Result<Option<View>, StoreError> {
    db.query_one("SELECT view_id, owner, name, query, actor FROM views WHERE view_id = $1", &[Value::Int(id)], read)
}

/// Adds a view; gives its number.
pub fn add(db: &Db, view: &View, now: i64) -> Result<i64, StoreError> {
    let id = db.next("view")?;
    let values = [
        Value::Int(id),
        Value::Int(view.owner),
        Value::Text(&view.name),
        Value::Text(&view.query),
        Value::Text(&view.actor),
        Value::Int(now),
    ];
    db.insert("INSERT INTO views (view_id, owner, name, query, actor, added_at)", 6, &values, "")?;
    Ok(id)
}

/// Puts another query in the place of a view's.
pub fn set_query(db: &Db, id: i64, query: &str) -> Result<(), StoreError> {
    db.execute("UPDATE views SET query = $2 WHERE view_id = $1", &[Value::Int(id), query.into()])?;
    Ok(())
}

/// Removes a view.
pub fn remove(db: &Db, id: i64) -> Result<(), StoreError> {
    db.execute("DELETE FROM views WHERE view_id = $1", &[Value::Int(id)])?;
    Ok(())
}

fn read(row: &Row) -> Result<View, StoreError> {
    Ok(View { id: row.int(0)?, owner: row.int(1)?, name: row.text(2)?, query: row.text(3)?, actor: row.text(4)? })
}
