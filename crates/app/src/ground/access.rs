//! What the company asks of those who sign in, as it is kept and gone by.

use homeward_domain::time::{Span, Timestamp};
use homeward_store::credentials::Alive;
use serde::{Deserialize, Serialize};

/// The most hours that a session may stand unused: a week.
pub const IDLE_HOURS_MAX: i64 = 168;

/// The most days that a session may last.
pub const DAYS_MAX: i64 = 90;

/// What is asked of those who sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Its version, from 1.
    pub version: i64,
    /// A session ends so many hours after it was last used.
    pub session_idle_hours: i64,
    /// A session ends so many days after it began, however much it is used.
    pub session_days: i64,
    /// Roles that need a second factor, as they are spelled.
    pub factor_roles: Vec<String>,
}

impl Default for Access {
    fn default() -> Self {
        Self { version: 1, session_idle_hours: 12, session_days: 14, factor_roles: Vec::new() }
    }
}

impl Access {
    /// Which sessions are alive now.
    pub(crate) fn alive(&self, now: Timestamp) -> Alive {
        let before = |span: Span| now.0 - span.0;
        Alive {
            seen_after: before(Span::hours(self.session_idle_hours)),
            begun_after: before(Span::hours(self.session_days * 24)),
        }
    }

    /// Whether a role needs a second factor.
    pub fn demands_factor(&self, role: &str) -> bool {
        self.factor_roles.iter().any(|demanding| demanding == role)
    }
}
