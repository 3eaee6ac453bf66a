//! What each register shows: its columns and the fields of its form.

use crate::pages::form::{Field, Takes, may, must};
#[cfg(test)]
use homeward_app::registers::CONTRACTED_BY;
use homeward_app::registers::{Noun, TRADES};

/// One register and its pages.
pub struct Register {
    pub noun: Noun,
    /// The address of its list; the form of a new one stands at `new` below it.
    pub list: &'static str,
    pub new: &'static str,
    /// The words of its title.
    pub title: &'static str,
    pub columns: &'static [&'static str],
    pub fields: &'static [Field],
    /// Whether it grows so long that one looks things up in it.
    pub searched: bool,
}

const LANGUAGES: &[&str] = &["zh", "en"];

pub static UNITS: Register = Register {
    noun: Noun::Units,
    list: "/desk/settings/units",
    new: "/desk/settings/units/new",
    title: "settings-title",
    columns: &["name", "kind", "parent", "calendar"],
    fields: &[
        must("reference", Takes::Line),
        must("name", Takes::Line),
        must("kind", Takes::One("unit-kind", &["company", "region", "branch", "property", "shop", "desk", "team"])),
        may("parent", Takes::Unit),
        may("profile", Takes::One("profile", &["agency", "platform", "hotel", "desk"])),
        may("calendar", Takes::Calendar),
        may("phone", Takes::Line),
        may("email", Takes::Email("off")),
        may("address", Takes::Line),
        may("customers_by_unit", Takes::Truth),
        may("bookings_by_unit", Takes::Truth),
        may("suppliers_by_unit", Takes::Truth),
        may("products_by_unit", Takes::Truth),
    ],
    searched: false,
};

pub static PHRASES: Register = Register {
    noun: Noun::Phrases,
    list: "/desk/settings/phrases",
    new: "/desk/settings/phrases/new",
    title: "settings-title",
    columns: &["name", "topic", "language", "text", "retired"],
    fields: &[
        must("reference", Takes::Line),
        must("name", Takes::Line),
        must("language", Takes::One("spoken", LANGUAGES)),
        may("topic", Takes::Line),
        must("text", Takes::Words),
        may("retired", Takes::Truth),
    ],
    searched: false,
};

pub static CUSTOMERS: Register = Register {
    noun: Noun::Customers,
    list: "/desk/customers",
    new: "/desk/customers/new",
    title: "register-customers",
    columns: &["name", "kind", "phone", "email", "is_key"],
    fields: &[
        must("reference", Takes::Line),
        must("name", Takes::Line),
        may("kind", Takes::One("customer-kind", &["person", "company"])),
        may("unit", Takes::Unit),
        may("phone", Takes::Line),
        may("email", Takes::Email("off")),
        may("language", Takes::One("spoken", LANGUAGES)),
        may("birthday", Takes::Date),
        may("company", Takes::Line),
        may("address", Takes::Line),
        may("is_key", Takes::Truth),
        may("preferences", Takes::Words),
        may("note", Takes::Words),
    ],
    searched: true,
};

pub static BOOKINGS: Register = Register {
    noun: Noun::Bookings,
    list: "/desk/bookings",
    new: "/desk/bookings/new",
    title: "register-bookings",
    columns: &["name", "contact_name", "departure_on", "destination", "status"],
    fields: &[
        must("reference", Takes::Line),
        must("name", Takes::Line),
        may("customer", Takes::Line),
        may("product", Takes::Line),
        may("unit", Takes::Unit),
        may("contact_name", Takes::Line),
        may("phone", Takes::Line),
        may("email", Takes::Email("off")),
        may("departure_on", Takes::Date),
        may("return_on", Takes::Date),
        may("zone", Takes::Line),
        may("destination", Takes::Line),
        may("group_code", Takes::Line),
        may("guide", Takes::Line),
        may("status", Takes::One("booking-status", &["confirmed", "changed", "cancelled", "travelled"])),
        may("sales_channel", Takes::Line),
        may("special_requests", Takes::Words),
        may("terms", Takes::Words),
    ],
    searched: true,
};

pub static PRODUCTS: Register = Register {
    noun: Noun::Products,
    list: "/desk/products",
    new: "/desk/products/new",
    title: "register-products",
    columns: &["name", "trade", "destination", "supplier"],
    fields: &[
        must("reference", Takes::Line),
        must("name", Takes::Line),
        must("trade", Takes::One("trade", TRADES)),
        may("unit", Takes::Unit),
        may("supplier", Takes::Line),
        may("destination", Takes::Line),
        may("promised", Takes::Words),
        may("terms", Takes::Words),
    ],
    searched: true,
};

pub static SUPPLIERS: Register = Register {
    noun: Noun::Suppliers,
    list: "/desk/suppliers",
    new: "/desk/suppliers/new",
    title: "register-suppliers",
    columns: &["name", "trade", "contact_name", "phone", "country"],
    fields: &[
        must("reference", Takes::Line),
        must("name", Takes::Line),
        must("trade", Takes::One("trade", TRADES)),
        may("unit", Takes::Unit),
        may("contact_name", Takes::Line),
        may("phone", Takes::Line),
        may("email", Takes::Email("off")),
        may("language", Takes::One("spoken", LANGUAGES)),
        may("country", Takes::Line),
        may("address", Takes::Line),
        may("note", Takes::Words),
    ],
    searched: true,
};

/// Every register.
#[cfg(test)]
pub static ALL: [&Register; 6] = [&UNITS, &PHRASES, &CUSTOMERS, &BOOKINGS, &PRODUCTS, &SUPPLIERS];

/// Closed lists whose words the pages show beside the fields of a form.
#[cfg(test)]
pub const LISTS: [(&str, &[&str]); 1] = [("contracted-by", CONTRACTED_BY)];

impl Register {
    /// The form, by which labels are found.
    pub const fn form(&self) -> &'static str {
        self.noun.as_str()
    }

    /// The field of a column.
    pub fn field(&self, path: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.path == path)
    }
}
