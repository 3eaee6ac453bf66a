//! What is asked of those who sign in, over the API.

use super::time;
use homeward_app::access::Access;
use homeward_app::sign_in::{SignIn, written_place};
use serde::Serialize;
use utoipa::ToSchema;

/// How long sessions last and which roles need a second factor.
#[derive(Serialize, ToSchema)]
pub struct AccessBody {
    /// Its version, from 1.
    version: i64,
    /// A session ends so many hours after it was last used: 1 to 168.
    #[schema(example = 12)]
    session_idle_hours: i64,
    /// A session ends so many days after it began: 1 to 90.
    #[schema(example = 14)]
    session_days: i64,
    /// Roles that need a second factor.
    #[schema(example = json!(["administrator", "manager"]))]
    factor_roles: Vec<String>,
}

impl From<&Access> for AccessBody {
    fn from(access: &Access) -> Self {
        Self {
            version: access.version,
            session_idle_hours: access.session_idle_hours,
            session_days: access.session_days,
            factor_roles: access.factor_roles.clone(),
        }
    }
}

/// It as it is sent, whole.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewAccess {
    /// A session ends so many hours after it was last used.
    #[schema(example = 12, minimum = 1, maximum = 168)]
    session_idle_hours: i64,
    /// A session ends so many days after it began.
    #[schema(example = 14, minimum = 1, maximum = 90)]
    session_days: i64,
    /// Roles that need a second factor.
    #[schema(example = json!(["administrator", "manager"]))]
    factor_roles: Vec<String>,
}

/// Whom a change would concern.
#[derive(Serialize, ToSchema)]
pub struct AccessPreview {
    /// People who would have to set up a second factor before anything else.
    pub without_factor: i64,
}

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
