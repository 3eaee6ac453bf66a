//! Which categories a company uses: those that come with the program, some of
//! them renamed or out of use, and its own.

use crate::catalogue::Category;
use crate::localized_text::LocalizedText;
use serde::{Deserialize, Serialize};

/// What a company says of a category, in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCategory {
    /// The category.
    pub id: Category,
    /// From 1.
    pub version: i64,
    /// What the company calls it; empty where it keeps the name that came with
    /// the program.
    #[serde(default)]
    pub name: LocalizedText,
    /// Whether it is offered. What comes with it all the same is taken, so that no
    /// other system fails on the day a category goes out of use.
    pub active: bool,
}

impl OwnCategory {
    /// A category as it came with the program.
    pub fn shipped(id: Category) -> Self {
        Self { id, version: 1, name: LocalizedText::default(), active: true }
    }
}

/// The categories of a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categories(Vec<OwnCategory>);

impl Default for Categories {
    fn default() -> Self {
        Self(Category::shipped().map(OwnCategory::shipped).collect())
    }
}

impl Categories {
    /// Those that came with the program, with what the company said of them; its
    /// own stand after those of the same main category.
    pub fn new(newest: Vec<OwnCategory>) -> Self {
        let Self(mut all) = Self::default();
        for own in newest {
            if let Some(known) = all.iter_mut().find(|known| known.id == own.id) {
                *known = own;
                continue;
            }
            let after = all.iter().rposition(|known| known.id.main() == own.id.main()).map_or(0, |place| place + 1);
            all.insert(after, own);
        }
        Self(all)
    }

    /// Every one, in order.
    pub fn all(&self) -> &[OwnCategory] {
        &self.0
    }

    /// One of them.
    pub fn find(&self, id: &str) -> Option<&OwnCategory> {
        self.0.iter().find(|known| known.id.as_str() == id)
    }

    /// Those that are offered.
    pub fn in_use(&self) -> impl Iterator<Item = &Category> {
        self.0.iter().filter(|known| known.active).map(|known| &known.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_companys_own_stands_after_its_kind_and_one_out_of_use_is_offered_to_nobody() {
        let own = |id: &str, active| OwnCategory { active, ..OwnCategory::shipped(Category::parse(id).unwrap()) };
        let all = Categories::new(vec![own("price.pet_fee", true), own("service.visa", false)]);
        let place = |id: &str| all.all().iter().position(|known| known.id.as_str() == id).unwrap();
        assert_eq!(place("price.pet_fee") + 1, place("safety.accident"));
        assert!(all.in_use().all(|one| one.as_str() != "service.visa"));
        assert!(all.find("service.visa").is_some(), "cases that have it keep it");
        assert!(all.find("price.pet_fee").is_some() && all.find("price.other_fee").is_none());
        assert_eq!(all.in_use().count(), 45);
    }
}
