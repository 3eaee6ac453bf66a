//! The register of customers.

use super::{KEPT_FOR, Register};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may};

/// A person or company with a file.
pub static CUSTOMERS: Register = Register {
    name: "customers",
    single: "customer",
    body: ("NewCustomer", "A customer."),
    reading: Scope::CustomersRead,
    writing: Scope::CustomersWrite,
    is_setting: false,
    kept_by_unit: Some("customers_by_unit"),
    of_travellers: true,
    fields: &[
        may("kind", Takes::One("customer-kind", &["person", "company"]), "`person` or `company`.").such_as("person"),
        KEPT_FOR,
        may("phone", Takes::Phone, "Telephone number.").such_as("13800000000"),
        may("email", Takes::Email("off"), "E-mail address."),
        may("language", Takes::Language, "Language to be spoken to in.").such_as("zh"),
        may("birthday", Takes::Date, "`YYYY-MM-DD`."),
        may("company", Takes::Line, "Company."),
        may("address", Takes::Line, "Postal address."),
        may("is_key", Takes::Truth, "A key customer; it changes no right and no clock."),
        may("preferences", Takes::Words, "What they like.").such_as("靠窗座位，素食"),
        may("note", Takes::Words, "Anything else."),
    ],
    columns: &["name", "kind", "phone", "email", "is_key"],
    is_searched: true,
};
