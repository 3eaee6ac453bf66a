//! The log of looks at contact points of travellers: one row a look, nothing that
//! another look would have to wait for.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::CaseId;

/// A look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who, as events name them.
    pub actor: String,
    /// The case by which they came to it; 0 for none.
    pub case: CaseId,
    /// Whose, by the number of the customer's record; 0 where they are not in the register.
    pub customer: i64,
    /// The booking by which they came to it, by the number of its record; 0 for none.
    pub booking: i64,
    /// The relation by which it was open, or the reason.
    pub why: String,
    /// Looks of one slot count as one.
    pub slot: i64,
    /// When, in microseconds of UTC.
    pub at: i64,
}

/// Whose looks are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those at a customer, by the number of their record.
    Customer(i64),
    /// Those by a case.
    Case(CaseId),
}

const KEY: &str = "actor, case_id, customer_id, booking_id, why, slot";

/// Which of these are not in the log yet.
pub fn new_of(db: &Db, looks: Vec<Look>) -> Result<Vec<Look>, StoreError> {
    let sql = "SELECT at FROM looks WHERE actor = $1 AND case_id = $2 AND customer_id = $3 AND booking_id = $4
        AND why = $5 AND slot = $6";
    let mut new = Vec::new();
    for look in looks {
        if db.query_one(sql, &key(&look), |row| row.int(0))?.is_none() {
            new.push(look);
        }
    }
    Ok(new)
}

/// Adds looks; one that counts as the same as another is in the log already.
pub fn add(db: &Db, looks: &[Look]) -> Result<(), StoreError> {
    let values: Vec<Value> = looks.iter().flat_map(|look| key(look).into_iter().chain([Value::Int(look.at)])).collect();
    if !values.is_empty() {
        let head = format!("INSERT INTO looks ({KEY}, at)");
        db.insert(&head, 7, &values, &format!("ON CONFLICT ({KEY}) DO NOTHING"))?;
    }
    Ok(())
}

/// The looks before one, the newest first.
pub fn before(db: &Db, of: Of, before: Option<&Look>, limit: i64) -> Result<Vec<Look>, StoreError> {
    let (column, number) = match of {
        Of::Customer(customer) => ("customer_id", customer),
        Of::Case(case) => ("case_id", case),
    };
    let sql = format!(
        "SELECT {KEY}, at FROM looks WHERE {column} = $1 AND (at, {KEY}) < ($2, $3, $4, $5, $6, $7, $8)
        ORDER BY at DESC, actor DESC, case_id DESC, customer_id DESC, booking_id DESC, why DESC, slot DESC LIMIT $9"
    );
    let end =
        Look { actor: String::new(), case: 0, customer: 0, booking: 0, why: String::new(), slot: 0, at: i64::MAX };
    let from = before.unwrap_or(&end);
    let values: Vec<Value> =
        [Value::Int(number), Value::Int(from.at)].into_iter().chain(key(from)).chain([Value::Int(limit)]).collect();
    db.query(&sql, &values, read)
}

/// Removes looks of before a time; tells how many.
pub fn forget_before(db: &Db, time: i64) -> Result<u64, StoreError> {
    db.execute("DELETE FROM looks WHERE at < $1", &[Value::Int(time)])
}

fn key(look: &Look) -> [Value<'_>; 6] {
    [
        Value::Text(&look.actor),
        Value::Int(look.case),
        Value::Int(look.customer),
        Value::Int(look.booking),
        Value::Text(&look.why),
        Value::Int(look.slot),
    ]
}

fn read(row: &Row) -> Result<Look, StoreError> {
    Ok(Look {
        actor: row.text(0)?,
        case: row.int(1)?,
        customer: row.int(2)?,
        booking: row.int(3)?,
        why: row.text(4)?,
        slot: row.int(5)?,
        at: row.int(6)?,
    })
}
