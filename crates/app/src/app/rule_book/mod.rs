//! The rules of the company in force: what they say, when they hold, what they do.

mod act;
mod book;
mod condition;

pub use act::{Act, How};
pub(crate) use book::{Book, Rule, known, version};
pub use book::{Definition, RULES_MAX, Version};
pub use condition::VARIABLES;
pub(crate) use condition::{Condition, Facts, Refused, TEXT_CHARS_MAX};
