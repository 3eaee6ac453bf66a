//! Forms: what their fields take, how they are shown, what was typed.

mod body;
mod field;
mod input;
pub mod way;

pub use body::{Typed, body, first, values};
pub use field::{Field, Takes, may, must};
#[cfg(test)]
pub use input::missing_words;
pub use input::{Choice, Input, Offered, errors_of, inputs, summary};
