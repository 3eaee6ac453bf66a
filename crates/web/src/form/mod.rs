//! Forms: what their fields take, how they are shown, what was typed.

mod body;
mod field;
mod input;
mod typed;
pub mod way;

pub use body::body;
pub use field::{Field, Takes, may, must};
#[cfg(test)]
pub use input::missing_words;
pub use input::{Choice, Input, Offered, errors_of, inputs, summary};
pub use typed::{Typed, first, values};
