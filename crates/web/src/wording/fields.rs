//! What is wrong with a field, in words.

use super::time;
use crate::language::{Language, message};
use homeward_app::FieldError;
use homeward_domain::time::Timestamp;

/// What is wrong with a field, in words.
pub fn field_message(language: Language, error: &FieldError) -> String {
    let key = format!("field-{}", error.code.replace('_', "-"));
    // A moment stands in a sentence as its reader writes it.
    let at = Timestamp::parse(&error.detail).ok().filter(|_| error.detail.contains('T'));
    let detail = at.map_or_else(|| error.detail.clone(), |at| time(language, at.0));
    message(language, &key, &[("detail", &detail)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_what_is_wrong_with_a_field_is_written_as_its_reader_writes_it() {
        let review = Timestamp::parse("2026-11-30T12:42:47Z").unwrap();
        let error = FieldError::with("call_reason", "written_only", review.to_rfc3339());
        let words = Language::ALL.map(|language| field_message(language, &error));
        assert!(words[0].contains("2026年11月30日 20:42") && words[1].contains("30 Nov 2026, 20:42"), "{words:?}");
    }

    #[test]
    fn every_code_of_a_field_has_words_in_both_languages() {
        let sources = [
            include_str!("../../../app/src/act/checks.rs"),
            include_str!("../../../app/src/ground/form.rs"),
            include_str!("../../../app/src/write/intake.rs"),
            include_str!("../../../app/src/ground/error.rs"),
            include_str!("../../../app/src/staff/people.rs"),
            include_str!("../../../app/src/case/plans/add_measure.rs"),
            include_str!("../../../app/src/case/team/take_step.rs"),
            include_str!("../../../app/src/files/mod.rs"),
            include_str!("../../../app/src/app/rule_book/condition.rs"),
            include_str!("../../../app/src/rules/edit.rs"),
            include_str!("../../../app/src/staff/mod.rs"),
            include_str!("../../../app/src/staff/grant.rs"),
            include_str!("../../../app/src/write/take_in.rs"),
            include_str!("../../../app/src/settings/terms.rs"),
            include_str!("../../../app/src/settings/retention.rs"),
            include_str!("../../../app/src/registers/unit_tree.rs"),
            include_str!("../../../app/src/case/investigation/ask_question.rs"),
            include_str!("../../../app/src/case/connections/pair.rs"),
            include_str!("../../../app/src/case/clocks/pause.rs"),
            include_str!("../../../app/src/case/publication/propose_publication.rs"),
            include_str!("../../../app/src/case/team/assign.rs"),
            include_str!("../../../app/src/case/conversation/record_message.rs"),
            include_str!("../../../app/src/case/acceptance/decide_acceptance.rs"),
            include_str!("../../../app/src/case/acceptance/decide_objection.rs"),
            include_str!("../../../app/src/import/mapping.rs"),
            include_str!("../../../app/src/ground/json.rs"),
            include_str!("../../../app/src/registers/form.rs"),
            include_str!("../../../app/src/registers/mod.rs"),
            include_str!("../api/cases.rs"),
            include_str!("../api/registers.rs"),
            include_str!("../api/settings.rs"),
            include_str!("../../../app/src/settings/promises.rs"),
        ];
        let codes = sources.iter().flat_map(|source| {
            source.split('"').filter(|part| part.len() > 3 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        });
        let known = |code: &&str| {
            let key = format!("field-{}", code.replace('_', "-"));
            Language::ALL.iter().filter(|l| message(**l, &key, &[("detail", "x")]) != key).count()
        };
        let counts: Vec<(&str, usize)> = codes.map(|code| (code, known(&code))).collect();
        let half: Vec<_> = counts.iter().filter(|(_, count)| *count == 1).collect();
        assert!(half.is_empty(), "{half:?}");
        for code in ["required", "unknown_field", "not_a_time", "too_long", "control_character", "one_end"] {
            assert!(counts.contains(&(code, 2)), "{code}");
        }
    }
}
