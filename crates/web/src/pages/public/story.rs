//! The story of a case as its complainant may read it: the line of the journey, when
//! they hear from us next, what was said between the two, the files that they sent.

use crate::pages::frame::Frame;
use crate::pages::words::time;
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::follow::Followed;
use homeward_domain::case::page::{self, Reader};
use homeward_domain::case::{Case, Fact};
use homeward_domain::promises::MetBy;
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
    /// Whether that has passed.
    pub late: bool,
}

/// The journey as a line: what is done, what comes next.
pub fn journey(frame: &Frame, followed: &Followed) -> Vec<(String, &'static str, String)> {
    let first_of = |dossier: &Dossier, wanted: fn(&Fact) -> bool| {
        let entry = dossier.entries.iter().find(|entry| wanted(&entry.event.fact))?;
        Some(time(frame.language, entry.event.effective_at.0))
    };
    let first = |wanted| first_of(followed.journey(), wanted);
    let stops: [(&str, Option<String>); 6] = [
        ("line-received", first_of(&followed.dossier, |f| matches!(f, Fact::CaseReceived(_)))),
        ("line-accepted", first(|f| matches!(f, Fact::CaseAccepted(_)))),
        ("line-investigated", first(|f| matches!(f, Fact::FindingRecorded(_) | Fact::CausesFound(_)))),
        ("line-planned", first(|f| matches!(f, Fact::PlanProposed(_)))),
        ("line-settled", first(|f| matches!(f, Fact::CaseSettled(_)))),
        ("line-resolved", first(|f| matches!(f, Fact::CaseResolved(_) | Fact::FinalAnswerGiven(_)))),
    ];
    let last = stops.iter().rposition(|(_, when)| when.is_some()).unwrap_or(0);
    let stop = |(place, (key, when)): (usize, (&str, Option<String>))| {
        let class = if place <= last {
            "done"
        } else if place == last + 1 {
            "now"
        } else {
            ""
        };
        (frame.t(key), class, when.unwrap_or_default())
    };
    stops.into_iter().enumerate().map(stop).collect()
}

/// When they hear from us next, as we promised; what is late says so.
pub fn next_word(frame: &Frame, case: &Case, now: Timestamp) -> Option<NextWord> {
    let owed = |met_by: MetBy| met_by == MetBy::Word || met_by.is_owed_after_the_end();
    let clocks = case.clocks.iter().filter(|c| owed(c.met_by) && c.clock.is_open());
    let next = clocks.min_by_key(|c| c.clock.schedule.due_at)?;
    let late = next.clock.is_broken() || next.clock.schedule.due_at < now;
    let key = if late { "follow-next-word-late" } else { "follow-next-word" };
    Some(NextWord { text: frame.t1(key, "time", &time(frame.language, next.clock.schedule.due_at.0)), late })
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
        Said { class, who, when: time(frame.language, entry.event.effective_at.0), text }
    };
    page::said(&entry.event, reader).into_iter().map(line).collect()
}

/// Files that this complainant has sent, by name.
pub fn files(followed: &Followed) -> Vec<String> {
    let sent = followed.entries().into_iter().filter(|(entry, reader)| page::has_sent(&entry.event, *reader));
    sent.filter_map(|(entry, _)| Some(entry.file_details()?.name)).collect()
}
