//! The story of a case as its complainant may read it: when they hear from us next,
//! what was said between the two, the files that they sent.

use crate::frame::Frame;
use crate::pages::timeline::LATER_FROM;
use homeward_app::dossier::Entry;
use homeward_app::follow::Followed;
use homeward_app::pictures::{Own, Stands};
use homeward_domain::Seq;
use homeward_domain::case::event::{PlanAnswered, PlanFact};
use homeward_domain::case::page::{self, Reader};
use homeward_domain::case::{Case, Fact};
use homeward_domain::catalogue::AnswerWay;
use homeward_domain::promises::Proof;
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
pub fn next_word(frame: &Frame, followed: &Followed, now: Timestamp) -> Option<NextWord> {
    let case = followed.own_case()?;
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
    let unconfirmed = followed.dossier.case().map(|case| unconfirmed(&case)).unwrap_or_default();
    let entries = followed.entries().into_iter().rev();
    entries.flat_map(|(entry, reader)| told(frame, entry, reader, &unconfirmed)).collect()
}

/// Entries of ours that were made later, mend a promise by what they say, and wait for
/// somebody else to confirm it.
fn unconfirmed(case: &Case) -> Vec<Seq> {
    let waits = case.clocks.iter().filter_map(|c| match c.clock.proof {
        Proof::EnteredLate { entry, confirmed: false, .. } => Some(entry),
        _ => None,
    });
    waits.collect()
}

fn told(frame: &Frame, entry: &Entry, reader: Reader, unconfirmed: &[Seq]) -> Vec<Said> {
    let text = |reference: ContentRef| entry.words(reference).map_or_else(|| frame.t("erased"), str::to_owned);
    let line = |said: page::Said| {
        let (class, text) = match said {
            page::Said::Ours(words) => ("words-out", text(words)),
            page::Said::Theirs(words) => ("words-in", text(words)),
            page::Said::Wish(words) => ("words-in", frame.t1("follow-wish", "text", &text(words))),
            page::Said::Withdrawn => ("words-none", withdrawn(frame, entry)),
        };
        let who = frame.t(if class == "words-in" { "follow-you" } else { "follow-we" });
        // What they told us by word of mouth was written down by us as well.
        let is_by_us = matches!(said, page::Said::Ours(_)) || is_told_by_word(&entry.event.fact);
        Said { class, who, when: when(frame, entry, is_by_us, unconfirmed), text }
    };
    page::said(&entry.event, reader, entry.stands()).into_iter().map(line).collect()
}

/// That words of ours stood here, with what else they are told of it. What colleagues
/// were told is not for them.
fn withdrawn(frame: &Frame, entry: &Entry) -> String {
    let plain = frame.t1("follow-withdrawn", "day", &frame.day(entry.event.effective_at.0));
    match entry.withdrawn.as_ref().and_then(|withdrawn| withdrawn.for_page.as_deref()) {
        Some(more) => format!("{plain}\n{more}"),
        None => plain,
    }
}

/// Whether it is what they said to a plan, as somebody of ours put it on record.
const fn is_told_by_word(fact: &Fact) -> bool {
    matches!(fact, Fact::Plans(PlanFact::PlanAnswered(PlanAnswered { way: AnswerWay::Word, .. })))
}

/// When it was. What we wrote down later says so, and whether anybody has confirmed it,
/// where a promise rests on it.
fn when(frame: &Frame, entry: &Entry, is_by_us: bool, unconfirmed: &[Seq]) -> String {
    let when = frame.time(entry.event.effective_at.0);
    let is_later = is_by_us && entry.event.recorded_at - entry.event.effective_at > LATER_FROM;
    let key = match (is_later, unconfirmed.contains(&entry.event.seq)) {
        (false, _) => return when,
        (true, true) => "follow-entered-later-unconfirmed",
        (true, false) => "follow-entered-later",
    };
    frame.t1(key, "time", &when)
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
