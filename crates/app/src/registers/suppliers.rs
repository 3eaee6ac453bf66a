//! The register of suppliers.

use super::{KEPT_FOR, Register, TRADES};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};

/// Who delivers a part of a booking.
pub static SUPPLIERS: Register = Register {
    name: "suppliers",
    single: "supplier",
    body: ("NewSupplier", "A supplier."),
    reading: Scope::SuppliersRead,
    writing: Scope::SuppliersWrite,
    is_setting: false,
    kept_by_unit: Some("suppliers_by_unit"),
    of_travellers: false,
    fields: &[
        must("trade", Takes::One("trade", TRADES), "As `hotel`, `ground_operator`, `coach`, `guide`.").such_as("hotel"),
        KEPT_FOR,
        may("contact_name", Takes::Line, "Who is asked there.").such_as("陈经理"),
        may("phone", Takes::Phone, "Telephone number."),
        may("email", Takes::Email("off"), "E-mail address."),
        may("language", Takes::Language, "Language to be written to in."),
        may("country", Takes::Line, "Country."),
        may("address", Takes::Line, "Postal address."),
        may("note", Takes::Words, "Anything else."),
    ],
    columns: &["name", "trade", "contact_name", "phone", "country"],
    is_searched: true,
};
