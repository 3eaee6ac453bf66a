//! In which ways they are spoken with, and words in another language (journey §4).

use crate::Seq;
use crate::case::decision::Decision;
use crate::case::event::{ContactFreed, ContactRestricted, TranslationAdded};
use crate::case::rejection::{ConversationRejection, Rejection};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The most days until a restriction is looked at again.
pub const RESTRICTION_DAYS_MAX: i64 = 90;

/// Restricts abusive contact to writing. Rights and clocks stay as they are.
pub(in crate::case) fn restrict_contact(
    decision: &mut Decision,
    review_at: Timestamp,
    words: ContentRef,
) -> Result<(), Rejection> {
    let latest = decision.now() + Span::hours(24 * RESTRICTION_DAYS_MAX);
    if review_at <= decision.now() || review_at > latest {
        return Err(Rejection::Conversation(ConversationRejection::ReviewDate { days_max: RESTRICTION_DAYS_MAX }));
    }
    decision.push(ContactRestricted { review_at, words });
    Ok(())
}

pub(in crate::case) fn free_contact(decision: &mut Decision, words: ContentRef) -> Result<(), Rejection> {
    if decision.case().conversation.restricted_until_review.is_none() {
        return Err(Rejection::NothingToChange);
    }
    decision.push(ContactFreed { words });
    Ok(())
}

/// A translation stands beside the original, with who made it.
pub(in crate::case) fn add_translation(
    decision: &mut Decision,
    of: Seq,
    language: String,
    words: ContentRef,
) -> Result<(), Rejection> {
    if decision.case().entry(of).is_none() {
        return Err(Rejection::NoSuchEntry(of));
    }
    decision.push(TranslationAdded { of, language, words });
    Ok(())
}
