//! What the fields of forms take. They carry the names of the API, so that a
//! form and a request are read by the same use case.

/// What a field takes.
#[derive(Clone, Copy)]
pub enum Takes {
    Line,
    Words,
    Whole(i64, i64),
    Truth,
    /// Yes or no, which must be said.
    YesNo,
    Time,
    Date,
    /// One of a list, with the name of its words in the message files.
    One(&'static str, &'static [&'static str]),
    Several(&'static str, &'static [&'static str]),
    /// One of the ways by which somebody is told, with how it was told by it; whether
    /// attempts that reached nobody are among them.
    Way(bool),
    /// One of a list, of which each but the first is a truth of its own in the body.
    Truths(&'static str, &'static [&'static str]),
    Category,
    /// Any number of categories, or of whole main ones.
    Categories,
    /// Steps of a procedure, a line each.
    Steps,
    Template,
    Step,
    Staff,
    /// One of those who complain in a case, by place.
    Member,
    /// Any number of them.
    Members,
    Unit,
    Calendar,
    Promise,
    /// Words parted by spaces.
    List,
    /// The same, so many that they stand in lines.
    Lines,
    /// An e-mail address, with what the browser may fill in.
    Email(&'static str),
    /// A telephone number, which the browser may fill in.
    Phone,
    /// A secret, with what the browser may fill in.
    Secret(&'static str),
    /// A code of six digits.
    Code,
}

/// One field of a form.
#[derive(Clone, Copy)]
pub struct Field {
    /// Its path in the body.
    pub path: &'static str,
    pub takes: Takes,
    pub required: bool,
}

/// A field that must be filled.
pub const fn must(path: &'static str, takes: Takes) -> Field {
    Field { path, takes, required: true }
}

/// A field that may stay empty.
pub const fn may(path: &'static str, takes: Takes) -> Field {
    Field { path, takes, required: false }
}
