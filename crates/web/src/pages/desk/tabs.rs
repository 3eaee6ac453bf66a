//! Families of pages that stand side by side: the settings and the registers.

use super::registers::{list_of, tab_of};
use super::settings::versions::{page_of, tab_of as tab_word};
use super::shell::Shell;
use homeward_app::registers::ALL;
use homeward_app::settings;
use homeward_app::{Caller, Scope};

/// One page of a family, as its tab shows it.
pub struct Tab {
    pub href: &'static str,
    pub label: String,
    pub here: bool,
}

/// A page: its address, its words, and the right to read it.
type Page = (&'static str, &'static str, Scope);

const FIRST: &[Page] = &[
    ("/desk/settings", "settings-promises", Scope::SettingsRead),
    ("/desk/settings/calendars", "settings-calendars", Scope::SettingsRead),
    ("/desk/settings/categories", "settings-categories", Scope::SettingsRead),
];

/// Behind the settings of which there is one.
const BEHIND: &[Page] = &[
    ("/desk/settings/sops", "settings-sops", Scope::SettingsRead),
    ("/desk/settings/rules", "settings-rules", Scope::SettingsRead),
    ("/desk/settings/staff", "settings-staff", Scope::StaffRead),
];

/// Behind the registers among the settings.
const LAST: &[Page] = &[
    ("/desk/settings/tokens", "settings-tokens", Scope::All),
    ("/desk/settings/sign-ins", "settings-sign-ins", Scope::LogRead),
];

/// The pages of a family that a caller may read: address and words.
fn readable(family: impl Iterator<Item = Page>, caller: &Caller) -> Vec<(&'static str, &'static str)> {
    family.filter(|(.., scope)| caller.may(*scope)).map(|(href, label, _)| (href, label)).collect()
}

/// The settings of which there is one.
fn single() -> impl Iterator<Item = Page> {
    settings::ALL.into_iter().map(|setting| (page_of(setting), tab_word(setting), Scope::SettingsRead))
}

/// The lists of registers.
fn lists(among_settings: bool) -> impl Iterator<Item = Page> {
    let own = ALL.into_iter().filter(move |noun| noun.is_setting == among_settings);
    own.map(|noun| (list_of(noun), tab_of(noun), noun.reading))
}

/// The pages of the settings that a caller may read.
pub fn settings(caller: &Caller) -> Vec<(&'static str, &'static str)> {
    let own = FIRST.iter().copied().chain(single()).chain(BEHIND.iter().copied());
    readable(own.chain(lists(true)).chain(LAST.iter().copied()), caller)
}

/// The registers that a caller may read.
pub fn registers(caller: &Caller) -> Vec<(&'static str, &'static str)> {
    readable(lists(false), caller)
}

/// The tabs of the family that a path belongs to, with the one it stands under.
pub fn of_path(shell: &Shell, path: &str) -> Vec<Tab> {
    let is_of = |family: &[(&str, &str)]| family.iter().any(|(href, _)| path.starts_with(href));
    let family = [&shell.settings, &shell.registers].into_iter().find(|family| is_of(family));
    let Some(family) = family else { return Vec::new() };
    let here = family.iter().rev().find(|(href, _)| path.starts_with(href)).map_or("", |(href, _)| href);
    family.iter().map(|(href, label)| Tab { href, label: shell.t(label), here: *href == here }).collect()
}
