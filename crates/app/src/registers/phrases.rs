//! The register of phrases.

use super::Register;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};

/// Words kept ready for answers.
pub static PHRASES: Register = Register {
    name: "phrases",
    single: "phrase",
    body: ("NewPhrase", "Words kept ready for answers: facts and steps, never an apology."),
    reading: Scope::SettingsRead,
    writing: Scope::SettingsWrite,
    is_setting: true,
    kept_by_unit: None,
    of_travellers: false,
    fields: &[
        must("language", Takes::One("spoken", &["zh", "en"]), "`zh` or `en`.").such_as("zh"),
        may("topic", Takes::Line, "Under which it stands in the list.").such_as("核实"),
        must(
            "text",
            Takes::Facts,
            "The words; `{name}`, `{number}` and `{agent}` stand for the complainant, the case and who answers.",
        )
        .such_as("您的工单 {number} 已转交核实，{agent} 会在今天 18 点前与您联系。"),
        may("retired", Takes::Truth, "Whether it is offered no more."),
    ],
    columns: &["name", "topic", "language", "text", "retired"],
    is_searched: false,
};
