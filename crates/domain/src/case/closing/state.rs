//! How the matter was settled, told and ended, as far as rules read it.

use crate::case::closing::letters::Letter;
use crate::catalogue::SettledHow;
use crate::time::Timestamp;

/// How the matter was settled, told and ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    /// How and when it was settled, since it was last opened.
    pub settled: Option<(SettledHow, Timestamp)>,
    /// The company's last word, since it was last opened.
    pub final_answer: Option<FinalAnswer>,
    /// Result letters that none has taken the place of.
    pub letters: Vec<Letter>,
    /// Whether they said how content they are with the result that stands.
    pub satisfaction_told: bool,
    /// How often they said that they are not content.
    pub discontents: i64,
    /// How often it was taken up again.
    pub reopenings: i64,
    /// Whether the last time brought nothing new.
    pub reopened_without_news: bool,
    /// Until when the sealed file must be kept.
    pub keep_until: Option<Timestamp>,
}

/// The company's last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinalAnswer {
    /// Until when its offer can be taken.
    pub open_until: Timestamp,
}
