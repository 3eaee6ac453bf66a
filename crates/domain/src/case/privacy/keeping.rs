//! What of a case the law keeps, for how long, and what goes at once when the
//! person asks (trust, "Privacy"; law §9). The three years of 电商法 31 bind what
//! proves a booking, a payment, a contract or a remedy. Everything else is kept no
//! longer than it is needed (个保法 19, 47; GDPR 5(1)(e), 17).

use crate::bookings;
use crate::case::event::{
    CaseReceived, ClosingFact, ComplainantFact, ContentsErased, Fact, FileAttached, FileFact, IntakeFact, MatterAdded,
    PlanFact, PrivacyFact, ResponsibilityFact,
};
use crate::case::state::Case;
use crate::catalogue::{Category, ErasureGround, KeptGround, Kind};
use crate::record::ContentRef;
use crate::retention::Retention;
use crate::time::{Span, Timestamp};
use jiff::civil::Date;

/// How long what proves a transaction is kept after the end of the case: three
/// years, the law's least for the records of online travel transactions (电商法
/// 31; law §9), a leap day included.
pub const KEPT_FOR: Span = Span::hours(24 * 365 * 3 + 24);

/// Files that are documents: tickets, receipts, contracts. A picture, a film or a
/// recording shows a person, and goes; so does whatever is marked as an identity paper.
const DOCUMENT: &str = "application/pdf";

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
    let ended = case.standing.ended_at().unwrap_or(now);
    let until = bookings::over_at(last_day, Some(ended), ended) + kept_for;
    (now < until).then_some(Keeping { until, ground: KeptGround::TransactionRecord })
}

/// Whether what the case is about is a payment or a contract. Whoever only asks about
/// one has none yet.
fn names_transaction(case: &Case) -> bool {
    case.kind != Kind::Inquiry && case.category.as_ref().is_some_and(Category::names_transaction)
}

/// Whether something was offered, agreed or done to set the matter right.
fn has_remedy(case: &Case) -> bool {
    let journey = &case.journey;
    !journey.plans.is_empty()
        || !journey.measures.is_empty()
        || journey.final_answer.is_some()
        || journey.settled.is_some()
}

/// The bodies of an entry that prove a booking, a payment, a contract or a remedy:
/// who the parties are, what was booked, asked, offered, agreed and done, and what
/// says why something is kept. What people told each other on the way proves none.
pub fn proofs(fact: &Fact) -> Vec<ContentRef> {
    match fact {
        Fact::Intake(IntakeFact::CaseReceived(received)) => of_receipt(received),
        Fact::Intake(IntakeFact::MatterAdded(added)) => of_addition(added),
        Fact::Files(FileFact::FileAttached(file)) if is_document(file) => vec![file.details],
        fact if tells_of_remedy(fact) => fact.contents(),
        Fact::Complainants(ComplainantFact::RepresentativeNamed(_) | ComplainantFact::RepresentationEnded(_))
        | Fact::Privacy(
            PrivacyFact::HoldSet(_)
            | PrivacyFact::HoldLifted(_)
            | PrivacyFact::ProcessingRestricted(_)
            | PrivacyFact::RestrictionLifted(_)
            | PrivacyFact::RestrictedSeen(_)
            | PrivacyFact::ContentsErased(ContentsErased { .. }),
        ) => fact.contents(),
        _ => Vec::new(),
    }
}

/// What was offered, agreed and done to set the matter right.
pub const fn tells_of_remedy(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Plans(
            PlanFact::PlanProposed(_)
                | PlanFact::PlanAnswered(_)
                | PlanFact::MeasureAdded(_)
                | PlanFact::MeasureDone(_)
                | PlanFact::MeasureWaived(_)
        ) | Fact::Responsibility(ResponsibilityFact::ResponsibilitySet(_))
            | Fact::Closing(ClosingFact::FinalAnswerGiven(_) | ClosingFact::ResultNoticeGiven(_))
    )
}

/// Whether a file is a document by its type, and shows nobody. One that is marked as an
/// identity paper proves nothing all the same, see [`Case::proves`].
pub fn is_document(file: &FileAttached) -> bool {
    file.media_type == DOCUMENT
}

fn of_receipt(received: &CaseReceived) -> Vec<ContentRef> {
    let parties = received.complainants.iter().flat_map(|one| [one.person, one.desired_outcome]);
    let result = received.history.as_ref().and_then(|history| history.result);
    [received.particulars, result].into_iter().chain(parties).flatten().collect()
}

fn of_addition(added: &MatterAdded) -> Vec<ContentRef> {
    let told = added.of_complainant.iter().flat_map(|told| [told.person, told.desired_outcome]);
    let joined = added.joined.iter().flat_map(|one| [one.person, one.desired_outcome]);
    [added.particulars].into_iter().chain(told).chain(joined).flatten().collect()
}
