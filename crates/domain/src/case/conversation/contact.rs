//! In which ways they are spoken with, and words in another language (journey §4).

use crate::Seq;
use crate::case::draft::Draft;
use crate::case::event::{ContactFreed, ContactRestricted, TranslationAdded};
use crate::case::rejection::{ConversationRejection, Rejection};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The most days until a restriction is looked at again.
pub const RESTRICTION_DAYS_MAX: i64 = 90;

/// Restricts abusive contact to writing. Rights and clocks stay as they are.
pub(in crate::case) fn restrict_contact(
    draft: &mut Draft,
    review_at: Timestamp,
    words: ContentRef,
) -> Result<(), Rejection> {
    let latest = draft.now() + Span::hours(24 * RESTRICTION_DAYS_MAX);
    if review_at <= draft.now() || review_at > latest {
        return Err(Rejection::Conversation(ConversationRejection::ReviewDate { days_max: RESTRICTION_DAYS_MAX }));
    }
    draft.push(ContactRestricted { review_at, words });
    Ok(())
}

pub(in crate::case) fn free_contact(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if draft.case().conversation.restricted_until_review.is_none() {
        return Err(Rejection::NothingToChange);
    }
    draft.push(ContactFreed { words });
    Ok(())
}

/// A translation stands beside the original, with who made it.
pub(in crate::case) fn add_translation(
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
