//! What the fields of forms take. They carry the names of the API, so that a
//! form and a request are read by the same use case.

pub use homeward_app::field::Takes;

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
