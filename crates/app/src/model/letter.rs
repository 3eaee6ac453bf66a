//! How result notices are worded: by whoever has the words for people.

use crate::ground::error::FieldError;
use crate::model::dossier::Dossier;
use homeward_domain::policies::Policies;

/// What is told of a result notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeWords {
    /// The notice in words of one's own; made from the record where there are none.
    pub text: Option<String>,
    /// What we changed because of it, or why nothing.
    pub changed: Option<String>,
    /// To whom of a group it is given, from 1; to all where nobody is named.
    pub complainants: Vec<i64>,
}

/// Makes the whole notice of what is told of it, by the clocks of a zone, or says what it
/// lacks. The words of letters are made where all words for people are.
pub type Letter = fn(&Policies, &Dossier, Option<&str>, &NoticeWords) -> Result<String, Vec<FieldError>>;

/// The letter where nobody makes any: the words as they were given.
pub(crate) fn as_given(
    _: &Policies,
    _: &Dossier,
    _: Option<&str>,
    told: &NoticeWords,
) -> Result<String, Vec<FieldError>> {
    told.text.clone().ok_or_else(|| vec![FieldError::new("text", "required")])
}
