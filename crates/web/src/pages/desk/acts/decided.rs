//! What a decision is about: whoever decides has it before them, word for word.

use super::super::case::{addressed, way_to};
use super::super::shell::Shell;
use crate::pages::group;
use crate::paths;
use crate::wording::{name, name_alone};
use homeward_app::dossier::{Dossier, Entry};
use homeward_domain::actor::Actor;
use homeward_domain::case::decide::{lacks_for_archive, letters_owed};
use homeward_domain::case::event::{AcceptanceFact, PublicationFact};
use homeward_domain::case::{Case, Fact, Publication};
use homeward_domain::catalogue::Item;
use homeward_domain::policies::Policies;
use homeward_domain::record::ContentRef;
use homeward_domain::triage::strategy::Duty;

/// The words that are decided on, each with its title.
pub fn on(shell: &Shell, act: &str, dossier: &Dossier) -> Vec<(String, String)> {
    let quoted: Vec<(&Entry, &str, ContentRef)> = dossier.standing().flat_map(|entry| of(act, entry)).collect();
    // Of a matter that was proposed or refused anew the newest words count, and what
    // was said against them since.
    let newest = quoted.iter().rposition(|(_, key, _)| matches!(*key, "decided-matter" | "decided-refusal"));
    let shown = quoted.into_iter().skip(newest.unwrap_or(0));
    let told = |(entry, key, words): (&Entry, &str, ContentRef)| {
        (shell.t(key), entry.words(words).map_or_else(|| shell.t("erased"), str::to_owned))
    };
    shown.map(told).collect()
}

fn of<'a>(act: &str, entry: &'a Entry) -> Vec<(&'a Entry, &'static str, ContentRef)> {
    match (act, &entry.event.fact) {
        ("publication_decision", Fact::Publication(PublicationFact::PublicationProposed(f))) => {
            vec![(entry, "decided-matter", f.matter), (entry, "decided-result", f.result)]
        }
        ("objection_decision", Fact::Acceptance(AcceptanceFact::CaseRefused(f))) => {
            vec![(entry, "decided-refusal", f.words)]
        }
        ("publication_decision", Fact::Publication(PublicationFact::PublicationObjected(f))) => {
            vec![(entry, "decided-objection", f.words)]
        }
        ("objection_decision", Fact::Acceptance(AcceptanceFact::RefusalObjected(f))) => {
            vec![(entry, "decided-objection", f.words)]
        }
        _ => Vec::new(),
    }
}

/// Why whoever looks at the form does not decide.
pub fn barred(shell: &Shell, act: &str, dossier: &Dossier, who: Actor) -> Option<String> {
    let case = dossier.case()?;
    if act == "objection_decision" {
        return (case.acceptance.refused_by == Some(who)).then(|| shell.t("refused-by-another"));
    }
    if act != "publication_decision" {
        return None;
    }
    let Some(Publication::Proposed { by, .. }) = case.publication else { return None };
    (by == Some(who)).then(|| shell.t("decided-by-another"))
}

/// For whom of a group a form is where nobody is named: of those for whom the matter ended
/// differently, each with a letter of their own, the first who wait for theirs.
pub fn first_addressed(act: &str, dossier: &Dossier) -> Vec<i64> {
    let case = dossier.case().filter(|_| act == "result_notice");
    case.and_then(|case| letters_owed(&case).into_iter().next()).unwrap_or_default()
}

/// The letters that are owed to those of a group, each with the way to it.
fn letters(shell: &Shell, case: &Case, dossier: &Dossier) -> Vec<(String, String)> {
    let number = &dossier.view.row.number;
    let letter = |places: Vec<i64>| {
        let who = group::named(shell.frame.language, dossier, &places);
        (who, paths::act(number, "result_notice", None) + &addressed(&places))
    };
    letters_owed(case).into_iter().map(letter).collect()
}

/// What has still to be done before an act, each with the way to it; of a result notice
/// the letters that are owed.
pub fn lacks(shell: &Shell, policies: &Policies, act: &str, dossier: &Dossier) -> Vec<(String, String)> {
    let Some(case) = dossier.case() else { return Vec::new() };
    if act == "result_notice" {
        return letters(shell, &case, dossier);
    }
    if act != "archive" {
        return Vec::new();
    }
    let number = &dossier.view.row.number;
    let language = shell.frame.language;
    let lacks = lacks_for_archive(&case, policies.terms(), dossier.matter().missing());
    let proceedings = case.proceedings.iter().filter(|one| lacks.proceeding && one.runs());
    let running = proceedings.map(|one| {
        let label = shell.t1("archive-lacks-proceeding", "body", &name(language, "body", one.body.as_str()));
        (label, paths::act(number, "proceeding_steps", Some(one.number)))
    });
    let item = |item: &Item| {
        let label = shell.t1("archive-lacks-item", "item", &name_alone(language, "item", item.as_str()));
        (label, paths::act(number, "additions", None))
    };
    let duty = |duty: &Duty| {
        let label = shell.t1("archive-lacks-duty", "duty", &name(language, "duty", duty.as_str()));
        (label, way_to(number, *duty))
    };
    running.chain(lacks.items.iter().map(item)).chain(lacks.duties.iter().map(duty)).collect()
}
