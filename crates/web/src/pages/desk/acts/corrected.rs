//! What a correction is about: the entry as it stands, and what would follow if it were
//! withdrawn.

use super::super::shell::Shell;
use super::super::visit::Visit;
use crate::api::rejected;
use crate::language::message;
use crate::pages::words::ClockWords;
use homeward_app::acts::foresee_withdrawal;
use homeward_app::dossier::Dossier;
use homeward_app::view::ClockView;

/// Each with its title.
pub fn on(visit: &Visit, shell: &Shell, dossier: &Dossier, entry: i64) -> Vec<(String, String)> {
    let Some(found) = dossier.entry(entry) else { return Vec::new() };
    let personal = found.personal_slots();
    let own = found.bodies.iter().filter(|(slot, _)| !personal.contains(slot));
    let words: Vec<String> = own.map(|(_, text)| text.clone().unwrap_or_else(|| shell.t("erased"))).collect();
    let quoted = (shell.t1("corrected-entry", "seq", &entry.to_string()), words.join("\n"));
    let follows = (shell.t("corrected-follows"), follows(visit, shell, dossier, entry));
    let quoted = Some(quoted).filter(|(_, words)| !words.is_empty());
    quoted.into_iter().chain([follows]).collect()
}

/// What a withdrawal would bring, or why there is none.
fn follows(visit: &Visit, shell: &Shell, dossier: &Dossier, entry: i64) -> String {
    let foreseen = match foresee_withdrawal(visit.app(), &visit.signed_in.caller, dossier, entry) {
        Ok(foreseen) => foreseen,
        Err(rejection) => return rejected(visit.language, &rejection),
    };
    let now = visit.app().clock().now();
    let line = |clock: &ClockView| {
        let words = ClockWords::new(&shell.frame, clock, now);
        let told =
            [("promise", words.promise.as_str()), ("state", words.state.as_str()), ("when", words.when.as_str())];
        message(visit.language, "corrected-clock", &told)
    };
    let mut lines: Vec<String> = foreseen.clocks.iter().map(line).collect();
    lines.extend(foreseen.has_to_be_told.then(|| shell.t("corrected-telling")));
    if lines.is_empty() { shell.t("corrected-nothing") } else { lines.join("\n") }
}
