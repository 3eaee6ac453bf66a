//! The usual measures of each handling type, each a thing to do with owner, due
//! time and proof (S4 §1.1.40, journey §5). Their words stand in the message
//! files as `measure-<type>-<name>`.

use homeward_domain::catalogue::HandlingType;

const SERVICE: &[&str] = &["service.stop", "service.calm", "service.account", "service.mend"];
const PRODUCT: &[&str] = &["product.stop_selling", "product.recall", "product.find_cause", "product.compensate"];
const PRICE: &[&str] = &["price.check", "price.correct", "price.compensate", "price.control"];
const CONTRACT: &[&str] = &["contract.examine", "contract.hold_liable", "contract.mend"];

/// Those of a handling type, in order.
pub const fn of(handling: HandlingType) -> &'static [&'static str] {
    match handling {
        HandlingType::Service => SERVICE,
        HandlingType::Product => PRODUCT,
        HandlingType::Price => PRICE,
        HandlingType::Contract => CONTRACT,
    }
}

/// Every name.
pub fn names() -> Vec<&'static str> {
    HandlingType::ALL.iter().flat_map(|handling| of(*handling)).copied().collect()
}

/// A name that there is.
pub(crate) fn parse(name: &str) -> Option<String> {
    names().contains(&name).then(|| name.to_owned())
}
