//! What follows from the fields of a body, which `homeward_app::field` says once: the
//! description of the API, and the fields of a form.

mod described;
mod flattened;

pub use described::{Types, object};
pub use flattened::{flat, kept};
