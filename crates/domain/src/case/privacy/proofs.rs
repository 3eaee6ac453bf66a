//! What of a record proves a transaction: a booking, a payment, a contract or a remedy
//! (电商法 31; law §9).

use crate::case::event::{
    CaseReceived, ClosingFact, ComplainantFact, ContentsErased, Fact, FileAttached, FileFact, IntakeFact, MatterAdded,
    PlanFact, PrivacyFact, ResponsibilityFact,
};
use crate::record::ContentRef;

/// Files that are documents: tickets, receipts, contracts. A picture, a film or a
/// recording shows a person, and goes; so does whatever is marked as an identity paper.
const DOCUMENT: &str = "application/pdf";

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
/// identity paper proves nothing all the same, see [`crate::case::Case::proves`].
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
