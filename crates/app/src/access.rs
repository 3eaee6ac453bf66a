//! What the company asks of those who sign in: how long they stay signed in, and
//! which roles need a second factor; in every version.

use crate::app::App;
use crate::caller::{Caller, Role};
use crate::error::AppError;
use crate::form::{self, Fields};
use crate::policies::{self as in_force, Written};
use homeward_domain::case::Rejection;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::credentials::{self, Alive};
use homeward_store::policies::{self, Policy};
use homeward_store::{Db, StoreError, people};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// There is one, and this is its name.
const ID: &str = "access";
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

/// What a change would bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// People who would have to set up a second factor before anything else.
    pub without_factor: i64,
}

/// Every version, in order; the first came with the program.
pub async fn versions(app: &App) -> Result<Vec<Written<Access>>, AppError> {
    let own = in_force::written(app, Policy::Access, in_force::parse::<Access>).await?;
    Ok([Written::shipped(Access::default())].into_iter().chain(own).collect())
}

/// What the change in the body would bring.
pub async fn preview(app: &App, body: &Value) -> Result<Preview, AppError> {
    let after = changed(app, body)?;
    app.store()
        .read(move |db| {
            let mut preview = Preview::default();
            for staff in people::all_staff(db)? {
                if staff.left_at.is_none() && after.demands_factor(&staff.role) {
                    preview.without_factor += i64::from(!credentials::of(db, staff.id)?.factor_on);
                }
            }
            Ok(preview)
        })
        .await
}

/// Changes it, for everybody who is signed in as well. Refused where it has changed
/// since the version that was read, if that is told.
pub async fn change(app: &App, caller: &Caller, body: &Value, read: Option<i64>) -> Result<Access, AppError> {
    let new = changed(app, body)?;
    if read.is_some_and(|version| version != new.version - 1) {
        return Err(AppError::Stale(new.version - 1));
    }
    let definition = in_force::definition((ID, new.version), &new, caller.actor, app)?;
    in_force::write(app, Policy::Access, definition).await?;
    Ok(new)
}

/// What is in force.
pub(crate) fn read_in_force(db: &Db) -> Result<Access, StoreError> {
    let newest = policies::all(db, Policy::Access)?.pop();
    Ok(newest.map(|d| in_force::parse::<Access>(&d.text)).transpose()?.unwrap_or_default())
}

fn changed(app: &App, body: &Value) -> Result<Access, AppError> {
    let before = app.access();
    let after = form::read(body, |fields| read(fields, before.version + 1))?;
    if (Access { version: before.version, ..after.clone() }) == *before {
        return Err(Rejection::NothingToChange.into());
    }
    Ok(after)
}

fn read(fields: &Fields, version: i64) -> Option<Access> {
    let idle = fields.required("session_idle_hours", fields.number("session_idle_hours", 1, IDLE_HOURS_MAX));
    let days = fields.required("session_days", fields.number("session_days", 1, DAYS_MAX));
    let roles = fields.spelled_list("factor_roles", Role::parse, &Role::SPELLINGS);
    let roles = fields.required("factor_roles", roles)?;
    // In the order of the roles, each once.
    let factor_roles = Role::ALL.into_iter().filter(|role| roles.contains(role));
    let factor_roles = factor_roles.map(|role| role.as_str().to_owned()).collect();
    Some(Access { version, session_idle_hours: idle?, session_days: days?, factor_roles })
}
