//! The register of bookings.

use super::{CUSTOMERS, PRODUCTS, Register, SUPPLIERS, TRADES};
use crate::ground::caller::Scope;
use crate::ground::field::{Field, Takes, may, must};

/// Who contracted an item with the traveller (journey §6).
pub const CONTRACTED_BY: &[&str] = &["own", "merchant", "agent", "organiser", "local_operator", "public_carrier"];

/// The most objects of one list.
const LIST_MAX: usize = 200;
/// The largest amount, in the smallest unit of its currency.
const CENTS_MAX: i64 = 1_000_000_000_000;

const TRAVELLERS: &[Field] =
    &[must("name", Takes::Line, "Name.").such_as("王芳"), may("phone", Takes::Phone, "Telephone number.")];

const ITEMS: &[Field] = &[
    must("trade", Takes::One("trade", TRADES), "As `hotel`, `flight`, `ticket`.").such_as("hotel"),
    must("name", Takes::Line, "What it is.").such_as("海岸酒店 海景双床房 2 晚"),
    may("supplier", Takes::Reference(SUPPLIERS.name), "Who delivers it, by reference."),
    may(
        "contracted_by",
        Takes::One("contracted-by", CONTRACTED_BY),
        "Who contracted it: `own`, `merchant`, `agent`, `organiser`, `local_operator` or `public_carrier`.",
    )
    .such_as("organiser"),
    may("promised", Takes::Words, "What was promised of it."),
    may("confirmation", Takes::Line, "Confirmation or ticket number."),
    may("starts_on", Takes::Date, "`YYYY-MM-DD`."),
    may("ends_on", Takes::Date, "`YYYY-MM-DD`."),
];

/// A copy of what was sold. Lists and prices come from other systems.
pub static BOOKINGS: Register = Register {
    name: "bookings",
    single: "booking",
    body: ("NewBooking", "A booking."),
    reading: Scope::BookingsRead,
    writing: Scope::BookingsWrite,
    is_setting: false,
    kept_by_unit: Some("bookings_by_unit"),
    of_travellers: true,
    fields: &[
        may("customer", Takes::Reference(CUSTOMERS.name), "The customer, by reference."),
        may("product", Takes::Reference(PRODUCTS.name), "The product, by reference."),
        may("unit", Takes::Unit, "The unit that sold it, by reference."),
        may("contact_name", Takes::Line, "Who booked.").such_as("王芳"),
        may("phone", Takes::Phone, "Telephone number."),
        may("email", Takes::Email("off"), "E-mail address."),
        may("travellers", Takes::Objects(TRAVELLERS, LIST_MAX, 0), "Who travels.")
            .of_type("NewTraveller", "Someone who travels.")
            .off_form(),
        may("items", Takes::Objects(ITEMS, LIST_MAX, 0), "What was sold, item by item.")
            .of_type("NewItem", "One item of a booking.")
            .off_form(),
        may("departure_on", Takes::Date, "`YYYY-MM-DD`.").such_as("2026-11-18"),
        may("return_on", Takes::Date, "`YYYY-MM-DD`.").such_as("2026-11-23"),
        may(
            "zone",
            Takes::Zone,
            "Where they are while they travel, as a zone of the IANA list: there nobody is rung up at night.",
        )
        .such_as("Asia/Bangkok"),
        may("destination", Takes::Line, "Destination."),
        may("group_code", Takes::Line, "Group or tour code."),
        may("guide", Takes::Line, "The guide."),
        may("price_cents", Takes::Whole(0, CENTS_MAX), "In the smallest unit of the currency.")
            .such_as("398000")
            .off_form(),
        may("currency", Takes::Line, "As `CNY`.").such_as("CNY").off_form(),
        may(
            "status",
            Takes::One("booking-status", &["confirmed", "changed", "cancelled", "travelled"]),
            "`confirmed`, `changed`, `cancelled` or `travelled`.",
        )
        .such_as("confirmed"),
        may("sales_channel", Takes::Line, "Where it was sold."),
        may("special_requests", Takes::Words, "What was asked for besides."),
        may("terms", Takes::Words, "Rules of change and refund in force at the sale."),
    ],
    columns: &["name", "contact_name", "departure_on", "destination", "status"],
    is_searched: true,
};
