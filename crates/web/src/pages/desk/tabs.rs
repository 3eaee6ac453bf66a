//! Families of pages that stand side by side: the settings and the registers.

use super::shell::Shell;
use homeward_app::{Caller, Scope};

/// One page of a family, as its tab shows it.
pub struct Tab {
    pub href: &'static str,
    pub label: String,
    pub here: bool,
}

/// A page: its address, its words, and the right to read it.
type Page = (&'static str, &'static str, Scope);

const SETTINGS: &[Page] = &[
    ("/desk/settings", "settings-promises", Scope::SettingsRead),
    ("/desk/settings/calendars", "settings-calendars", Scope::SettingsRead),
    ("/desk/settings/categories", "settings-categories", Scope::SettingsRead),
    ("/desk/settings/grading", "settings-grading", Scope::SettingsRead),
    ("/desk/settings/terms", "settings-terms", Scope::SettingsRead),
    ("/desk/settings/retention", "settings-retention", Scope::SettingsRead),
    ("/desk/settings/sops", "settings-sops", Scope::SettingsRead),
    ("/desk/settings/rules", "settings-rules", Scope::SettingsRead),
    ("/desk/settings/staff", "settings-staff", Scope::StaffRead),
    ("/desk/settings/units", "settings-units", Scope::SettingsRead),
    ("/desk/settings/phrases", "settings-phrases", Scope::SettingsRead),
    ("/desk/settings/tokens", "settings-tokens", Scope::All),
    ("/desk/settings/access", "settings-access", Scope::SettingsRead),
    ("/desk/settings/sign-ins", "settings-sign-ins", Scope::LogRead),
];

const REGISTERS: &[Page] = &[
    ("/desk/customers", "register-customers", Scope::CustomersRead),
    ("/desk/bookings", "register-bookings", Scope::BookingsRead),
    ("/desk/products", "register-products", Scope::ProductsRead),
    ("/desk/suppliers", "register-suppliers", Scope::SuppliersRead),
];

/// The pages of a family that a caller may read: address and words.
fn readable(family: &[Page], caller: &Caller) -> Vec<(&'static str, &'static str)> {
    family.iter().filter(|(.., scope)| caller.may(*scope)).map(|(href, label, _)| (*href, *label)).collect()
}

/// The pages of the settings that a caller may read.
pub fn settings(caller: &Caller) -> Vec<(&'static str, &'static str)> {
    readable(SETTINGS, caller)
}

/// The registers that a caller may read.
pub fn registers(caller: &Caller) -> Vec<(&'static str, &'static str)> {
    readable(REGISTERS, caller)
}

/// The tabs of the family that a path belongs to, with the one it stands under.
pub fn of_path(shell: &Shell, path: &str) -> Vec<Tab> {
    let is_of = |family: &[(&str, &str)]| family.iter().any(|(href, _)| path.starts_with(href));
    let family = [&shell.settings, &shell.registers].into_iter().find(|family| is_of(family));
    let Some(family) = family else { return Vec::new() };
    let here = family.iter().rev().find(|(href, _)| path.starts_with(href)).map_or("", |(href, _)| href);
    family.iter().map(|(href, label)| Tab { href, label: shell.t(label), here: *href == here }).collect()
}
