//! What the fields of a body take, said once: the use case reads by it, the API describes
//! the body by it, and forms show it.

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// A line of text.
    Line,
    /// Text of many lines.
    Words,
    /// Text of many lines that apologises for nothing: an apology is never canned
    /// (journey §4).
    Facts,
    /// A whole number from one to another.
    Whole(i64, i64),
    /// True, where it is ticked.
    Truth,
    /// Yes or no, which must be said.
    YesNo,
    /// A moment; in a form without its offset, in the company's zone.
    Time,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// One of a list, with the name of its words in the message files.
    One(&'static str, &'static [&'static str]),
    /// Any number of a list.
    Several(&'static str, &'static [&'static str]),
    /// One of the ways by which somebody is told, with how it was told by it; whether
    /// attempts that reached nobody are among them.
    Way(bool),
    /// One of a list, of which each but the first is a truth of its own in the body, and a
    /// field of its own off the form.
    Truths(&'static str, &'static [&'static str]),
    /// A category by its name.
    Category,
    /// Any number of categories, or of whole main ones.
    Categories,
    /// Steps of a procedure, a line each.
    Steps,
    /// One of the usual measures.
    Template,
    /// A step of the procedure of a case.
    Step,
    /// A member of staff, by number.
    Staff,
    /// One of those who complain in a case, by place.
    Member,
    /// Any number of them.
    Members,
    /// A unit by its reference.
    Unit,
    /// A record of the register of this name, by its reference.
    Reference(&'static str),
    /// A language; a form offers those of the program.
    Language,
    /// A working calendar by its name.
    Calendar,
    /// A promise by its name.
    Promise,
    /// Words parted by spaces.
    List,
    /// The same, so many that they stand in lines.
    Lines,
    /// An e-mail address, with what the browser may fill in.
    Email(&'static str),
    /// A telephone number, which the browser may fill in.
    Phone,
    /// A zone of the IANA list, as `Asia/Bangkok`.
    Zone,
    /// A secret, with what the browser may fill in.
    Secret(&'static str),
    /// A code of six digits.
    Code,
    /// An object with fields of its own.
    Object(&'static [Field]),
    /// Objects with fields of their own: the fields, the most of them, and how many a form
    /// has room for.
    Objects(&'static [Field], usize, usize),
}

/// A field of a body.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in its object.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether a body must have it.
    pub required: bool,
    /// What the description of the API says of it, a sentence in English.
    pub about: &'static str,
    /// A value, as the description shows one; empty where none helps.
    pub example: &'static str,
    /// Whether forms ask for it; the API takes it in any case.
    pub on_form: bool,
    /// Whether forms insist on it where a body may leave it out.
    pub asked: bool,
    /// The type of its objects in the description of the API, with a sentence about it;
    /// none where they are described in their place.
    pub type_name: Option<(&'static str, &'static str)>,
}

/// A field that a body must have.
pub const fn must(name: &'static str, takes: Takes, about: &'static str) -> Field {
    Field { name, takes, required: true, about, example: "", on_form: true, asked: false, type_name: None }
}

/// A field that a body may have.
pub const fn may(name: &'static str, takes: Takes, about: &'static str) -> Field {
    Field { required: false, ..must(name, takes, about) }
}

impl Field {
    /// The same with a value that the description shows.
    #[must_use]
    pub const fn such_as(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// The same, whose objects are a type of their own in the description.
    #[must_use]
    pub const fn of_type(self, name: &'static str, about: &'static str) -> Self {
        Self { type_name: Some((name, about)), ..self }
    }

    /// The same, which a form insists on.
    #[must_use]
    pub const fn asked(self) -> Self {
        Self { asked: true, ..self }
    }

    /// Whether a name in a body is this field's.
    pub fn stands_for(&self, name: &str) -> bool {
        match self.takes {
            Takes::Way(attempts) => matches!(name, "channel" | "told") || (attempts && name == "reached"),
            Takes::Truths(..) => false,
            _ => self.name == name,
        }
    }

    /// The same, asked for by programs alone.
    #[must_use]
    pub const fn off_form(self) -> Self {
        Self { on_form: false, ..self }
    }
}
