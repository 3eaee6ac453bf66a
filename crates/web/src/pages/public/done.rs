//! What the page says to what was just done on it.

use super::story::NextWord;
use crate::frame::Frame;
use homeward_domain::case::Case;
use homeward_domain::catalogue::EscalationLevel;

/// An answer of the page.
pub struct Answered {
    pub text: String,
    /// Whether nothing is left to be sorry for.
    pub is_well: bool,
    /// Whether it names the time of the next word.
    pub names_time: bool,
}

/// The answer to what was done, as the address names it; none where nothing of the kind
/// was done.
pub fn answered(frame: &Frame, done: &str, case: Option<&Case>, next: Option<&NextWord>) -> Option<Answered> {
    let (key, is_well) = match done {
        "message" => ("follow-done-message", true),
        "files" => ("follow-done-files", true),
        "rating" => ("follow-done-rating", true),
        "objection" => ("follow-done-objection", true),
        "refusal-objection" => ("follow-done-refusal-objection", true),
        "discontent" => (discontent(case?)?, false),
        _ => return None,
    };
    let timely = next.filter(|next| !next.late && !matches!(done, "files" | "rating" | "objection"));
    let text = timely.map_or_else(|| frame.t(key), |next| frame.t1(&format!("{key}-by"), "time", &next.when));
    Some(Answered { text, is_well, names_time: timely.is_some() })
}

/// What became of it that they are not content.
fn discontent(case: &Case) -> Option<&'static str> {
    if case.closing.discontents == 0 {
        return None;
    }
    if case.state().is_open() {
        return Some("follow-done-reopened");
    }
    let is_escalated = case.team.escalated.is_some_and(|level| level >= EscalationLevel::Manager);
    is_escalated.then_some("follow-done-escalated")
}
