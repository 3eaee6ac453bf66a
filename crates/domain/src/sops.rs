//! The procedure of a category: what a good desk does, in order (journey §4).
//! It guides and forbids nothing.

use crate::catalogue::Category;
use crate::localized_text::LocalizedText;
use crate::promises::pack::PackError;
use serde::{Deserialize, Serialize};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name, as `secure_evidence`.
    pub id: String,
    /// What it is, where it did not come with the program.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub text: LocalizedText,
    /// Kinds of entries any of which shows that it was taken; where none is
    /// named a person says so.
    #[serde(default)]
    pub shown_by: Vec<String>,
}

/// The procedure of some categories, in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sop {
    /// Its name.
    pub id: String,
    /// From 1.
    #[serde(default = "first")]
    pub version: i64,
    /// What it is called, where it did not come with the program.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub title: LocalizedText,
    /// Categories `main.sub`, or a whole main category; the one without any
    /// serves all others.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

const fn first() -> i64 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    sop: Vec<Sop>,
}

/// Reads a pack of procedures.
pub fn sops(toml: &str) -> Result<Vec<Sop>, PackError> {
    let pack: Pack = toml::from_str(toml).map_err(|e| PackError(e.to_string()))?;
    Ok(pack.sop)
}

/// The procedures of a company in every version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sops(Vec<Sop>);

impl Sops {
    /// Puts together every version of each, the older before the newer.
    pub fn new(versions: Vec<Sop>) -> Self {
        Self(versions)
    }

    /// The newest version of each.
    pub fn current(&self) -> impl Iterator<Item = &Sop> {
        self.0.iter().filter(|sop| !self.0.iter().any(|one| one.id == sop.id && one.version > sop.version))
    }

    /// The newest version of one.
    pub fn find(&self, id: &str) -> Option<&Sop> {
        self.current().find(|sop| sop.id == id)
    }

    /// The procedure of a category: its own, that of its main category, or the one
    /// for all others.
    pub fn of(&self, category: Option<&Category>) -> Option<&Sop> {
        let named = |name: &str| self.current().find(|sop| sop.categories.iter().any(|one| one == name));
        let own = category.and_then(|category| named(category.as_str()).or_else(|| named(category.main())));
        own.or_else(|| self.current().find(|sop| sop.categories.is_empty()))
    }

    /// What a step is in the company's own words, whichever version it stood in;
    /// none where it came with the program.
    pub fn words_of(&self, step: &str) -> Option<&LocalizedText> {
        let steps = self.0.iter().rev().flat_map(|sop| &sop.steps);
        steps.filter(|known| known.id == step).map(|known| &known.text).find(|text| !text.is_empty())
    }

    /// The same with one more version.
    #[must_use]
    pub fn with(mut self, sop: Sop) -> Self {
        self.0.push(sop);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sop(id: &str, version: i64, categories: &[&str], step: &str) -> Sop {
        let words = [("zh-CN".to_owned(), step.to_uppercase())].into();
        let step = Step { id: step.into(), text: LocalizedText(words), shown_by: Vec::new() };
        let categories = categories.iter().map(|one| (*one).to_owned()).collect();
        Sop { id: id.into(), version, title: LocalizedText::default(), categories, steps: vec![step] }
    }

    #[test]
    fn a_category_has_its_own_procedure_or_that_of_its_main_one_or_the_usual_one() {
        let all = Sops::new(vec![
            sop("usual", 1, &[], "hear_out"),
            sop("guides", 1, &["service.guide"], "call_guide"),
            sop("service", 1, &["service"], "ask"),
        ]);
        let of = |all: &Sops, category: &str| all.of(Category::parse(category).as_ref()).unwrap().id.clone();
        assert_eq!(of(&all, "service.guide"), "guides");
        assert_eq!(of(&all, "service.visa"), "service");
        assert_eq!(of(&all, "price.surcharge"), "usual");
        assert_eq!(all.of(None).unwrap().id, "usual");
        // A version that names other categories gives the former ones back.
        let all = all.with(sop("guides", 2, &["service.attitude"], "call_lead"));
        assert_eq!((of(&all, "service.guide"), of(&all, "service.attitude")), ("service".into(), "guides".into()));
        assert_eq!(all.words_of("call_guide").unwrap().said("en"), "CALL_GUIDE", "a step once taken keeps its words");
        assert_eq!(all.words_of("unknown"), None);
    }
}
