//! The log of looks: who saw the contact points of a customer, or of a case.

use super::at::{Look, ORIGINAL};
use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::request::id_of;
use crate::read;
use crate::registers::{self, BOOKINGS, CUSTOMERS, Noun};
use homeward_domain::CaseId;
use homeward_store::looks as rows;
use homeward_store::{Db, cases, registers as records};
use std::collections::{BTreeSet, HashMap};

/// The most entries of a page of the log.
pub const LIMIT_MAX: i64 = 200;

/// A page of the log with what its numbers stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The newest first.
    pub looks: Vec<Look>,
    /// Numbers of the cases, as far as the reader may see them.
    pub cases: HashMap<CaseId, String>,
    /// References of customers and bookings that are still in the register.
    pub records: HashMap<i64, String>,
}

/// Who looked at the contact points of a customer, before a look where one is told.
pub async fn of_customer_log(
    app: &App,
    caller: &Caller,
    reference: String,
    before: Option<Look>,
    limit: i64,
) -> Result<Log, AppError> {
    caller.must(Scope::LogRead)?;
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    app.store()
        .read(move |db| {
            // The log names nobody, so a restriction does not close it.
            let view = registers::in_reach(db, &secrets, &caller, &CUSTOMERS, &reference)?;
            told(db, &caller, rows::before(db, rows::Of::Customer(view.id), before.as_ref(), limit)?)
        })
        .await
}

/// Who looked at the contact points of a case, before a look where one is told.
pub async fn of_case_log(
    app: &App,
    caller: &Caller,
    number: String,
    before: Option<Look>,
    limit: i64,
) -> Result<Log, AppError> {
    caller.must(Scope::LogRead)?;
    let (id, caller) = (id_of(&number)?, caller.clone());
    app.store()
        .read(move |db| {
            read::in_sight(db, id, &number, &caller.sight)?;
            told(db, &caller, rows::before(db, rows::Of::Case(id), before.as_ref(), limit)?)
        })
        .await
}

fn told(db: &Db, caller: &Caller, looks: Vec<Look>) -> Result<Log, AppError> {
    let mut log = Log::default();
    for case in looks.iter().map(|look| look.case).filter(|case| *case != 0).collect::<BTreeSet<_>>() {
        if let Some(row) = cases::find(db, case, &caller.sight)? {
            log.cases.insert(case, row.number);
        }
    }
    let of_noun = |noun: Noun, pick: fn(&Look) -> i64, log: &mut Log| {
        for id in looks.iter().map(pick).filter(|id| *id != 0).collect::<BTreeSet<_>>() {
            if let Some(reference) = records::reference(db, noun.name, id)? {
                log.records.insert(id, reference);
            }
        }
        Ok::<_, AppError>(())
    };
    of_noun(&CUSTOMERS, |look| look.customer, &mut log)?;
    of_noun(&BOOKINGS, |look| look.booking, &mut log)?;
    log.looks = looks;
    Ok(log)
}

/// A look as it is written in addresses.
pub fn written_place(look: &Look) -> String {
    let Look { at, actor, case, customer, booking, why, slot } = look;
    format!("{at}.{actor}.{case}.{customer}.{booking}.{why}.{slot}")
}

/// Reads what [`written_place`] wrote.
pub fn read_place(written: &str) -> Option<Look> {
    let parts: Vec<&str> = written.split('.').collect();
    let [at, actor, case, customer, booking, why, slot] = parts[..] else { return None };
    let is_word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '_'));
    (is_word(actor) && is_word(why)).then_some(())?;
    let (at, slot) = (at.parse().ok()?, slot.parse().ok()?);
    let (case, customer, booking) = (case.parse().ok()?, customer.parse().ok()?, booking.parse().ok()?);
    Some(Look { actor: actor.to_owned(), case, customer, booking, why: why.to_owned(), slot, at })
}

/// The number of the file, where a look was the download of an original.
pub fn original(why: &str) -> Option<&str> {
    why.strip_prefix(ORIGINAL)?.strip_prefix(':')
}
