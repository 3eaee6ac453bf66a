//! What of a case the law keeps, for how long, and what goes at once when the
//! person asks (trust, "Privacy"; law §9). The three years of 电商法 31 bind what
//! proves a booking, a payment, a contract or a remedy. Everything else is kept no
//! longer than it is needed (个保法 19, 47; GDPR 5(1)(e), 17).

use crate::bookings;
use crate::case::state::Case;
use crate::catalogue::{Category, ErasureGround, KeptGround, Kind};
use crate::retention::{KEPT_FOR, Retention};
use crate::time::Timestamp;
use jiff::civil::Date;

/// Why something of a case must stay, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The first moment at which it may go.
    pub until: Timestamp,
    /// On what ground it stays.
    pub ground: KeptGround,
}

/// What must stay of a case whose contents are to be erased; `None` where all of it
/// may go. `booked` says whether it names a booking; a case that was brought or judged
/// as one about a payment or a contract is bound without one. The years count from the end
/// of the transaction: of the last day of what was booked, or of the case where that is
/// later, of one that is open from now at the earliest; where the company's own
/// time is what has ended, as long as it says, and never less. What a court or an
/// authority orders to erase is erased.
pub fn keeping(
    case: &Case,
    (booked, last_day): (bool, Option<Date>),
    asked: ErasureGround,
    now: Timestamp,
    retention: &Retention,
) -> Option<Keeping> {
    if asked == ErasureGround::Order || !(booked || names_transaction(case) || has_remedy(case)) {
        return None;
    }
    let kept_for = if asked == ErasureGround::RetentionEnded { retention.proof_for() } else { KEPT_FOR };
    let ended = case.status.ended_at().unwrap_or(now);
    let until = bookings::over_at(last_day, Some(ended), ended) + kept_for;
    (now < until).then_some(Keeping { until, ground: KeptGround::TransactionRecord })
}

/// Whether what the case is about is a payment or a contract. Whoever only asks about
/// one has none yet.
fn names_transaction(case: &Case) -> bool {
    case.triage.kind != Kind::Inquiry && case.triage.category.as_ref().is_some_and(Category::names_transaction)
}

/// Whether something was offered, agreed or done to set the matter right.
fn has_remedy(case: &Case) -> bool {
    !case.plans.all.is_empty()
        || !case.plans.measures.is_empty()
        || case.closing.final_answer.is_some()
        || case.closing.settled.is_some()
}
