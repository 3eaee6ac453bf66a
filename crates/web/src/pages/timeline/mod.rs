//! The timeline of a case: each entry of the record told in a line, with its words.

#![allow(
    clippy::match_wildcard_for_single_variants,
    reason = "a kind without places to fill is said by its message, whatever kinds there will be"
)]

mod acceptance;
mod clocks;
mod closing;
mod complainants;
mod connections;
mod conversation;
mod corrections;
mod files;
mod intake;
mod investigation;
mod names;
mod plans;
mod privacy;
mod proceedings;
mod publication;
mod responsibility;
mod team;
mod triage;

use crate::frame::Frame;
use crate::wording::time;
use homeward_app::Closed;
use homeward_app::dossier::{Entry, Withdrawn};
use homeward_domain::case::corrections::withdrawable::put_right;
use homeward_domain::case::event::PutRight;
use homeward_domain::case::event::{
    AcceptanceFact, ClockFact, ClosingFact, ConversationFact, CorrectionFact, Direction, PlanFact,
};
use homeward_domain::case::page::Stands;
use homeward_domain::case::{Event, Fact};
use homeward_domain::policies::Policies;
use homeward_domain::record::ContentRef;
use homeward_domain::time::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// One entry as a page shows it.
pub struct Line {
    /// Its place.
    pub seq: i64,
    /// Its class in the style sheet.
    pub class: &'static str,
    /// What happened.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// When it took effect.
    pub when: String,
    /// The words that belong to it.
    pub words: Vec<String>,
    /// The merged case by way of which it came.
    pub via: Option<String>,
    /// What colleagues have to know of it, which was never said to the complainant.
    pub aside: Vec<Aside>,
    /// Entries that it is about, or that are about it: where, in words.
    pub beside: Vec<(String, String)>,
    /// Whether what it says was withdrawn.
    pub struck: bool,
    /// Whether it can be withdrawn.
    pub withdrawable: bool,
}

/// A small line under an entry.
pub struct Aside {
    pub text: String,
    /// Where something can be done about it, with what.
    pub link: Option<(String, String)>,
}

/// Names of staff, for saying who did what.
pub struct Names<'a> {
    pub frame: &'a Frame,
    pub staff: HashMap<i64, String>,
    /// Those who complain, by their places; nobody where no case is shown.
    pub people: HashMap<i64, String>,
    pub policies: Arc<Policies>,
    /// The cases whose numbers the reader may not know.
    pub closed: Closed,
}

/// How much later than it happened something must be entered to be marked.
pub const LATER_FROM: Span = Span::minutes(1);

/// An entry as a line.
pub fn line(names: &Names, entry: &Entry) -> Line {
    let event = &entry.event;
    let via = event.fact.via().map(|via| via.case).filter(|case| !names.closed.has(*case)).map(|case| case.to_string());
    Line {
        seq: event.seq,
        class: class(&event.fact),
        what: what(names, entry),
        who: names.actor(event.fact.said_by(event.actor)),
        when: time(names.frame.language, event.effective_at.0),
        words: words(names, entry),
        via,
        aside: aside(names, entry).into_iter().map(|text| Aside { text, link: None }).collect(),
        beside: beside(names, entry),
        struck: matches!(entry.stands(), Stands::Withdrawn { .. }),
        withdrawable: entry.withdrawn.is_none() && is_withdrawable(event),
    }
}

fn class(fact: &Fact) -> &'static str {
    match fact {
        Fact::Clocks(ClockFact::ClockBreached(_)) => "breach",
        Fact::Clocks(_) => "clock",
        Fact::Conversation(ConversationFact::NoteAdded(_)) => "note",
        Fact::Conversation(ConversationFact::MessageRecorded(m)) if m.direction == Direction::In => "words-in",
        Fact::Conversation(ConversationFact::MessageRecorded(_)) => "words-out",
        _ => "entry",
    }
}

/// What happened; that it was entered later, and that it was withdrawn, where that is so.
fn what(names: &Names, entry: &Entry) -> String {
    let mut what = names.what(&entry.event.fact);
    if is_entered_later(&entry.event) {
        what = names.frame.t1("event-entered-later", "what", &what);
    }
    match &entry.withdrawn {
        None => what,
        Some(Withdrawn { fell: true, .. }) => names.frame.t1("event-fell", "what", &what),
        Some(Withdrawn { stands_on_page: true, .. }) => names.frame.t1("event-untold", "what", &what),
        Some(_) => names.frame.t1("event-withdrawn", "what", &what),
    }
}

/// A call or letter of ours that was entered later stands at its true time, and so does
/// what they said to us.
fn is_entered_later(event: &Event) -> bool {
    let is_said = class(&event.fact) == "words-out"
        || matches!(
            event.fact,
            Fact::Plans(PlanFact::PlanAnswered(_)) | Fact::Closing(ClosingFact::SatisfactionTold(_))
        );
    is_said && event.recorded_at - event.effective_at > LATER_FROM
}

/// Words of an entry that colleagues read beside it: the key of the sentence, the name of
/// the words in it, and the words.
fn reasons(fact: &Fact) -> [(&'static str, &'static str, Option<ContentRef>); 3] {
    let (night, despite) = match fact {
        Fact::Conversation(ConversationFact::MessageRecorded(message)) => (message.night, message.despite),
        _ => (None, None),
    };
    let for_page = match fact {
        Fact::Corrections(CorrectionFact::EntryCorrected(correction)) => correction.for_page,
        _ => None,
    };
    [("event-night", "reason", night), ("event-despite", "reason", despite), ("event-page-text", "text", for_page)]
}

/// The words that belong to an entry. The statement stands at the top of the page already,
/// and what was told at an end in the message before it.
fn words(names: &Names, entry: &Entry) -> Vec<String> {
    let event = &entry.event;
    let told_elsewhere = event.seq == 1
        || match &event.fact {
            Fact::Acceptance(AcceptanceFact::CaseRefused(_)) => entry.stored.version > 1,
            Fact::Acceptance(AcceptanceFact::ObjectionDecided(_))
            | Fact::Closing(
                ClosingFact::CaseResolved(_) | ClosingFact::FinalAnswerGiven(_) | ClosingFact::ResultNoticeGiven(_),
            ) => true,
            _ => false,
        };
    let (personal, reasons) = (entry.personal_slots(), reasons(&event.fact));
    let is_aside = |slot: i64| reasons.iter().any(|(.., words)| words.is_some_and(|words| words.slot == slot));
    let shown = entry.bodies.iter();
    let shown = shown.filter(|(slot, _)| !personal.contains(slot) && !told_elsewhere && !is_aside(*slot));
    // What came by way of a case under restriction is there, and not shown.
    let gone = names.frame.t(if entry.withheld { "withheld" } else { "erased" });
    let words = shown.map(|(_, text)| text.clone().unwrap_or_else(|| gone.clone()));
    let added = entry.told_fields().into_iter().map(|(field, value)| names.field(field, &value));
    let file = entry.file_details().map(|details| details.name);
    words.chain(added).chain(file).collect()
}

/// What colleagues have to know of an entry, in sentences.
fn aside(names: &Names, entry: &Entry) -> Vec<String> {
    let (frame, event) = (names.frame, &entry.event);
    let reasons = reasons(&event.fact).into_iter();
    let said = reasons.filter_map(|(key, argument, words)| Some(frame.t1(key, argument, entry.words(words?)?)));
    let mut aside: Vec<String> = said.collect();
    if is_entered_later(event) {
        aside.push(frame.t1("event-written-down", "at", &time(frame.language, event.recorded_at.0)));
    }
    aside.extend(names.addressed(&event.fact));
    if matches!(&event.fact, Fact::Acceptance(AcceptanceFact::ObjectionDecided(f)) if f.alone) {
        aside.push(frame.t("event-decided-alone"));
    }
    aside
}

/// Whether an entry of its kind is withdrawn where it is untrue.
fn is_withdrawable(event: &Event) -> bool {
    matches!(put_right(event), PutRight::Withdrawing | PutRight::WithdrawingByLead)
}

/// The ways between a correction and the entry that it is about.
fn beside(names: &Names, entry: &Entry) -> Vec<(String, String)> {
    let link = |key: &str, seq: i64| (format!("?show=all#entry-{seq}"), names.frame.t1(key, "seq", &seq.to_string()));
    let by = entry
        .withdrawn
        .as_ref()
        .map(|withdrawn| link(if withdrawn.fell { "event-fell-with" } else { "event-withdrawn-by" }, withdrawn.by));
    let of = match &entry.event.fact {
        Fact::Corrections(CorrectionFact::EntryCorrected(f)) => {
            std::iter::once(f.corrects).chain(f.with.iter().copied()).collect()
        }
        _ => Vec::new(),
    };
    by.into_iter().chain(of.into_iter().map(|seq| link("event-correction-of", seq))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, message};
    use crate::wording::{category, name};
    use homeward_domain::case::event::ReopenCause;
    use homeward_domain::catalogue::{
        Authority, Category, Cause, ClosingItem, DateTopic, EscalationLevel, EvidenceKind, Exemption, Grade,
        HandlingType, Item, LinkKind, ObjectorKind, PlanAnswer, Position, ProceedingStep, RepresentativeRole,
        Respondent, SettledHow, ShareParty, WhoseWord,
    };
    use homeward_domain::categories::Categories;
    use homeward_domain::triage::strategy::{Duty, Strategy};

    #[test]
    fn every_category_kind_of_event_and_closed_list_has_words_in_both_languages() {
        let lists = [
            ("handling", HandlingType::SPELLINGS),
            ("grade", Grade::SPELLINGS),
            ("strategy", Strategy::SPELLINGS),
            ("source", WhoseWord::SPELLINGS),
            ("cause", Cause::SPELLINGS),
            ("answer", PlanAnswer::SPELLINGS),
            ("settled", SettledHow::SPELLINGS),
            ("party", ShareParty::SPELLINGS),
            ("link", LinkKind::SPELLINGS),
            ("body", Authority::SPELLINGS),
            ("step", ProceedingStep::SPELLINGS),
            ("topic", DateTopic::SPELLINGS),
            ("objector", ObjectorKind::SPELLINGS),
            ("respondent", Respondent::SPELLINGS),
            ("position", Position::SPELLINGS),
            ("evidence", EvidenceKind::SPELLINGS),
            ("level", EscalationLevel::SPELLINGS),
            ("duty", Duty::SPELLINGS),
            ("item", Item::SPELLINGS),
            ("closing-item", ClosingItem::SPELLINGS),
            ("reopen-cause", ReopenCause::SPELLINGS),
            ("case-exempt", Exemption::SPELLINGS),
            ("representative", RepresentativeRole::SPELLINGS),
        ];
        for language in Language::ALL {
            for spelling in Category::shipped() {
                let words = category(language, &Categories::default(), spelling.as_str());
                assert!(words.contains('·'), "{spelling}");
            }
            for kind in Fact::KINDS.iter().filter(|kind| !["message_recorded", "publication_decided"].contains(kind)) {
                let key = format!("event-{}", kind.replace('_', "-"));
                assert_ne!(message(language, &key, &[]), key);
            }
            for step in homeward_app::sops::shipped_steps() {
                assert_ne!(name(language, "step-of", &step.id), format!("step-of-{}", step.id.replace('_', "-")));
            }
            for sop in homeward_app::sops::shipped() {
                assert_ne!(name(language, "sop", &sop.id), format!("sop-{}", sop.id.replace('_', "-")));
            }
            for main in Category::MAINS {
                assert_ne!(name(language, "category-main", main), format!("category-main-{main}"));
            }
            for template in homeward_app::usual_measures::names() {
                let key = format!("measure-{}", template.replace(['.', '_'], "-"));
                assert_ne!(message(language, &key, &[]), key);
            }
            for (list, spellings) in lists {
                for spelling in spellings {
                    let key = format!("{list}-{}", spelling.replace(['_', '.'], "-"));
                    assert_ne!(message(language, &key, &[]), key);
                }
            }
        }
    }
}
