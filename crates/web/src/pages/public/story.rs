//! The story of a case as its complainant may read it: when they hear from us next,
//! what was said between the two, the files that they sent.

use crate::pages::frame::Frame;
use homeward_app::dossier::Entry;
use homeward_app::follow::Followed;
use homeward_app::pictures::{Own, Stands};
use homeward_domain::case::Case;
use homeward_domain::case::page::{self, Reader};
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;

/// Words between the two.
pub struct Said {
    pub class: &'static str,
    pub who: String,
    pub when: String,
    pub text: String,
}

/// By when they hear from us.
pub struct NextWord {
    pub text: String,
    /// The time alone.
    pub when: String,
    /// Whether that has passed.
    pub late: bool,
}

/// When they hear from us next, as we promised; what is late says so.
pub fn next_word(frame: &Frame, case: &Case, now: Timestamp) -> Option<NextWord> {
    let next = &case.next_word()?.clock;
    let late = next.is_broken() || next.schedule.due_at < now;
    let key = if late { "follow-next-word-late" } else { "follow-next-word" };
    let when = frame.time(next.schedule.due_at.0);
    Some(NextWord { text: frame.t1(key, "time", &when), when, late })
}

/// What was said between the two, the newest first, down to what they told us at
/// the beginning. Notes for colleagues are not among it, nor what others of a group
/// have written.
pub fn words(frame: &Frame, followed: &Followed) -> Vec<Said> {
    let entries = followed.entries().into_iter().rev();
    entries.flat_map(|(entry, reader)| told(frame, entry, reader)).collect()
}

fn told(frame: &Frame, entry: &Entry, reader: Reader) -> Vec<Said> {
    let text = |reference: ContentRef| entry.words(reference).map_or_else(|| frame.t("erased"), str::to_owned);
    let line = |said: page::Said| {
        let (class, text) = match said {
            page::Said::Ours(words) => ("words-out", text(words)),
            page::Said::Theirs(words) => ("words-in", text(words)),
            page::Said::Wish(words) => ("words-in", frame.t1("follow-wish", "text", &text(words))),
        };
        let who = frame.t(if class == "words-in" { "follow-you" } else { "follow-we" });
        Said { class, who, when: frame.time(entry.event.effective_at.0), text }
    };
    page::said(&entry.event, reader).into_iter().map(line).collect()
}

/// A file that this complainant has sent.
pub struct Sent {
    /// Its name.
    pub name: String,
    /// Where the copy of a picture is that can be shown.
    pub copy: Option<String>,
    /// Why a picture cannot.
    pub why: Option<String>,
}

/// Files that this complainant has sent, with the pictures among them.
pub fn files(frame: &Frame, token: &str, sent: Vec<Own>) -> Vec<Sent> {
    let words = |own: Own| {
        let why = matches!(own.stands, Some(Stands::NotShown(_))).then(|| frame.t("follow-picture-none"));
        let is_shown = matches!(own.stands, Some(Stands::Ready | Stands::Waiting));
        Sent { name: own.name, why, copy: is_shown.then(|| format!("/c/{token}/files/{}", own.place)) }
    };
    sent.into_iter().map(words).collect()
}
