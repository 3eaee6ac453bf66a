//! Families of pages that stand side by side: the settings and the registers.

use crate::fields::kept;
use homeward_app::registers::{ALL, Noun};
use homeward_app::settings::{self, Setting};
use homeward_app::{Caller, Scope};

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
    settings::ALL.into_iter().map(|setting| (page_of(setting), word_of(setting), Scope::SettingsRead))
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

/// The address of the list of a register.
pub fn list_of(noun: Noun) -> &'static str {
    kept(if noun.is_setting { format!("/desk/settings/{}", noun.name) } else { format!("/desk/{}", noun.name) })
}

/// The words by which a register stands among the others of its family.
pub fn tab_of(noun: Noun) -> &'static str {
    kept(format!("{}-{}", if noun.is_setting { "settings" } else { "register" }, noun.name))
}

/// The address of its page.
pub fn page_of(setting: &Setting) -> &'static str {
    kept(format!("/desk/settings/{}", setting.name))
}

/// The words by which it stands among the others.
pub fn word_of(setting: &Setting) -> &'static str {
    kept(format!("settings-{}", setting.name))
}
