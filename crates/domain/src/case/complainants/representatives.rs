//! Who acts for those who complain (journey §1).

use crate::case::decision::Decision;
use crate::case::event::{RepresentationEnded, RepresentativeNamed};
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::rejection::{ComplainantRejection, FileRejection, Rejection};
use crate::catalogue::State;
use crate::time::Timestamp;

/// The most who act for those of one case.
pub const REPRESENTATIVES_MAX: usize = 50;

pub(in crate::case) fn name_representative(
    decision: &mut Decision,
    mut named: RepresentativeNamed,
) -> Result<(), Rejection> {
    if matches!(decision.case().state(), State::Merged | State::Archived) {
        return Err(decision.forbidden("representatives"));
    }
    for complainant in &named.complainants {
        must_complain(decision, *complainant)?;
    }
    let count = i64::try_from(decision.case().complainants.representatives.len()).unwrap_or(i64::MAX);
    if named.representative > count {
        return Err(Rejection::Complainants(ComplainantRejection::NoSuchRepresentative { count }));
    }
    if named.representative == 0 {
        if decision.case().complainants.representatives.len() >= REPRESENTATIVES_MAX {
            return Err(Rejection::Complainants(ComplainantRejection::TooManyRepresentatives(count)));
        }
        named.representative = count + 1;
    }
    if named.file.is_some_and(|file| file > decision.case().files.count) {
        return Err(Rejection::Files(FileRejection::NoSuchFile { count: decision.case().files.count }));
    }
    decision.push(named);
    Ok(())
}

/// Ends the right of somebody to act. It cannot have ended before they were named, nor
/// end in the future.
pub(in crate::case) fn end_representation(
    decision: &mut Decision,
    ended: RepresentationEnded,
    at: Option<Timestamp>,
) -> Result<(), Rejection> {
    let all = &decision.case().complainants.representatives;
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let found = all.iter().find(|one| one.number == ended.representative);
    match found.ok_or(Rejection::Complainants(ComplainantRejection::NoSuchRepresentative { count }))?.ended_at {
        Some(_) => return Err(Rejection::NothingToChange),
        None if at.is_some_and(|at| at > decision.now() + CLOCK_SKEW_MAX) => {
            return Err(Rejection::Complainants(ComplainantRejection::EndedInFuture));
        }
        None => {}
    }
    let now = decision.now();
    decision.push_at(at.unwrap_or(now).clamp(decision.case().own_receipt(), now), ended);
    Ok(())
}

/// Refuses a place that nobody of those who complain has.
pub(in crate::case) fn must_complain(decision: &Decision, complainant: i64) -> Result<(), Rejection> {
    let count = i64::try_from(decision.case().complainants.stances.len()).unwrap_or(i64::MAX);
    if (1..=count).contains(&complainant) {
        Ok(())
    } else {
        Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count }))
    }
}
