//! How an answer comes to the complainant, and what of it waits for somebody else.

use super::super::allowed;
use crate::form::way;
use crate::frame::Frame;
use crate::language::Language;
use crate::pages::session::SignedIn;
use crate::pages::timeline::{Aside, Line};
use crate::wording::name_alone;
use homeward_domain::case::Case;
use homeward_domain::promises::{MetBy, Proof};

/// How an answer can have come to the complainant: the way leads.
pub(super) fn ways(language: Language) -> Vec<(String, String)> {
    let label = |one: &str| name_alone(language, "way", &one.replace(':', "-"));
    way::choices(true).into_iter().map(|one| (one.to_owned(), label(one))).collect()
}

/// Entries that were made later and that somebody else has still to confirm.
pub(super) struct Unconfirmed {
    entries: Vec<i64>,
    /// Where they are confirmed, by whoever may.
    at: Option<String>,
}

impl Unconfirmed {
    pub(super) fn of(signed_in: &SignedIn, number: &str, case: &Case) -> Self {
        let waits = case.clocks.iter().filter_map(|c| match c.clock.proof {
            Proof::EnteredLate { entry, confirmed: false, .. } => Some(entry),
            _ => None,
        });
        let may = allowed::may(&signed_in.caller, "confirmations");
        Self { entries: waits.collect(), at: may.then(|| format!("/desk/cases/{number}/acts/confirmations?entry=")) }
    }

    /// The line of an entry, which says so where it waits.
    pub(super) fn on(&self, frame: &Frame, mut line: Line) -> Line {
        if self.entries.contains(&line.seq) {
            let confirms = self.at.as_ref().map(|at| (format!("{at}{}", line.seq), frame.t("act-confirmations")));
            line.aside.push(Aside { text: frame.t("event-unconfirmed"), link: confirms });
        }
        line
    }
}

/// Where an entry is corrected, up to its place, by whoever may.
pub(super) fn correct_at(signed_in: &SignedIn, number: &str) -> Option<String> {
    let may = allowed::may(&signed_in.caller, "corrections");
    may.then(|| format!("/desk/cases/{number}/acts/corrections?does=adds&entry="))
}

/// Whether what they reported has still to be confirmed to them.
pub(super) fn is_unconfirmed(case: &Case) -> bool {
    case.clocks.iter().any(|c| c.met_by == MetBy::ContentConfirmed && c.clock.is_open())
}
