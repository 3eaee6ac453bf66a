//! What is told after the intake keeps what was told before: more of the matter,
//! more who complain, who acts for them (journey §1).

use crate::case::clocks::running;
use crate::case::complainants::representatives::must_complain;
use crate::case::decision::Decision;
use crate::case::event::MatterAdded;
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::rejection::{ComplainantRejection, IntakeRejection, Rejection};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::catalogue::{Item, State};

/// The most who complain in one case: a representative and 500 more, more than
/// any coach, ship's deck or incoming flight that one case could be about.
pub const COMPLAINANTS_MAX: usize = 501;

/// Whether a case takes in more of its matter. What is sealed, goes on in another case
/// or was brought in after its end does not; there contact points alone are put right.
pub fn takes_additions(case: &Case) -> bool {
    let is_past = matches!(case.status, CaseStatus::Historic { .. }) && !case.state().is_open();
    !is_past && !matches!(case.state(), State::Merged | State::Archived)
}

/// Puts right how one of those who complain is reached, in every state of a case: a wrong
/// number in a sealed file is still somebody's. Nothing begins to run by it.
pub(in crate::case) fn correct_contacts(decision: &mut Decision, added: MatterAdded) -> Result<(), Rejection> {
    if !tells_contacts_alone(&added) {
        return Err(decision.forbidden("additions"));
    }
    must_complain(decision, added.of_complainant.as_ref().map_or(0, |told| told.complainant))?;
    decision.push(added);
    Ok(())
}

/// Whether an addition tells how one of those who complain is reached, and nothing else;
/// what stands in the body of the person is read where it is sealed.
pub fn tells_contacts_alone(added: &MatterAdded) -> bool {
    let MatterAdded { told, of_complainant, joined, particulars, statement, occurred_at, not_given } = added;
    let of_person = of_complainant.as_ref().is_some_and(|told| {
        let manner = told.complainant_type.is_some() || told.language.is_some();
        told.person.is_some() && told.desired_outcome.is_none() && !manner
    });
    let nothing_else = joined.is_empty() && not_given.is_empty() && particulars.is_none() && statement.is_none();
    let are_contacts = told.iter().all(|item| matches!(item, Item::Contact | Item::Address));
    of_person && nothing_else && occurred_at.is_none() && are_contacts
}

pub(in crate::case) fn add(decision: &mut Decision, added: MatterAdded) -> Result<(), Rejection> {
    let case = decision.case();
    if !takes_additions(case) {
        return Err(decision.forbidden("additions"));
    }
    if !added.joined.is_empty() && (!case.state().is_open() || case.closing.settled.is_some()) {
        // Whoever comes after the settlement has a matter of their own.
        return Err(decision.forbidden("join"));
    }
    if case.complainants.stances.len() + added.joined.len() > COMPLAINANTS_MAX {
        return Err(Rejection::Complainants(ComplainantRejection::TooManyComplainants(
            i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX),
        )));
    }
    if let Some(told) = &added.of_complainant {
        must_complain(decision, told.complainant)?;
    }
    if added.occurred_at.is_some_and(|at| at > case.received_at + CLOCK_SKEW_MAX) {
        return Err(Rejection::Intake(IntakeRejection::OccurredAfterReceipt));
    }
    let empty = added.told.is_empty() && added.not_given.is_empty() && added.joined.is_empty();
    if empty && added.of_complainant.is_none() && added.statement.is_none() && added.particulars.is_none() {
        return Err(Rejection::NothingToChange);
    }
    let was_anonymous = case.intake.anonymous;
    decision.push(added);
    if was_anonymous && !decision.case().intake.anonymous && decision.case().state().is_open() {
        // Who can be contacted now is owed contact from now on.
        running::start_of_contact(decision);
    }
    Ok(())
}
