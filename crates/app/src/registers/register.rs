//! What a register is: plain records of one kind, said in one place each.

use crate::ground::caller::Scope;
use crate::ground::field::{Field, Takes, must};
use std::fmt;

/// A kind of plain record. From what stands here come reading and import, the routes and
/// the description of the API, the pages of the desk, and who may do what.
pub struct Register {
    /// As in paths and in the database: many of them.
    pub name: &'static str,
    /// One of them, as operations of the API are called after it.
    pub single: &'static str,
    /// The type of its body in the description of the API, and what it is.
    pub body: (&'static str, &'static str),
    /// The right to read them.
    pub reading: Scope,
    /// The right to write them.
    pub writing: Scope,
    /// Whether it is a setting of the company, of which every version is kept.
    pub is_setting: bool,
    /// The field of the company by which it says that these are kept by unit; none where
    /// they are everybody's always.
    pub kept_by_unit: Option<&'static str>,
    /// Whether the contact points in them are of travellers, and not of a trade.
    pub of_travellers: bool,
    /// Its fields besides `reference` and `name`, in the order of a form.
    pub fields: &'static [Field],
    /// The fields that its list shows behind the reference.
    pub columns: &'static [&'static str],
    /// Whether it grows so long that one looks things up in it.
    pub is_searched: bool,
}

/// A register, as it is passed around.
pub type Noun = &'static Register;

/// The fields that every record has.
const OF_ALL: [Field; 2] =
    [must("reference", Takes::Line, "Its reference, unique among its noun."), must("name", Takes::Line, "Its name.")];

impl Register {
    /// All its fields.
    pub fn all_fields(&self) -> Vec<Field> {
        OF_ALL.iter().chain(self.fields).copied().collect()
    }
}

impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Register {}

impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
