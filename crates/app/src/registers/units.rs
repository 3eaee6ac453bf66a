//! The register of units.

use super::Register;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};

/// Company, region, branch, property, shop, desk, team.
pub static UNITS: Register = Register {
    name: "units",
    single: "unit",
    body: ("NewUnit", "A unit of the company."),
    reading: Scope::SettingsRead,
    writing: Scope::SettingsWrite,
    is_setting: true,
    kept_by_unit: None,
    of_travellers: false,
    fields: &[
        must(
            "kind",
            Takes::One("unit-kind", &["company", "region", "branch", "property", "shop", "desk", "team"]),
            "`company`, `region`, `branch`, `property`, `shop`, `desk` or `team`.",
        )
        .such_as("branch"),
        may("parent", Takes::Unit, "The unit above, by its reference."),
        may(
            "profile",
            Takes::One("profile", &["agency", "platform", "hotel", "desk"]),
            "`agency`, `platform`, `hotel` or `desk`.",
        )
        .such_as("agency"),
        may("calendar", Takes::Calendar, "Its working calendar.").such_as("cn_office"),
        may("phone", Takes::Phone, "Telephone number."),
        may("email", Takes::Email("off"), "E-mail address."),
        may("address", Takes::Line, "Postal address."),
        may(
            "customers_by_unit",
            Takes::Truth,
            "Of the company alone: customers are seen by their unit and those above it.",
        ),
        may("bookings_by_unit", Takes::Truth, "The same of bookings."),
        may("suppliers_by_unit", Takes::Truth, "The same of suppliers."),
        may("products_by_unit", Takes::Truth, "The same of products."),
    ],
    columns: &["name", "kind", "parent", "calendar"],
    is_searched: false,
};
