//! Of which template a page was made.

use axum::Extension;
use std::any::type_name;

/// The type of the template that an answer was made of: it stays with the answer inside the
/// program, where a test sees that every template is shown to it at least once.
#[derive(Clone, Copy, Debug)]
pub struct Rendered(pub &'static str);

impl Rendered {
    /// Marks an answer as made of a template.
    pub fn by<T>(_: &T) -> Extension<Self> {
        Extension(Self(type_name::<T>()))
    }
}
