//! The log of sign-ins, over the API.

use super::time;
use homeward_app::sign_in::{SignIn, written_place};
use serde::Serialize;
use utoipa::ToSchema;

/// Entries of the log of sign-ins.
#[derive(Serialize, ToSchema)]
pub struct SignInPage {
    /// The newest first.
    pub items: Vec<SignInBody>,
}

/// An entry of the log of sign-ins.
#[derive(Serialize, ToSchema)]
pub struct SignInBody {
    /// Names it, for `before`.
    #[schema(example = "1793000000000000-5-12")]
    id: String,
    at: String,
    /// The member of staff; null where nobody has the address that was tried.
    staff: Option<i64>,
    /// `signed_in`, `refused`, `locked_out` or `signed_out`.
    #[schema(example = "signed_in")]
    outcome: String,
    /// `password`, `code` or `link`; null where none was given.
    #[schema(example = "password")]
    way: Option<String>,
}

impl From<SignIn> for SignInBody {
    fn from(entry: SignIn) -> Self {
        Self {
            id: written_place(entry.place),
            at: time(entry.place.at),
            staff: Some(entry.place.staff).filter(|staff| *staff > 0),
            outcome: entry.outcome,
            way: Some(entry.way).filter(|way| !way.is_empty()),
        }
    }
}
