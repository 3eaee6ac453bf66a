//! What a case is about, in two levels (journey §2). The main categories are
//! those of the standard, so that figures compare; sub-categories come with the
//! program and from the company.

use serde::{Deserialize, Serialize};

/// The most characters of a sub-category's name.
const SUB_MAX: usize = 60;

/// Main categories and their sub-categories with their spellings (journey §2).
const CATEGORIES: &[(&str, &[&str])] = &[
    (
        "service",
        &[
            "product",
            "itinerary",
            "guide",
            "lodging",
            "catering",
            "transport",
            "attitude",
            "shrunk_content",
            "unauthorised_cancellation",
            "website_or_agent_error",
            "no_room_on_arrival",
            "entry_refused",
            "pick_up_missed",
            "cleanliness",
            "noise",
            "visa",
            "baggage",
            "name_or_id_error",
            "group_merged_or_transferred",
            "stranded",
        ],
    ),
    (
        "price",
        &[
            "product_price",
            "hidden_charge",
            "surcharge",
            "refund_and_change_policy",
            "slow_refund",
            "hotel_charge_or_deposit",
            "rebate_conditions",
            "extra_paid_items",
            "payment_failure",
        ],
    ),
    ("safety", &["accident", "facility_hazard", "food_safety", "illness", "lost_property"]),
    (
        "rights",
        &[
            "personal_data_leak",
            "privacy_in_the_room",
            "contract_dispute",
            "after_sales",
            "false_advertising",
            "forced_shopping",
            "missing_itinerary_insurance_or_invoice",
            "ticket_or_flight_change",
            "insurance_claim",
        ],
    ),
    ("other", &["suggestion", "other"]),
];

/// Those that are about a payment that was made or asked for, or about a contract.
const OF_TRANSACTIONS: [&str; 8] = [
    "price.surcharge",
    "price.slow_refund",
    "price.hotel_charge_or_deposit",
    "price.extra_paid_items",
    "price.payment_failure",
    "rights.contract_dispute",
    "rights.insurance_claim",
    "rights.missing_itinerary_insurance_or_invoice",
];

/// A category in two levels, spelled `main.sub`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Category(String);

impl Category {
    /// Reads `main.sub` with a main category of the standard and any name under
    /// it; which names are in use is the company's to say.
    pub fn parse(text: &str) -> Option<Self> {
        let (main, sub) = text.split_once('.')?;
        let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let fits = (1..=SUB_MAX).contains(&sub.len()) && sub.bytes().all(is_name);
        (fits && Self::MAINS.contains(&main)).then(|| Self(text.to_owned()))
    }

    /// Those that come with the program, in the order of the specification.
    pub fn shipped() -> impl Iterator<Item = Self> {
        CATEGORIES.iter().flat_map(|(main, subs)| subs.iter().map(move |sub| Self(format!("{main}.{sub}"))))
    }

    /// The main categories, in the order of the specification.
    pub const MAINS: &'static [&'static str] = &["service", "price", "safety", "rights", "other"];

    /// Its spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says by itself that there is a payment or a contract, also where no
    /// booking is named.
    pub fn names_transaction(&self) -> bool {
        OF_TRANSACTIONS.contains(&self.as_str())
    }

    /// The main category that it belongs to.
    pub fn main(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }
}

impl std::fmt::Display for Category {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Category {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a category"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_has_a_main_one_of_the_standard_and_a_name_under_it() {
        assert_eq!(Category::parse("service.guide").map(|c| c.to_string()).as_deref(), Some("service.guide"));
        assert_eq!(Category::parse("service.pet_transport").unwrap().main(), "service");
        for wrong in ["service", "service.", "weather.storm", "service.Guide", "service.a.b", ""] {
            assert_eq!(Category::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Category::parse(&format!("service.{}", "x".repeat(61))), None);
        assert_eq!(Category::shipped().count(), 45);
        assert!(CATEGORIES.iter().map(|(main, _)| *main).eq(Category::MAINS.iter().copied()));
        assert!(Category::shipped().all(|one| Category::parse(one.as_str()).is_some()));
        assert_eq!(Category::shipped().filter(Category::names_transaction).count(), OF_TRANSACTIONS.len());
    }
}
