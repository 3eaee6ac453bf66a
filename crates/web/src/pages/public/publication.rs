//! The publication of a result as its complainant reads it: what will be, or is, public,
//! until when, and what they have said against it (journey §7).

use crate::frame::Frame;
use homeward_app::follow::Followed;
use homeward_domain::case::event::{ClosingFact, PublicationFact};
use homeward_domain::case::page::{Said, said};
use homeward_domain::case::{Case, Fact, Publication};
use homeward_domain::time::Timestamp;

/// A result without a name that is to be public, is public, or is not because they
/// objected.
pub struct Public {
    /// How far it has come, and what they can do.
    pub lead: String,
    /// Matter and result, as long as they can be objected to.
    pub text: Option<(String, String)>,
    /// When they objected and why.
    pub objected: Option<(String, String)>,
}

/// What the page tells of it at a moment; `days` are those to object before it is public.
pub fn of(frame: &Frame, case: &Case, followed: &Followed, days: i64, now: Timestamp) -> Option<Public> {
    let objected = objection(frame, followed);
    let publication = case.publication?;
    let (key, at) = match publication {
        Publication::Approved { .. } => match publication.open_until(days).filter(|until| now < *until) {
            Some(until) => ("follow-public-planned", Some(until)),
            None => ("follow-public-soon", None),
        },
        Publication::Published { until, .. } if now < until => ("follow-public-now", Some(until)),
        Publication::Proposed { objected: true, .. } if objected.is_some() => ("follow-public-objected", None),
        Publication::Withheld if objected.is_some() => ("follow-public-withheld", None),
        _ => return None,
    };
    let can_object = matches!(publication, Publication::Approved { .. } | Publication::Published { .. });
    let text = if can_object { Some(proposed(followed)?) } else { None };
    let lead = match at {
        Some(at) => frame.t1(key, "time", &frame.time(at.0)),
        None => frame.t(key),
    };
    Some(Public { lead, text, objected })
}

fn proposed(followed: &Followed) -> Option<(String, String)> {
    followed.journey().entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Publication(PublicationFact::PublicationProposed(f)) => {
            Some((entry.words(f.matter)?.to_owned(), entry.words(f.result)?.to_owned()))
        }
        _ => None,
    })
}

/// What they themselves said last against it since the case was opened last.
fn objection(frame: &Frame, followed: &Followed) -> Option<(String, String)> {
    let entries = followed.entries();
    let round = entries
        .iter()
        .rev()
        .take_while(|(entry, _)| !matches!(entry.event.fact, Fact::Closing(ClosingFact::CaseReopened(_))));
    let mut objections = round
        .filter(|(entry, _)| matches!(entry.event.fact, Fact::Publication(PublicationFact::PublicationObjected(_))));
    objections.find_map(|(entry, reader)| {
        let Some(Said::Theirs(words)) = said(&entry.event, *reader, entry.stands()).pop() else { return None };
        let head = frame.t1("follow-objected-at", "time", &frame.time(entry.event.effective_at.0));
        Some((head, entry.words(words).map_or_else(|| frame.t("erased"), str::to_owned)))
    })
}
