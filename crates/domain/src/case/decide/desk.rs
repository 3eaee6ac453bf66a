//! Who has the case at the desk, who steps in, in which ways they are spoken
//! with (journey §4).

use super::draft::Draft;
use crate::Seq;
use crate::case::event::{CaseAssigned, CaseEscalated, ContactFreed, ContactRestricted, TranslationAdded};
use crate::case::rejection::Rejection;
use crate::catalogue::EscalationLevel;
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The most days until a restriction is looked at again.
pub const RESTRICTION_DAYS_MAX: i64 = 90;

pub(super) fn assign(draft: &mut Draft, owner: Option<i64>, reason: Option<ContentRef>) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("assign"));
    }
    if draft.case().owner == owner {
        return Err(Rejection::NothingToChange);
    }
    if draft.case().owner.is_some() && reason.is_none() {
        return Err(Rejection::ReasonMissing);
    }
    draft.push(CaseAssigned { owner, reason });
    if owner.is_some() {
        draft.meet(&[MetBy::Taken]);
    }
    Ok(())
}

/// A case goes up one level or two, and never down: who stepped in has seen it.
pub(super) fn escalate(draft: &mut Draft, to: EscalationLevel, words: ContentRef) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("escalate"));
    }
    if draft.case().escalated.is_some_and(|level| level >= to) {
        return Err(Rejection::NothingToChange);
    }
    draft.push(CaseEscalated { to, words });
    Ok(())
}

/// Restricts abusive contact to writing. Rights and clocks stay as they are.
pub(super) fn restrict_contact(draft: &mut Draft, review_at: Timestamp, words: ContentRef) -> Result<(), Rejection> {
    let latest = draft.now() + Span::hours(24 * RESTRICTION_DAYS_MAX);
    if review_at <= draft.now() || review_at > latest {
        return Err(Rejection::ReviewDate { days_max: RESTRICTION_DAYS_MAX });
    }
    draft.push(ContactRestricted { review_at, words });
    Ok(())
}

pub(super) fn free_contact(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if draft.case().restricted_until_review.is_none() {
        return Err(Rejection::NothingToChange);
    }
    draft.push(ContactFreed { words });
    Ok(())
}

/// A translation stands beside the original, with who made it.
pub(super) fn add_translation(
    draft: &mut Draft,
    of: Seq,
    language: String,
    words: ContentRef,
) -> Result<(), Rejection> {
    if draft.case().entry(of).is_none() {
        return Err(Rejection::NoSuchEntry(of));
    }
    draft.push(TranslationAdded { of, language, words });
    Ok(())
}
