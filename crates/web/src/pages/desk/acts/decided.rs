//! What a decision is about: whoever decides has it before them, word for word.

use super::super::shell::Shell;
use crate::api::rejected;
use homeward_app::dossier::{Dossier, Entry};
use homeward_domain::actor::Actor;
use homeward_domain::case::decide::may_tell_result;
use homeward_domain::case::{Fact, Publication};
use homeward_domain::record::ContentRef;

/// The words that are decided on, each with its title.
pub fn on(shell: &Shell, act: &str, dossier: &Dossier) -> Vec<(String, String)> {
    let quoted: Vec<(&Entry, &str, ContentRef)> = dossier.entries.iter().flat_map(|entry| of(act, entry)).collect();
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
        ("publication_decision", Fact::PublicationProposed(f)) => {
            vec![(entry, "decided-matter", f.matter), (entry, "decided-result", f.result)]
        }
        ("objection_decision", Fact::CaseRefused(f)) => vec![(entry, "decided-refusal", f.words)],
        ("publication_decision", Fact::PublicationObjected(f)) => vec![(entry, "decided-objection", f.words)],
        ("objection_decision", Fact::RefusalObjected(f)) => vec![(entry, "decided-objection", f.words)],
        _ => Vec::new(),
    }
}

/// Why whoever looks at the form does not decide.
pub fn barred(shell: &Shell, act: &str, dossier: &Dossier, who: Actor) -> Option<String> {
    let case = dossier.case()?;
    if act == "objection_decision" {
        return (case.refused_by == Some(who)).then(|| shell.t("refused-by-another"));
    }
    if act != "publication_decision" {
        return None;
    }
    let Some(Publication::Proposed { by, .. }) = case.publication else { return None };
    (by == Some(who)).then(|| shell.t("decided-by-another"))
}

/// Why an act cannot be done yet, whoever does it.
pub fn shut(shell: &Shell, act: &str, dossier: &Dossier) -> Option<String> {
    let case = dossier.case().filter(|_| act == "result_notice")?;
    may_tell_result(&case, &[]).err().map(|rejection| rejected(shell.frame.language, &rejection))
}
