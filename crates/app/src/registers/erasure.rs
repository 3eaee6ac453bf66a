//! What is known of the erasure of a customer (trust, "Privacy"): the marker in the place
//! of what went, and the bookings that stay as the proof of a transaction.

use super::restriction::find_id;
use super::{BOOKINGS, View, find_in, key_of, rows, view};
use crate::ground::error::{AppError, FieldError};
use crate::ground::secrets::Secrets;
use crate::model::dossier::Dossier;
use homeward_domain::CaseId;
use homeward_domain::bookings;
use homeward_domain::catalogue::{ErasureGround, KeptGround};
use homeward_domain::time::Timestamp;
use homeward_store::cases::Sight;
use homeward_store::{Db, StoreError, search};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Cases of a customer in which a hold is looked for.
const CASES_MAX: usize = 1_000;

/// That the personal data of a record were erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// On what ground.
    pub ground: ErasureGround,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// What had to stay; nothing where all of it went.
    pub kept: Option<KeptBookings>,
}

/// Bookings that had to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptBookings {
    /// The first moment at which the last of them may go.
    pub until: Timestamp,
    /// On what ground they stay.
    pub ground: KeptGround,
    /// How many.
    pub bookings: i64,
}

impl Erasure {
    pub(super) fn read(text: &str) -> Result<Option<Self>, StoreError> {
        if text.is_empty() { Ok(None) } else { serde_json::from_str(text).map(Some).map_err(StoreError::corrupt) }
    }

    /// Why the record takes nothing any more.
    pub(super) fn refuses(&self) -> FieldError {
        FieldError::with("reference", "customer_erased", self.at.to_rfc3339())
    }
}

/// Whether the record knows of an erasure of a customer; one who is not there counts as
/// erased.
pub(crate) fn is_erased(db: &Db, id: i64) -> Result<bool, AppError> {
    match find_id(db, id) {
        Ok(found) => Ok(found.erasure.is_some()),
        Err(AppError::NotFound) => Ok(true),
        Err(error) => Err(error),
    }
}

/// The bookings of a customer.
pub(crate) fn bookings_of(db: &Db, secrets: &Secrets, reference: &str) -> Result<Vec<View>, AppError> {
    let key = key_of(secrets, "customer", reference).pop().unwrap_or_default();
    rows::naming(db, BOOKINGS.name, &key)?.into_iter().map(view).collect()
}

/// Until when a booking proves a transaction.
pub(crate) fn proves_until(booking: &View) -> Timestamp {
    bookings::proves_until(last_day(booking), Timestamp(booking.updated_at))
}

/// The last day of what was booked, as far as the register knows the booking that a case
/// names.
pub(crate) fn last_day_of(db: &Db, dossier: &Dossier) -> Result<Option<Date>, AppError> {
    let reference = dossier.particulars().booking_reference;
    let booking = reference.map(|reference| find_in(db, &BOOKINGS, &reference)).transpose()?.flatten();
    Ok(booking.as_ref().and_then(last_day))
}

fn last_day(booking: &View) -> Option<Date> {
    let day = |value: Option<&Value>| value?.as_str()?.parse::<Date>().ok();
    let items = booking.body.get("items").and_then(Value::as_array).into_iter().flatten();
    let of_items = items.flat_map(|item| [item.get("starts_on"), item.get("ends_on")]);
    let own = ["departure_on", "return_on"].map(|field| booking.body.get(field));
    own.into_iter().chain(of_items).filter_map(day).max()
}

/// The cases of a customer, as far as the index finds them.
pub(crate) fn cases_of(db: &Db, found: &View, bookings: &[View]) -> Result<Vec<CaseId>, AppError> {
    let own = ["phone", "email"].into_iter().filter_map(|field| found.body.get(field).and_then(Value::as_str));
    let points = own.chain(bookings.iter().map(|booking| booking.reference.as_str()));
    let mut cases = Vec::new();
    for point in points {
        cases.extend(search::newest(db, &Sight::All, point, CASES_MAX)?);
    }
    cases.sort_unstable();
    cases.dedup();
    Ok(cases)
}
