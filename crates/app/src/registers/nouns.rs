//! Which plain records there are, and their fields. One table serves reading,
//! import and description.

use crate::caller::Scope;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// A line of text.
    Line,
    /// Text of many lines.
    Text,
    /// Text of many lines that apologises for nothing: an apology is never canned
    /// (journey §4).
    Facts,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A zone of the IANA list, as `Asia/Bangkok`.
    Zone,
    /// A whole number from 0.
    Whole,
    /// True or false.
    Truth,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Another record, by its reference.
    Reference(Noun),
    /// Objects with these fields.
    List(&'static [Field]),
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether a record must have it.
    pub required: bool,
}

/// A kind of plain record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// Company, region, branch, property, shop, desk, team.
    Units,
    /// A person or company with a file.
    Customers,
    /// Who delivers a part of a booking.
    Suppliers,
    /// What is sold.
    Products,
    /// A copy of what was sold.
    Bookings,
    /// Words kept ready for answers.
    Phrases,
}

impl Noun {
    /// Whether it is a setting of the company, of which every version is kept.
    pub const fn is_setting(self) -> bool {
        matches!(self, Self::Units | Self::Phrases)
    }
}

/// Kinds of supplier, and of what is sold.
pub const TRADES: &[&str] = &[
    "tour",
    "hotel",
    "flight",
    "train",
    "coach",
    "transfer",
    "ticket",
    "meal",
    "guide",
    "ground_operator",
    "platform",
    "insurance",
    "visa",
    "goods",
    "other",
];

/// Who contracted an item with the traveller (journey §6).
pub const CONTRACTED_BY: &[&str] = &["own", "merchant", "agent", "organiser", "local_operator", "public_carrier"];

const fn field(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, required: false }
}

const fn required(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, required: true }
}

const UNITS: &[Field] = &[
    required("kind", Holds::OneOf(&["company", "region", "branch", "property", "shop", "desk", "team"])),
    field("parent", Holds::Reference(Noun::Units)),
    field("profile", Holds::OneOf(&["agency", "platform", "hotel", "desk"])),
    field("calendar", Holds::Line),
    field("phone", Holds::Phone),
    field("email", Holds::Email),
    field("address", Holds::Line),
    field("customers_by_unit", Holds::Truth),
    field("bookings_by_unit", Holds::Truth),
    field("suppliers_by_unit", Holds::Truth),
    field("products_by_unit", Holds::Truth),
];

const CUSTOMERS: &[Field] = &[
    field("kind", Holds::OneOf(&["person", "company"])),
    field("unit", Holds::Reference(Noun::Units)),
    field("phone", Holds::Phone),
    field("email", Holds::Email),
    field("language", Holds::Line),
    field("birthday", Holds::Date),
    field("company", Holds::Line),
    field("address", Holds::Line),
    field("is_key", Holds::Truth),
    field("preferences", Holds::Text),
    field("note", Holds::Text),
];

const SUPPLIERS: &[Field] = &[
    required("trade", Holds::OneOf(TRADES)),
    field("unit", Holds::Reference(Noun::Units)),
    field("contact_name", Holds::Line),
    field("phone", Holds::Phone),
    field("email", Holds::Email),
    field("language", Holds::Line),
    field("country", Holds::Line),
    field("address", Holds::Line),
    field("note", Holds::Text),
];

const PRODUCTS: &[Field] = &[
    required("trade", Holds::OneOf(TRADES)),
    field("unit", Holds::Reference(Noun::Units)),
    field("supplier", Holds::Reference(Noun::Suppliers)),
    field("destination", Holds::Line),
    field("promised", Holds::Text),
    field("terms", Holds::Text),
];

const TRAVELLERS: &[Field] = &[required("name", Holds::Line), field("phone", Holds::Phone)];

const ITEMS: &[Field] = &[
    required("trade", Holds::OneOf(TRADES)),
    required("name", Holds::Line),
    field("supplier", Holds::Reference(Noun::Suppliers)),
    field("contracted_by", Holds::OneOf(CONTRACTED_BY)),
    field("promised", Holds::Text),
    field("confirmation", Holds::Line),
    field("starts_on", Holds::Date),
    field("ends_on", Holds::Date),
];

const BOOKINGS: &[Field] = &[
    field("customer", Holds::Reference(Noun::Customers)),
    field("product", Holds::Reference(Noun::Products)),
    field("unit", Holds::Reference(Noun::Units)),
    field("contact_name", Holds::Line),
    field("phone", Holds::Phone),
    field("email", Holds::Email),
    field("travellers", Holds::List(TRAVELLERS)),
    field("items", Holds::List(ITEMS)),
    field("departure_on", Holds::Date),
    field("return_on", Holds::Date),
    field("zone", Holds::Zone),
    field("destination", Holds::Line),
    field("group_code", Holds::Line),
    field("guide", Holds::Line),
    field("price_cents", Holds::Whole),
    field("currency", Holds::Line),
    field("status", Holds::OneOf(&["confirmed", "changed", "cancelled", "travelled"])),
    field("sales_channel", Holds::Line),
    field("special_requests", Holds::Text),
    field("terms", Holds::Text),
];

const PHRASES: &[Field] = &[
    required("text", Holds::Facts),
    required("language", Holds::OneOf(&["zh", "en"])),
    field("topic", Holds::Line),
    field("retired", Holds::Truth),
];

impl Noun {
    /// Every kind of record.
    pub const ALL: [Self; 6] =
        [Self::Units, Self::Customers, Self::Suppliers, Self::Products, Self::Bookings, Self::Phrases];

    /// As in paths and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Customers => "customers",
            Self::Suppliers => "suppliers",
            Self::Products => "products",
            Self::Bookings => "bookings",
            Self::Phrases => "phrases",
        }
    }

    /// Its fields besides `reference` and `name`.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Units => UNITS,
            Self::Customers => CUSTOMERS,
            Self::Suppliers => SUPPLIERS,
            Self::Products => PRODUCTS,
            Self::Bookings => BOOKINGS,
            Self::Phrases => PHRASES,
        }
    }

    /// The right to read them.
    pub const fn reading(self) -> Scope {
        match self {
            Self::Units | Self::Phrases => Scope::SettingsRead,
            Self::Customers => Scope::CustomersRead,
            Self::Suppliers => Scope::SuppliersRead,
            Self::Products => Scope::ProductsRead,
            Self::Bookings => Scope::BookingsRead,
        }
    }

    /// The right to write them.
    pub const fn writing(self) -> Scope {
        match self {
            Self::Units | Self::Phrases => Scope::SettingsWrite,
            Self::Customers => Scope::CustomersWrite,
            Self::Suppliers => Scope::SuppliersWrite,
            Self::Products => Scope::ProductsWrite,
            Self::Bookings => Scope::BookingsWrite,
        }
    }
}
