//! Colleagues on the same case: who is there, what they have half written, and
//! the page on which two texts become one.

use super::super::shell::Shell;
use super::super::visit::Visit;
use crate::form::{Typed, first};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::language::{Language, message};
use crate::wording::time;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::attendance::{self, Attendance, Draft};
use homeward_app::dossier::Entry;
use homeward_app::{AppError, people, read};
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ConversationFact, Direction};
use std::collections::HashMap;

/// Who else is at a case, as a part of its page.
#[derive(Default, Template)]
#[template(path = "desk/colleagues.html")]
pub struct Colleagues {
    /// What each does now, in words, with the first character of their name.
    pub here: Vec<(String, String)>,
    /// Drafts that were not sent: words about each, and where both are put together.
    pub drafts: Vec<(String, String)>,
    /// The words of the link.
    open: String,
}

impl Colleagues {
    pub fn new(language: Language, number: &str, attendance: &Attendance, names: &HashMap<i64, String>) -> Self {
        let say = |key: &str, name: &str, when: &str| message(language, key, &[("name", name), ("when", when)]);
        let name = |staff: i64| names.get(&staff).cloned().unwrap_or_else(|| staff.to_string());
        let initial = |name: &str| name.chars().next().map(String::from).unwrap_or_default();
        let here = attendance.colleagues.iter().filter(|one| one.is_here).map(|one| {
            let name = name(one.staff);
            let words = say(if one.is_writing { "presence-writing" } else { "presence-here" }, &name, "");
            (initial(&name), words)
        });
        let draft = |(staff, draft): (i64, &Draft)| {
            let words = say("presence-draft", &name(staff), &time(language, draft.at.0));
            (words, format!("/desk/cases/{number}/drafts/{staff}"))
        };
        let drafts = attendance.colleagues.iter().filter_map(|one| Some((one.staff, one.draft.as_ref()?))).map(draft);
        Self { here: here.collect(), drafts: drafts.collect(), open: message(language, "presence-draft-open", &[]) }
    }
}

/// Two texts, from which their reader makes one.
#[derive(Template)]
#[template(path = "desk/two_texts.html")]
struct TwoTexts {
    shell: Shell,
    number: String,
    lead: String,
    /// What the others wrote: who and when, and the words.
    theirs: Vec<(String, String)>,
    own: String,
    action: String,
    /// What else was typed, and is sent again as it was.
    carried: Vec<(String, String)>,
    submit: String,
}

/// Notes that the reader is at the case, and what they have written so far.
pub async fn attend(
    visit: Visit,
    Path(number): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let failed = |error| visit.failed(error);
    let draft = typed.iter().find(|(name, _)| name == "draft").map(|(_, text)| text.clone());
    let written = draft.zip(first(&typed, "base").parse().ok());
    let caller = &visit.signed_in.caller;
    let attendance = attendance::attend(visit.app(), caller, number.clone(), written).await.map_err(failed)?;
    let names = people::names(visit.app()).await.map_err(failed)?;
    page(&Colleagues::new(visit.language, &number, &attendance, &names))
}

/// A colleague's draft beside one's own.
pub async fn draft(visit: Visit, Path((number, staff)): Path<(String, i64)>) -> Result<Response, PageError> {
    let failed = |error| visit.failed(error);
    let attendance = attendance::at(visit.app(), &visit.signed_in.caller, number.clone()).await.map_err(failed)?;
    let found = attendance.colleagues.iter().find(|one| one.staff == staff).and_then(|one| one.draft.clone());
    // It may have been sent since the link was shown.
    let Some(theirs) = found else { return Ok(Redirect::to(&format!("/desk/cases/{number}")).into_response()) };
    let names = people::names(visit.app()).await.map_err(failed)?;
    let name = names.get(&staff).cloned().unwrap_or_default();
    let when = time(visit.language, theirs.at.0);
    let own = attendance.own.map(|draft| draft.text).unwrap_or_default();
    let both =
        if own.trim().is_empty() { theirs.text.clone() } else { format!("{}\n\n{}", own.trim_end(), theirs.text) };
    let shell = visit.shell("drafts-title").await?;
    page(&TwoTexts {
        lead: shell.t1("drafts-lead", "name", &name),
        theirs: vec![(visit.say("presence-draft", &[("name", &name), ("when", &when)]), theirs.text)],
        own: both,
        action: format!("/desk/cases/{number}/drafts/{staff}"),
        carried: Vec::new(),
        submit: shell.t("drafts-keep"),
        number,
        shell,
    })
}

/// Keeps what was made of both as one's own draft.
pub async fn keep_draft(
    visit: Visit,
    Path((number, _)): Path<(String, i64)>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let failed = |error| visit.failed(error);
    let caller = &visit.signed_in.caller;
    let case = read::case(visit.app(), caller, number.clone()).await.map_err(failed)?;
    let text = first(&typed, "text");
    attendance::keep_draft(visit.app(), caller, number.clone(), text, case.row.seq).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/desk/cases/{number}#composer")).into_response())
}

/// Answers of colleagues that were sent since the writer of an answer last saw
/// the case; with them the page on which the writer decides what is left to say.
pub async fn answered_meanwhile(visit: &Visit, number: &str, typed: &Typed) -> Result<Option<Response>, PageError> {
    let Ok(base) = first(typed, "base").parse::<i64>() else { return Ok(None) };
    let dossier = read::dossier(visit.app(), &visit.signed_in.caller, number.to_owned(), base).await;
    let dossier = dossier.map_err(|error| visit.failed(error))?;
    let others: Vec<&Entry> = dossier.entries.iter().filter(|entry| is_answer_of_another(visit, entry)).collect();
    if others.is_empty() {
        return Ok(None);
    }
    let names = people::names(visit.app()).await.map_err(|error| visit.failed(error))?;
    let shell = visit.shell("answered-title").await?;
    let told = |entry: &&Entry| {
        let Actor::Staff(staff) = entry.event.actor else { return (String::new(), String::new()) };
        let name = names.get(&staff).cloned().unwrap_or_default();
        let when = time(visit.language, entry.event.recorded_at.0);
        let head = visit.say("answered-by", &[("name", &name), ("when", &when)]);
        (head, words_of(entry))
    };
    let carried = typed.iter().filter(|(name, _)| !matches!(name.as_str(), "text" | "base"));
    let shown = TwoTexts {
        lead: shell.t("answered-lead"),
        theirs: others.iter().map(told).collect(),
        own: first(typed, "text").to_owned(),
        action: format!("/desk/cases/{number}/acts/messages"),
        carried: carried.cloned().chain([("base".to_owned(), dossier.view.row.seq.to_string())]).collect(),
        submit: shell.t("answered-send"),
        number: number.to_owned(),
        shell,
    };
    Ok(Some((StatusCode::CONFLICT, page(&shown)?).into_response()))
}

fn is_answer_of_another(visit: &Visit, entry: &Entry) -> bool {
    let Fact::Conversation(ConversationFact::MessageRecorded(message)) = &entry.event.fact else { return false };
    message.direction == Direction::Out
        && entry.withdrawn.is_none()
        && matches!(entry.event.actor, Actor::Staff(_))
        && entry.event.actor != visit.actor()
}

fn words_of(entry: &Entry) -> String {
    let Fact::Conversation(ConversationFact::MessageRecorded(message)) = &entry.event.fact else {
        return String::new();
    };
    entry.words(message.words).unwrap_or_default().to_owned()
}

/// The draft of who asks is no more: it was sent.
pub async fn drafts_sent(visit: &Visit, number: &str) -> Result<(), AppError> {
    attendance::keep_draft(visit.app(), &visit.signed_in.caller, number.to_owned(), "", 0).await
}
