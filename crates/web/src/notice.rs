//! The result notice as text, made from the record (S4 §2.4.1, journey §7): the
//! matter, ground and procedure, the result, whether each time limit was kept,
//! what was changed, thanks, and where to go if not content.

use crate::api::usual_measure;
use crate::language::{Language, message};
use crate::pages::{category, name, promise as promise_words, span, time};
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::view::ClockView;
use homeward_domain::case::Fact;
use homeward_domain::case::event::MeasureAdded;
use homeward_domain::catalogue::{PlanAnswer, SettledHow};
use homeward_domain::policies::Policies;
use homeward_domain::promises::Audience;

/// Ends of the names of those usual measures by which something changes for good.
const CHANGES: [&str; 2] = [".mend", ".control"];

/// The notice in a language.
pub fn result(language: Language, dossier: &Dossier, policies: &Policies) -> String {
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
    parts.push(titled(&t("notice-changes", &[]), &changes(language, dossier)));
    parts.push(t("notice-thanks", &[]));
    parts.push(t("notice-ways", &[]));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// A title with its lines; nothing where there are none.
fn titled(title: &str, lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("{title}\n{}", lines.join("\n")) }
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
    how.into_iter().chain(said).chain(measures(language, dossier, |_| true)).collect()
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
        let own = measure.words.and_then(|words| entry.words(words)).map(str::to_owned);
        let planned = || dossier.planned_measure(measure.of_plan?);
        let usual = || measure.template.as_deref().map(|template| usual_measure(language, template));
        own.or_else(planned).or_else(usual).map(|text| message(language, "notice-done", &[("text", &text)]))
    };
    added.filter_map(text).collect()
}

fn limit(language: Language, clock: &ClockView) -> String {
    let promise = promise_words(language, &clock.promise);
    let late = clock.met_at.map(|at| span(language, at - clock.due_at));
    match (clock.state.as_str(), late) {
        ("breached", Some(late)) => message(language, "notice-limit-late", &[("promise", &promise), ("span", &late)]),
        (state, _) => {
            let state = name(language, "clock", state);
            message(language, "notice-limit", &[("promise", &promise), ("state", &state)])
        }
    }
}
