//! What a correction or a confirmation is about: the entry as it stands, and what would
//! follow if it were withdrawn.

use super::super::shell::Shell;
use super::super::visit::Visit;
use crate::language::message;
use crate::pages::clock_words::ClockWords;
use crate::pages::timeline::{Names, line};
use crate::rejected;
use homeward_app::case::{Follows, foresee_withdrawal};
use homeward_app::dossier::Dossier;
use homeward_app::view::ClockView;

/// The entry, and what its withdrawal would bring; each with its title.
pub fn on(visit: &Visit, shell: &Shell, dossier: &Dossier, names: &Names, entry: i64) -> Vec<(String, String)> {
    let follows = || (shell.t("corrected-follows"), follows(visit, shell, dossier, entry));
    quoted(shell, dossier, names, entry).map(|quoted| vec![quoted, follows()]).unwrap_or_default()
}

/// The entry as the timeline tells it.
pub fn quoted(shell: &Shell, dossier: &Dossier, names: &Names, entry: i64) -> Option<(String, String)> {
    let line = line(names, dossier.entry(entry)?);
    let told = [("what", line.what.as_str()), ("when", &line.when), ("who", &line.who)];
    let said = [message(shell.frame.language, "corrected-said", &told)].into_iter().chain(line.words);
    Some((shell.t1("corrected-entry", "seq", &entry.to_string()), said.collect::<Vec<_>>().join("\n")))
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
    lines.extend(foreseen.follows.into_iter().map(|follows| shell.t(key(follows))));
    if lines.is_empty() { shell.t("corrected-nothing") } else { lines.join("\n") }
}

const fn key(follows: Follows) -> &'static str {
    match follows {
        Follows::Opens => "corrected-opens",
        Follows::Closes => "corrected-closes",
        Follows::Unsettles => "corrected-unsettles",
        Follows::Telling => "corrected-telling",
        Follows::Pressure => "corrected-pressure",
        Follows::Letter => "corrected-letter",
    }
}
