//! Plain records over the API, as the description shows them. They are read by
//! the table of their fields in `homeward-app`; a test holds that both agree.

use super::keeping::{ErasureBody, RestrictionBody};
use super::time;
use homeward_app::registers::{self, Change, Noun, View};
use homeward_app::{Caller, Scope};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A record.
#[derive(Serialize, ToSchema)]
pub struct RecordBody {
    /// Its reference, unique among its noun.
    #[schema(example = "S-0012")]
    reference: String,
    /// Its name.
    #[schema(example = "海岸酒店")]
    name: String,
    /// Counts its changes, from 1.
    version: i64,
    /// When it was last changed.
    updated_at: String,
    /// Whether it is kept and shown to nobody but who must; not there where everybody
    /// may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    restriction: Option<RestrictionBody>,
    /// That the personal data of a customer were erased; not there where they were not.
    #[serde(skip_serializing_if = "Option::is_none")]
    erasure: Option<ErasureBody>,
    /// Its other fields, as they are sent.
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl RecordBody {
    /// A record as a caller sees it.
    pub fn new(view: &View, noun: Noun, caller: &Caller) -> Self {
        Self {
            reference: view.reference.clone(),
            name: view.name.clone(),
            version: view.version,
            updated_at: time(view.updated_at),
            restriction: view.restriction.as_ref().map(RestrictionBody::from),
            erasure: view.erasure.as_ref().map(ErasureBody::from),
            fields: registers::shown(noun, view, caller.may(Scope::ContactsRead)),
        }
    }
}

/// One page of records.
#[derive(Serialize, ToSchema)]
pub struct RecordPage {
    /// The records, in the order in which they were made.
    pub items: Vec<RecordBody>,
    /// Where the list goes on; null at its end.
    pub next: Option<String>,
}

/// One change of a record.
#[derive(Serialize, ToSchema)]
pub struct ChangeBody {
    /// When.
    pub at: String,
    /// Who.
    #[schema(example = "staff:2")]
    pub actor: String,
    /// `made` or `changed`.
    #[schema(example = "changed")]
    pub verb: String,
    /// The fields that changed.
    pub fields: Vec<String>,
}

impl From<Change> for ChangeBody {
    fn from(change: Change) -> Self {
        Self {
            at: time(change.recorded_at),
            actor: change.actor,
            verb: change.verb,
            fields: change.fields.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// The changes of a record.
#[derive(Serialize, ToSchema)]
pub struct ChangePage {
    /// In order.
    pub items: Vec<ChangeBody>,
}

/// Declares the description of a record.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? })+) => {
        $($(#[$doc])* #[derive(ToSchema)]
        #[allow(dead_code, reason = "describes what homeward-app reads field by field")]
        pub struct $name {
            /// Its reference, unique among its noun.
            reference: String,
            /// Its name.
            name: String,
            $($(#[$field_doc])* $field: $kind),*
        })+
    };
}

records! {
    /// A unit of the company.
    NewUnit {
        /// `company`, `region`, `branch`, `property`, `shop`, `desk` or `team`.
        #[schema(example = "branch")]
        kind: String,
        /// The unit above, by its reference.
        parent: Option<String>,
        /// `agency`, `platform`, `hotel` or `desk`.
        #[schema(example = "agency")]
        profile: Option<String>,
        /// Its working calendar.
        #[schema(example = "cn_office")]
        calendar: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Postal address.
        address: Option<String>,
        /// Of the company alone: customers are seen by their unit and those above it.
        customers_by_unit: Option<bool>,
        /// The same of bookings.
        bookings_by_unit: Option<bool>,
        /// The same of suppliers.
        suppliers_by_unit: Option<bool>,
        /// The same of products.
        products_by_unit: Option<bool>,
    }
    /// A customer.
    NewCustomer {
        /// `person` or `company`.
        #[schema(example = "person")]
        kind: Option<String>,
        /// The unit that it is kept for, by its reference; none for the whole company.
        unit: Option<String>,
        /// Telephone number.
        #[schema(example = "13800000000")]
        phone: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Language to be spoken to in.
        #[schema(example = "zh")]
        language: Option<String>,
        /// `YYYY-MM-DD`.
        birthday: Option<String>,
        /// Company.
        company: Option<String>,
        /// Postal address.
        address: Option<String>,
        /// A key customer; it changes no right and no clock.
        is_key: Option<bool>,
        /// What they like.
        #[schema(example = "靠窗座位，素食")]
        preferences: Option<String>,
        /// Anything else.
        note: Option<String>,
    }
    /// A supplier.
    NewSupplier {
        /// As `hotel`, `ground_operator`, `coach`, `guide`.
        #[schema(example = "hotel")]
        trade: String,
        /// The unit that it is kept for, by its reference; none for the whole company.
        unit: Option<String>,
        /// Who is asked there.
        #[schema(example = "陈经理")]
        contact_name: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Language to be written to in.
        language: Option<String>,
        /// Country.
        country: Option<String>,
        /// Postal address.
        address: Option<String>,
        /// Anything else.
        note: Option<String>,
    }
    /// A product.
    NewProduct {
        /// As `tour`, `hotel`, `flight`.
        #[schema(example = "tour")]
        trade: String,
        /// The unit that it is kept for, by its reference; none for the whole company.
        unit: Option<String>,
        /// Its supplier, by its reference.
        supplier: Option<String>,
        /// Destination.
        #[schema(example = "云南")]
        destination: Option<String>,
        /// What is promised.
        promised: Option<String>,
        /// Rules of change and refund.
        terms: Option<String>,
    }
    /// A booking.
    NewBooking {
        /// The customer, by reference.
        customer: Option<String>,
        /// The product, by reference.
        product: Option<String>,
        /// The unit that sold it, by reference.
        unit: Option<String>,
        /// Who booked.
        #[schema(example = "王芳")]
        contact_name: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Who travels.
        travellers: Option<Vec<NewTraveller>>,
        /// What was sold, item by item.
        items: Option<Vec<NewItem>>,
        /// `YYYY-MM-DD`.
        #[schema(example = "2026-11-18")]
        departure_on: Option<String>,
        /// `YYYY-MM-DD`.
        #[schema(example = "2026-11-23")]
        return_on: Option<String>,
        /// Where they are while they travel, as a zone of the IANA list: there nobody is
        /// rung up at night.
        #[schema(example = "Asia/Bangkok")]
        zone: Option<String>,
        /// Destination.
        destination: Option<String>,
        /// Group or tour code.
        group_code: Option<String>,
        /// The guide.
        guide: Option<String>,
        /// In the smallest unit of the currency.
        #[schema(example = 398_000)]
        price_cents: Option<i64>,
        /// As `CNY`.
        #[schema(example = "CNY")]
        currency: Option<String>,
        /// `confirmed`, `changed`, `cancelled` or `travelled`.
        #[schema(example = "confirmed")]
        status: Option<String>,
        /// Where it was sold.
        sales_channel: Option<String>,
        /// What was asked for besides.
        special_requests: Option<String>,
        /// Rules of change and refund in force at the sale.
        terms: Option<String>,
    }
    /// Words kept ready for answers: facts and steps, never an apology.
    NewPhrase {
        /// The words; `{name}`, `{number}` and `{agent}` stand for the complainant, the case and who answers.
        #[schema(example = "您的工单 {number} 已转交核实，{agent} 会在今天 18 点前与您联系。")]
        text: String,
        /// `zh` or `en`.
        #[schema(example = "zh")]
        language: String,
        /// Under which it stands in the list.
        #[schema(example = "核实")]
        topic: Option<String>,
        /// Whether it is offered no more.
        retired: Option<bool>,
    }
}

/// Someone who travels.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewTraveller {
    /// Name.
    #[schema(example = "王芳")]
    name: String,
    /// Telephone number.
    phone: Option<String>,
}

/// One item of a booking.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewItem {
    /// As `hotel`, `flight`, `ticket`.
    #[schema(example = "hotel")]
    trade: String,
    /// What it is.
    #[schema(example = "海岸酒店 海景双床房 2 晚")]
    name: String,
    /// Who delivers it, by reference.
    supplier: Option<String>,
    /// Who contracted it: `own`, `merchant`, `agent`, `organiser`, `local_operator` or `public_carrier`.
    #[schema(example = "organiser")]
    contracted_by: Option<String>,
    /// What was promised of it.
    promised: Option<String>,
    /// Confirmation or ticket number.
    confirmation: Option<String>,
    /// `YYYY-MM-DD`.
    starts_on: Option<String>,
    /// `YYYY-MM-DD`.
    ends_on: Option<String>,
}
