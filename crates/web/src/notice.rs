//! The result notice as text, made from the record (S4 §2.4.1, journey §7): the
//! matter, ground and procedure, the result, whether each time limit was kept,
//! what was changed, thanks, and where to go if not content.

use crate::api::usual_measure;
use crate::language::{Language, message};
use crate::pages::{category, name, promise as promise_words, span, time};
use homeward_app::acts::{self, Done, NoticeWords, Request};
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::view::ClockView;
use homeward_app::{App, FieldError};
use homeward_domain::case::event::MeasureAdded;
use homeward_domain::case::{Done as DoneState, Fact};
use homeward_domain::catalogue::{PlanAnswer, SettledHow};
use homeward_domain::policies::Policies;
use homeward_domain::promises::Audience;
use serde_json::Value;

/// Ends of the names of those usual measures by which something changes for good.
const CHANGES: [&str; 2] = [".mend", ".control"];

/// Gives the notice to the complainant in their language: the letter made from the
/// record, or words of one's own that have every part of it.
pub async fn give(app: &App, request: Request, body: &Value) -> Done {
    let policies = app.policies();
    let compose = |dossier: &Dossier, told: &NoticeWords| {
        let language = theirs(dossier).unwrap_or(Language::Chinese);
        let changed = told.changed.as_deref();
        let Some(text) = &told.text else {
            let letter = result(language, dossier, &policies, changed);
            let unsaid = letter.contains(&message(language, "notice-changes-unsaid", &[]));
            return if unsaid { Err(vec![FieldError::new("changed", "change_not_said")]) } else { Ok(letter) };
        };
        whole(dossier, text, changed)
    };
    acts::give_result_notice(app, request, body, compose).await
}

/// The language that the complainant wants to be spoken to in, where we speak it.
pub fn theirs(dossier: &Dossier) -> Option<Language> {
    let Fact::CaseReceived(received) = &dossier.entries.first()?.event.fact else { return None };
    Some(Language::accepted(&received.complainants.first()?.language))
}

/// The parts of a notice after its matter, by the keys of their titles.
const PARTS: [&str; 5] = ["notice-procedure", "notice-result", "notice-limits", "notice-changes", "notice-todo"];
/// Words of which one names a way outside.
const WAYS: [&str; 6] = ["12345", "12315", "文化和旅游", "仲裁", "arbitration", "court"];

/// A notice in words of one's own, with what was changed in its place; or what it
/// lacks. It is whole in one of the languages.
fn whole(dossier: &Dossier, text: &str, changed: Option<&str>) -> Result<String, Vec<FieldError>> {
    let lacking: Vec<(String, Vec<String>)> = Language::ALL
        .into_iter()
        .map(|language| {
            let text = with_changes(language, text, changed);
            let lacks = lacks(language, &dossier.view.row.number, &text);
            (text, lacks)
        })
        .collect();
    let Some((text, lacks)) = lacking.into_iter().min_by_key(|(_, lacks)| lacks.len()) else { return Ok(text.into()) };
    if lacks.is_empty() { Ok(text) } else { Err(vec![FieldError::with("text", "notice_lacks", lacks.join(" · "))]) }
}

/// The text with what was changed where the letter leaves room for it, or at its end.
fn with_changes(language: Language, text: &str, changed: Option<&str>) -> String {
    let Some(changed) = changed.filter(|changed| !text.contains(changed)) else { return text.to_owned() };
    let unsaid = message(language, "notice-changes-unsaid", &[]);
    if text.contains(&unsaid) {
        return text.replace(&unsaid, changed);
    }
    format!("{text}\n\n{}\n{changed}", message(language, "notice-changes", &[]))
}

/// The parts that a notice lacks, by name.
fn lacks(language: Language, number: &str, text: &str) -> Vec<String> {
    let title = |key: &str| {
        let numbered = message(language, key, &[]);
        numbered.split_once(['、', ' ']).map_or(numbered.clone(), |(_, title)| title.to_owned())
    };
    let unsaid = |key: &str| match key {
        "notice-changes" => text.contains(&message(language, "notice-changes-unsaid", &[])),
        "notice-result" => text.contains(&message(language, "notice-result-unsaid", &[])),
        _ => false,
    };
    let is_there = |key: &str| text.contains(&title(key)) && !unsaid(key);
    let mut lacks: Vec<String> = PARTS.into_iter().filter(|key| !is_there(key)).map(title).collect();
    if !text.contains(number) {
        lacks.insert(0, number.to_owned());
    }
    if !WAYS.iter().any(|way| text.contains(way)) {
        lacks.push(message(language, "notice-ways-name", &[]));
    }
    lacks
}

/// The notice in a language, with what was changed in words of one's own where there
/// are any.
pub fn result(language: Language, dossier: &Dossier, policies: &Policies, changed: Option<&str>) -> String {
    let t = |key: &str, words: &[(&str, &str)]| message(language, key, words);
    let row = &dossier.view.row;
    let about = if row.category.is_empty() {
        name(language, "kind", &row.kind)
    } else {
        category(language, policies.categories(), &row.category)
    };
    let received = time(language, row.received_at);
    let person = dossier.person().map(|person| person.name);
    let greeting = person.map(|person| t("notice-greeting", &[("name", &person)]));
    let matter = t("notice-matter", &[("number", &row.number), ("received", &received), ("about", &about)]);
    let mut parts = vec![greeting.unwrap_or_else(|| t("notice-greeting-nameless", &[])), matter];
    parts.push(titled(&t("notice-procedure", &[]), &procedure(language, dossier)));
    parts.push(titled(&t("notice-result", &[]), &outcome(language, dossier)));
    let limits = dossier.view.clocks_of_case().filter(|clock| {
        policies.promise(&clock.promise, clock.version).is_some_and(|promise| promise.audience == Audience::Public)
    });
    let limits: Vec<String> = limits.map(|clock| limit(language, clock)).collect();
    parts.push(titled(&t("notice-limits", &[]), &limits));
    parts.push(titled(&t("notice-changes", &[]), &said_changes(language, dossier, changed)));
    parts.push(titled(&t("notice-todo", &[]), &to_do(language, dossier)));
    parts.push(t("notice-thanks", &[]));
    parts.push(t("notice-ways", &[]));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// A title with its lines; nothing where there are none.
fn titled(title: &str, lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("{title}\n{}", lines.join("\n")) }
}

/// What was changed: in words of one's own, and by measures that last.
fn said_changes(language: Language, dossier: &Dossier, changed: Option<&str>) -> Vec<String> {
    let own = changed.map(str::to_owned);
    let all: Vec<String> = changes(language, dossier).into_iter().chain(own).collect();
    if all.is_empty() { vec![message(language, "notice-changes-unsaid", &[])] } else { all }
}

/// What is still to be done, with the dates that were set.
fn to_do(language: Language, dossier: &Dossier) -> Vec<String> {
    let open: Vec<(i64, Option<i64>)> = dossier.case().map_or_else(Vec::new, |case| {
        let open = case.journey.measures.into_iter().filter(|measure| measure.done == DoneState::Open);
        open.map(|measure| (measure.number, measure.due_at.map(|at| at.0))).collect()
    });
    let line = |(number, due_at): (i64, Option<i64>)| {
        let text = measure_text(language, dossier, number)?;
        let by = due_at.map(|at| time(language, at));
        let key = if by.is_some() { "notice-open" } else { "notice-open-undated" };
        Some(message(language, key, &[("text", &text), ("at", &by.unwrap_or_default())]))
    };
    let lines: Vec<String> = open.into_iter().filter_map(line).collect();
    if lines.is_empty() { vec![message(language, "notice-open-none", &[])] } else { lines }
}

/// What a measure says.
fn measure_text(language: Language, dossier: &Dossier, number: i64) -> Option<String> {
    dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::MeasureAdded(f) if f.measure == number => text_of(language, dossier, entry, f),
        _ => None,
    })
}

fn text_of(language: Language, dossier: &Dossier, entry: &Entry, measure: &MeasureAdded) -> Option<String> {
    let own = measure.words.and_then(|words| entry.words(words)).map(str::to_owned);
    let planned = || dossier.planned_measure(measure.of_plan?);
    let usual = || measure.template.as_deref().map(|template| usual_measure(language, template));
    own.or_else(planned).or_else(usual)
}

fn procedure(language: Language, dossier: &Dossier) -> Vec<String> {
    let line = |entry: &Entry| {
        let at = time(language, entry.event.effective_at.0);
        let key = match &entry.event.fact {
            Fact::CaseAccepted(_) => "notice-accepted",
            Fact::FindingRecorded(_) => "notice-investigated",
            Fact::PlanProposed(plan) => {
                return Some(message(
                    language,
                    "notice-planned",
                    &[("at", &at), ("version", &plan.version.to_string())],
                ));
            }
            Fact::PlanAnswered(answer) if answer.answer == PlanAnswer::Accepted => "notice-agreed",
            Fact::FinalAnswerGiven(_) => "notice-final-answer",
            _ => return None,
        };
        Some(message(language, key, &[("at", &at)]))
    };
    let mut lines: Vec<String> = Vec::new();
    let mut investigated = false;
    for entry in &dossier.entries {
        // Of many findings the first says when the investigation was.
        let is_finding = matches!(entry.event.fact, Fact::FindingRecorded(_));
        if is_finding && investigated {
            continue;
        }
        investigated |= is_finding;
        lines.extend(line(entry));
    }
    lines
}

fn outcome(language: Language, dossier: &Dossier) -> Vec<String> {
    let journey = dossier.case().map(|case| case.journey);
    let how = journey.as_ref().and_then(|journey| journey.settled).map(|(how, _)| how);
    let said = match how {
        Some(SettledHow::FinalAnswer) => dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
            Fact::FinalAnswerGiven(f) => entry.words(f.words).map(str::to_owned),
            _ => None,
        }),
        _ => accepted(dossier),
    };
    let how = how.map(|how| name(language, "settled", how.as_str()));
    let all: Vec<String> = how.into_iter().chain(said).chain(measures(language, dossier, |_| true)).collect();
    if all.is_empty() { vec![message(language, "notice-result-unsaid", &[])] } else { all }
}

/// What the accepted option offers.
fn accepted(dossier: &Dossier) -> Option<String> {
    let (version, option) = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::PlanAnswered(f) => Some((f.version, f.option?)),
        _ => None,
    })?;
    dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::PlanProposed(f) if f.version == version => {
            let option = f.options.get(usize::try_from(option - 1).ok()?)?;
            entry.words(option.words).map(str::to_owned)
        }
        _ => None,
    })
}

fn changes(language: Language, dossier: &Dossier) -> Vec<String> {
    let lasting = |measure: &MeasureAdded| {
        measure.template.as_deref().is_some_and(|template| CHANGES.iter().any(|end| template.ends_with(end)))
    };
    measures(language, dossier, lasting)
}

/// Measures that were done, in words.
fn measures(language: Language, dossier: &Dossier, wanted: impl Fn(&MeasureAdded) -> bool) -> Vec<String> {
    let is_done = |number: i64| {
        dossier.entries.iter().any(|entry| matches!(&entry.event.fact, Fact::MeasureDone(f) if f.measure == number))
    };
    let added = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::MeasureAdded(f) if is_done(f.measure) && wanted(f) => Some((entry, f)),
        _ => None,
    });
    let text = |(entry, measure): (&Entry, &MeasureAdded)| {
        let text = text_of(language, dossier, entry, measure)?;
        Some(message(language, "notice-done", &[("text", &text)]))
    };
    added.filter_map(text).collect()
}

fn limit(language: Language, clock: &ClockView) -> String {
    let promise = promise_words(language, &clock.promise);
    let late = clock.met_at.map(|at| span(language, at - clock.due_at));
    match (clock.state.as_str(), late) {
        ("unproven", _) => message(language, "notice-limit-unproven", &[("promise", &promise)]),
        ("breached", Some(late)) => message(language, "notice-limit-late", &[("promise", &promise), ("span", &late)]),
        (state, _) => {
            let state = name(language, "clock", state);
            message(language, "notice-limit", &[("promise", &promise), ("state", &state)])
        }
    }
}
