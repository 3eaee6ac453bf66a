//! Words of a company's own, in the languages in which it wrote them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words by language tag, as `zh-CN` and `en`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalizedText(pub BTreeMap<String, String>);

impl LocalizedText {
    /// The words in a language, or in the first in which there are any; Chinese
    /// stands after English in the alphabet and before it here.
    pub fn said(&self, language: &str) -> &str {
        let own = self.0.get(language).or_else(|| self.0.get("zh-CN"));
        own.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_said_in_the_language_asked_for_or_else_in_chinese() {
        let of = |pairs: &[(&str, &str)]| {
            LocalizedText(pairs.iter().map(|(tag, words)| ((*tag).to_owned(), (*words).to_owned())).collect())
        };
        let both = of(&[("en", "Pets"), ("zh-CN", "宠物")]);
        assert_eq!((both.said("en"), both.said("zh-CN"), both.said("fr")), ("Pets", "宠物", "宠物"));
        assert_eq!(of(&[("en", "Pets")]).said("zh-CN"), "Pets");
        assert_eq!(LocalizedText::default().said("en"), "");
    }
}
