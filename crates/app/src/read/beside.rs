//! Records beside that of a case: who of one is who of another, and where something stands
//! that was said to a case while it was merged.

use crate::ground::error::AppError;
use crate::model::dossier::Dossier;
use crate::model::matter::Person;
use crate::model::survivor::survivor;
use crate::read;
use homeward_domain::CaseId;
use homeward_domain::contact::phone_digits;
use homeward_store::Db;
use homeward_store::cases::{self, Sight};

/// Who of one case is who of another, by telephone number or address: those who complain
/// in the first, in order.
pub(crate) fn same_persons(db: &Db, of: CaseId, other: CaseId) -> Result<Vec<Option<i64>>, AppError> {
    let persons = |id: CaseId| -> Result<Vec<Option<Person>>, AppError> {
        let row = cases::find(db, id, &Sight::All)?.ok_or(AppError::NotFound)?;
        Ok(read::dossier_of(db, row)?.complainants().into_iter().map(|told| told.person).collect())
    };
    let others = persons(other)?;
    let place = |person: &Option<Person>| {
        let same = |one: &Option<Person>| matches!((person, one), (Some(a), Some(b)) if is_same(a, b));
        others.iter().position(same).and_then(|place| i64::try_from(place + 1).ok())
    };
    Ok(persons(of)?.iter().map(place).collect())
}

fn is_same(one: &Person, other: &Person) -> bool {
    let phones = one.phone.as_deref().zip(other.phone.as_deref());
    let emails = one.email.as_deref().zip(other.email.as_deref());
    phones.is_some_and(|(a, b)| phone_digits(a) == phone_digits(b))
        || emails.is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// The same, all in one list.
pub(crate) fn all_beside(db: &Db, dossier: &Dossier) -> Result<Vec<Dossier>, AppError> {
    let (mut records, now) = beside(db, dossier)?;
    records.extend(now);
    Ok(records)
}

/// The records in which something stands that was said to a case while it was merged,
/// and that of the case that goes on now, last.
pub(crate) fn beside(db: &Db, dossier: &Dossier) -> Result<(Vec<Dossier>, Option<Dossier>), AppError> {
    let now = survivor(db, dossier.view.row.case)?;
    let passed = dossier.case().map(|case| case.connections.passed_on).unwrap_or_default();
    let mut before: Vec<CaseId> = passed.iter().map(|(into, _)| into.serial()).collect();
    before.sort_unstable();
    before.dedup();
    let mut records = Vec::new();
    for id in before.into_iter().filter(|id| now.as_ref().is_none_or(|row| row.case != *id)) {
        if let Some(row) = cases::find(db, id, &Sight::All)? {
            records.push(read::dossier_of(db, row)?);
        }
    }
    Ok((records, now.map(|row| read::dossier_of(db, row)).transpose()?))
}
