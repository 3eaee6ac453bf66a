//! The procedures of categories as they are shipped.

use homeward_domain::catalogue::Category;
use homeward_domain::sops::{self, Sop};
use std::sync::LazyLock;

static SOPS: LazyLock<Vec<Sop>> =
    LazyLock::new(|| sops::sops(include_str!("../../../rules/sops.toml")).expect("a shipped pack, which a test reads"));

/// Every procedure.
pub fn all() -> &'static [Sop] {
    &SOPS
}

/// The procedure of a category.
pub fn of(category: Option<Category>) -> &'static Sop {
    sops::of(all(), category).expect("the shipped pack has one for all others")
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_domain::case::Fact;

    #[test]
    fn every_category_has_its_procedure_and_every_step_is_shown_by_entries_that_there_are() {
        for (category, expected) in [
            ("safety.lost_property", "lost_property"),
            ("safety.illness", "safety"),
            ("price.extra_paid_items", "shopping"),
            ("price.surcharge", "price"),
            ("service.guide", "usual"),
        ] {
            assert_eq!(of(Category::parse(category)).id, expected, "{category}");
        }
        assert_eq!(of(None).id, "usual");
        for sop in all() {
            for name in &sop.categories {
                let known =
                    Category::all().map(|c| c.to_string()).any(|c| c == *name || c.starts_with(&format!("{name}.")));
                assert!(known, "{name}");
            }
            let kinds = sop.steps.iter().flat_map(|step| &step.shown_by);
            kinds.for_each(|kind| assert!(Fact::KINDS.contains(&kind.as_str()), "{kind}"));
        }
    }
}
