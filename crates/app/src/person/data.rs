//! The shape of `data.json` (docs/person-data.md). Times are RFC 3339 in UTC; what was
//! erased is null.

use homeward_domain::catalogue::GivingGround;
use serde::Serialize;
use serde_json::{Map, Value};

/// The name of the format.
pub const FORMAT: &str = "homeward-person-data";
/// Its version: fields are only ever added to one.
pub const VERSION: i64 = 1;

/// How far it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    /// All that the company keeps.
    Company,
    /// What those units keep that whoever handed it out sees.
    Units,
    /// What one case keeps.
    Case,
}

/// Everything that is kept of one person.
#[derive(Clone, Debug, Serialize)]
pub struct PersonData {
    /// Always `homeward-person-data`.
    pub format: &'static str,
    /// Its version.
    pub version: i64,
    /// When it was put together.
    pub made_at: String,
    /// The company that keeps it.
    pub company: Option<String>,
    /// On what ground it was handed out.
    pub ground: &'static str,
    /// How far it goes.
    pub covers: Covers,
    /// Their name; empty where none is kept.
    pub name: String,
    /// Their records in the register.
    pub customers: Vec<Customer>,
    /// Their bookings.
    pub bookings: Vec<Booking>,
    /// Cases in which they stand, in order.
    pub cases: Vec<Case>,
    /// When their contact points were shown, the newest first.
    pub looks: Vec<Look>,
    /// The language that they want to be spoken to in.
    pub language: Option<String>,
}

impl PersonData {
    pub(super) fn begin(ground: GivingGround, made_at: String, covers: Covers, name: String) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            made_at,
            company: None,
            ground: ground.as_str(),
            covers,
            name,
            customers: Vec::new(),
            bookings: Vec::new(),
            cases: Vec::new(),
            looks: Vec::new(),
            language: None,
        }
    }
}

/// A record of a customer.
#[derive(Clone, Debug, Serialize)]
pub struct Customer {
    /// Its reference.
    pub reference: String,
    /// The name in it.
    pub name: String,
    /// Its other fields, as the API names them.
    pub fields: Map<String, Value>,
    /// When it was last changed.
    pub updated_at: String,
    /// The restriction that it is under.
    pub restriction: Option<Protection>,
    /// What was changed in it, in order.
    pub changes: Vec<Change>,
}

/// A change of a record.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// When.
    pub at: String,
    /// `made`, `changed`, `restricted`, `lifted`, `seen` or `data_given`.
    pub what: String,
    /// Names of the fields that changed, or the ground.
    pub about: String,
}

/// A booking, without what it says of others.
#[derive(Clone, Debug, Serialize)]
pub struct Booking {
    /// Its reference.
    pub reference: String,
    /// What was booked.
    pub name: String,
    /// Its other fields, as the API names them.
    pub fields: Map<String, Value>,
}

/// A case in which they stand.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// Its number.
    pub number: String,
    /// `complainant`, `representative`, or `named` where others told of them.
    pub role: &'static str,
    /// As what a representative acts: `agent` or `guardian`.
    pub acts_as: Option<&'static str>,
    /// What kind of matter.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// The way in.
    pub channel: String,
    /// When it reached the company.
    pub received_at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// The booking that it names.
    pub booking_reference: Option<String>,
    /// Their own reference of it.
    pub external_reference: Option<String>,
    /// When it happened.
    pub occurred_at: Option<String>,
    /// Where it happened.
    pub place: Option<String>,
    /// The zone in which they said that they were.
    pub zone: Option<String>,
    /// What was told of them, each time.
    pub details: Vec<Details>,
    /// What they said.
    pub said: Vec<Words>,
    /// What was told to them.
    pub told: Vec<Words>,
    /// What was offered to them.
    pub plans: Vec<Plan>,
    /// Files that they gave.
    pub files: Vec<File>,
    /// Restrictions, holds and erasures.
    pub protections: Vec<Protection>,
    /// Private links that were handed out for them.
    pub links: Vec<Link>,
    /// Copies of their data that were handed out.
    pub given: Vec<Given>,
}

/// What was told of them at one time.
#[derive(Clone, Debug, Serialize)]
pub struct Details {
    /// When.
    pub at: String,
    /// Name, contact points and personal details, as the API names them.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

/// Words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// When.
    pub at: String,
    /// The kind of entry.
    pub kind: String,
    /// By which way, where it is told.
    pub channel: Option<&'static str>,
    /// What they answered to a plan, or how content they are.
    pub answer: Option<String>,
    /// The words; null after an erasure, and where there were none.
    pub text: Option<String>,
    /// Whether we have taken it back since: it did not happen as it was written.
    pub withdrawn: bool,
    /// Whether we have taken back that it was told otherwise than on their page, where the
    /// words stand.
    pub telling_withdrawn: bool,
}

/// A plan.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// When it was put to them.
    pub at: String,
    /// Its version.
    pub version: i64,
    /// The alternatives.
    pub options: Vec<Option_>,
}

/// One of the alternatives of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct Option_ {
    /// What was offered.
    pub text: Option<String>,
    /// What would be done.
    pub measures: Vec<Option<String>>,
}

/// A file that they gave.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// When.
    pub at: String,
    /// Its number in the case.
    pub number: i64,
    /// Its name; null after an erasure.
    pub name: Option<String>,
    /// Its type by its content.
    pub media_type: String,
    /// Its length.
    pub bytes: i64,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// Where it lies in the copy; null where it was erased or is lost.
    pub path: Option<String>,
}

/// That something is restricted, held or erased, or is so no more.
#[derive(Clone, Debug, Serialize)]
pub struct Protection {
    /// When.
    pub at: String,
    /// The kind of entry.
    pub kind: String,
    /// On what ground, from a list.
    pub ground: Option<&'static str>,
    /// The ground in words.
    pub text: Option<String>,
    /// Until when something must be kept.
    pub until: Option<String>,
}

/// A private link that was handed out.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// When.
    pub at: String,
    /// Whether it was a new one.
    pub renewed: bool,
    /// How whoever got it came by it: `given` or `number_and_phone`.
    pub way: Option<&'static str>,
}

/// A copy that was handed out.
#[derive(Clone, Debug, Serialize)]
pub struct Given {
    /// When.
    pub at: String,
    /// On what ground.
    pub ground: &'static str,
    /// `staff`, `program` or `person`.
    pub to: &'static str,
}

/// A look at their contact points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    /// When.
    pub at: String,
    /// `staff` or `program`.
    pub by: &'static str,
    /// The case by which, where it is among these.
    pub case: Option<String>,
    /// By which relation it was open, or for what reason it was opened.
    pub why: String,
}
