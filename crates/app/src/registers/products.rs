//! The register of products.

use super::{KEPT_FOR, Register, SUPPLIERS, TRADES};
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};

/// What is sold.
pub static PRODUCTS: Register = Register {
    name: "products",
    single: "product",
    body: ("NewProduct", "A product."),
    reading: Scope::ProductsRead,
    writing: Scope::ProductsWrite,
    is_setting: false,
    kept_by_unit: Some("products_by_unit"),
    of_travellers: false,
    fields: &[
        must("trade", Takes::One("trade", TRADES), "As `tour`, `hotel`, `flight`.").such_as("tour"),
        KEPT_FOR,
        may("supplier", Takes::Reference(SUPPLIERS.name), "Its supplier, by its reference."),
        may("destination", Takes::Line, "Destination.").such_as("云南"),
        may("promised", Takes::Words, "What is promised."),
        may("terms", Takes::Words, "Rules of change and refund."),
    ],
    columns: &["name", "trade", "destination", "supplier"],
    is_searched: true,
};
