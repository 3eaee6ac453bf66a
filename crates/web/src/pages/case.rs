//! A case: what was told, its clocks, its timeline.

use super::frame::{Frame, PageError, page};
use super::session::SignedIn;
use super::words::{ClockWords, name, time};
use crate::language::{Language, message};
use crate::state::Web;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use homeward_app::duplicates::{self, Duplicate};
use homeward_app::read::{self, Dossier, Entry, Told};
use homeward_app::{Scope, mask_email, mask_phone, people};
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ClockName, Direction, MessageRecorded};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    frame: Frame,
    heading: String,
    state: String,
    nature: Option<(String, String)>,
    statement: String,
    desired_outcome: Option<String>,
    facts: Vec<(String, String)>,
    co_complainants: Vec<Other>,
    clocks: Vec<ClockWords>,
    same_matter: Vec<SameMatter>,
    timeline: Vec<Line>,
}

/// One more of a group complaint.
struct Other {
    name: String,
    phone: Option<String>,
    desired_outcome: Option<String>,
}

/// A case that may be about the same matter, and why.
struct SameMatter {
    number: String,
    gist: String,
    why: String,
}

struct Line {
    seq: i64,
    class: &'static str,
    what: String,
    who: String,
    when: String,
    words: Option<String>,
}

/// Names of staff, for saying who did what.
struct Names<'a> {
    frame: &'a Frame,
    staff: HashMap<i64, String>,
}

pub async fn case(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let dossier = read::dossier(&web.app, &signed_in.caller, number, 0).await.map_err(failed)?;
    let same_matter = duplicates::duplicates(&web.app, &signed_in.caller, dossier.view.row.number.clone()).await;
    let same_matter = same_matter.map_err(failed)?;
    let staff = people::staff(&web.app).await.map_err(failed)?;
    let staff = staff.into_iter().map(|s| (s.id, s.name)).collect();
    let row = &dossier.view.row;
    let frame = Frame::new(language, "queue-title", &uri, Some(signed_in.name));
    let frame = frame.titled(message(language, "case-title", &[("number", &row.number)]));
    let names = Names { frame: &frame, staff };
    let now = web.app.clock().now();
    let presses = row.nature != "general";
    page(&CasePage {
        heading: dossier.person().map_or_else(|| row.number.clone(), |p| format!("{} · {}", row.number, p.name)),
        state: name(language, "state", &row.state),
        nature: presses.then(|| (row.nature.clone(), name(language, "nature", &row.nature))),
        statement: dossier.statement().map_or_else(|| frame.t("erased"), str::to_owned),
        desired_outcome: dossier.desired_outcome().map(str::to_owned),
        facts: facts(&names, &dossier, signed_in.caller.may(Scope::CustomersRead)),
        co_complainants: others(&frame, &dossier, signed_in.caller.may(Scope::CustomersRead)),
        same_matter: same_matter.into_iter().map(|d| same_matter_line(&frame, d)).collect(),
        clocks: dossier.view.clocks.iter().map(|clock| ClockWords::new(&frame, clock, now)).collect(),
        timeline: dossier.entries.iter().rev().map(|entry| line(&names, entry)).collect(),
        frame,
    })
}

fn facts(names: &Names, dossier: &Dossier, in_full: bool) -> Vec<(String, String)> {
    let (frame, row) = (names.frame, &dossier.view.row);
    let language = frame.language;
    let shown = |value: String, mask: fn(&str) -> String| if in_full { value } else { mask(&value) };
    let person = dossier.person().unwrap_or_default();
    let particulars = dossier.particulars();
    let owner = if row.owner == 0 { frame.t("case-owner-none") } else { names.of_staff(row.owner) };
    let all = [
        ("case-kind", Some(name(language, "kind", &row.kind))),
        ("case-channel", Some(name(language, "channel", &row.channel))),
        ("case-category", Some(&row.category).filter(|c| !c.is_empty()).map(|c| category(language, c))),
        ("case-phone", person.phone.map(|phone| shown(phone, mask_phone))),
        ("case-email", person.email.map(|email| shown(email, mask_email))),
        ("case-booking", particulars.booking_reference),
        ("case-place", particulars.place),
        ("case-external-reference", particulars.external_reference),
        ("case-owner", Some(owner)),
        ("case-received-at", Some(time(language, row.received_at))),
        ("case-created-at", Some(time(language, row.created_at))),
    ];
    all.into_iter().filter_map(|(key, value)| Some((frame.t(key), value?))).collect()
}

fn others(frame: &Frame, dossier: &Dossier, in_full: bool) -> Vec<Other> {
    let shown = |phone: String| if in_full { phone } else { mask_phone(&phone) };
    let other = |told: Told| Other {
        name: told.person.as_ref().map_or_else(|| frame.t("case-nameless"), |p| p.name.clone()),
        phone: told.person.and_then(|p| p.phone).map(shown),
        desired_outcome: told.desired_outcome,
    };
    dossier.complainants().into_iter().skip(1).map(other).collect()
}

fn same_matter_line(frame: &Frame, duplicate: Duplicate) -> SameMatter {
    let common: Vec<String> =
        duplicate.common.iter().map(|c| frame.t(&format!("same-matter-{}", c.as_str()))).collect();
    let separator = frame.t("list-separator");
    let likeness = duplicate.likeness.to_string();
    let words = [("common", common.join(&separator)), ("percent", likeness)];
    let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
    SameMatter {
        number: duplicate.view.row.number,
        gist: duplicate.view.row.gist.unwrap_or_default(),
        why: message(frame.language, "same-matter-why", &words),
    }
}

/// A category in words: main and sub.
fn category(language: Language, spelling: &str) -> String {
    name(language, "category", &spelling.replace('.', "-"))
}

fn line(names: &Names, entry: &Entry) -> Line {
    let event = &entry.event;
    let personal = entry.personal_slots();
    // The statement stands at the top of the page already.
    let is_receipt = event.seq == 1;
    let words = entry.bodies.iter().find(|(slot, _)| !personal.contains(slot) && !is_receipt);
    let words = words.map(|(_, text)| text.clone().unwrap_or_else(|| names.frame.t("erased")));
    let class = match &event.fact {
        Fact::ClockBreached(_) => "breach",
        Fact::MessageRecorded(m) if m.direction == Direction::In => "words-in",
        Fact::MessageRecorded(_) => "words-out",
        _ => "entry",
    };
    let when = time(names.frame.language, event.effective_at.0);
    Line { seq: event.seq, class, what: names.what(&event.fact), who: names.actor(event.actor), when, words }
}

impl Names<'_> {
    fn of_staff(&self, id: i64) -> String {
        self.staff.get(&id).cloned().unwrap_or_else(|| self.frame.t1("case-staff", "id", &id.to_string()))
    }

    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Staff(id) => self.of_staff(id),
            Actor::Token(id) => self.frame.t1("actor-token", "id", &id.to_string()),
            Actor::Import(id) => self.frame.t1("actor-import", "id", &id.to_string()),
            Actor::System => self.frame.t("actor-system"),
        }
    }

    fn what(&self, fact: &Fact) -> String {
        let (frame, language) = (self.frame, self.frame.language);
        let of_clock = |clock: &ClockName| {
            let key = format!("event-{}", fact.kind().replace('_', "-"));
            frame.t1(&key, "promise", &name(language, "promise", &clock.promise))
        };
        match fact {
            Fact::CaseReceived(f) => {
                let (kind, channel) =
                    (name(language, "kind", f.kind.as_str()), name(language, "channel", f.channel.as_str()));
                message(language, "event-case-received", &[("kind", &kind), ("channel", &channel)])
            }
            Fact::ClockPaused(f) => of_clock(&f.clock),
            Fact::ClockResumed(f) => of_clock(&f.clock),
            Fact::ClockRetargeted(f) => of_clock(&f.clock),
            Fact::ClockExtended(f) => of_clock(&f.clock),
            Fact::ClockMet(f) => of_clock(&f.clock),
            Fact::ClockBreached(f) => of_clock(&f.clock),
            Fact::ClockEnded(f) => of_clock(&f.clock),
            Fact::ClockWarned(f) => {
                let promise = name(language, "promise", &f.clock.promise);
                let percent = f.percent.to_string();
                message(language, "event-clock-warned", &[("promise", &promise), ("percent", &percent)])
            }
            Fact::MessageRecorded(f) => {
                frame.t1(message_key(f), "channel", &name(language, "channel", f.channel.as_str()))
            }
            Fact::CaseAssigned(f) => {
                let owner = f.owner.map_or_else(|| frame.t("case-owner-none"), |id| self.of_staff(id));
                frame.t1("event-case-assigned", "owner", &owner)
            }
            Fact::NatureSet(f) => frame.t1("event-nature-set", "nature", &name(language, "nature", f.nature.as_str())),
            Fact::EntryCorrected(f) => frame.t1("event-entry-corrected", "seq", &f.corrects.to_string()),
            Fact::ClocksStarted(_)
            | Fact::CaseAccepted(_)
            | Fact::CaseRefused(_)
            | Fact::NoteAdded(_)
            | Fact::ContentsErased(_) => frame.t(&format!("event-{}", fact.kind().replace('_', "-"))),
        }
    }
}

const fn message_key(message: &MessageRecorded) -> &'static str {
    match (message.direction, message.automatic, message.reached) {
        (Direction::In, _, _) => "event-message-in",
        (Direction::Out, true, _) => "event-message-automatic",
        (Direction::Out, false, Some(false)) => "event-message-attempt",
        (Direction::Out, false, _) => "event-message-out",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_domain::catalogue::Category;

    #[test]
    fn every_category_and_kind_of_event_has_words_in_both_languages() {
        for language in Language::ALL {
            for spelling in Category::all() {
                assert!(category(language, &spelling.to_string()).contains('·'), "{spelling}");
            }
            for kind in Fact::KINDS.iter().filter(|kind| **kind != "message_recorded") {
                let key = format!("event-{}", kind.replace('_', "-"));
                assert_ne!(message(language, &key, &[]), key);
            }
        }
    }
}
