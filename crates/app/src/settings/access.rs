//! What the company asks of those who sign in: how long they stay signed in, and
//! which roles need a second factor.

use super::setting::{About, Next, Preview, Setting, kept, lift, said};
use crate::app::App;
pub use crate::ground::access::{Access, DAYS_MAX, IDLE_HOURS_MAX};
use crate::ground::caller::Role;
use crate::ground::error::AppError;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use homeward_store::credentials;
use homeward_store::people;
use serde_json::Value;

/// What is asked of those who sign in, for everybody who is signed in as well.
pub static ACCESS: Setting = Setting {
    name: "access",
    type_name: "Access",
    about: About {
        read: "How long sessions last and which roles need a second factor.",
        preview: "Whom a change of it would concern; changes nothing.",
        change: "Changes it, for everybody who is signed in as well.",
    },
    fields: &[
        must(
            "session_idle_hours",
            Takes::Whole(1, IDLE_HOURS_MAX),
            "A session ends so many hours after it was last used.",
        )
        .such_as("12"),
        must("session_days", Takes::Whole(1, DAYS_MAX), "A session ends so many days after it began.").such_as("14"),
        must("factor_roles", Takes::Several("role", &Role::SPELLINGS), "Roles that need a second factor.")
            .such_as(r#"["administrator", "manager"]"#),
    ],
    besides: &[],
    lift: lift::<Access>,
    shipped: || kept(&Access::default()),
    read,
    preview: Some(Preview {
        counts: &[("without_factor", "People who would have to set up a second factor before anything else.")],
        count: |app, asked| Box::pin(without_factor(app, asked)),
        tells_of_same: false,
    }),
    is_followed: false,
};

async fn without_factor(app: App, asked: Value) -> Result<Vec<i64>, AppError> {
    let after: Access = said(&asked)?;
    app.store()
        .read(move |db| {
            let mut without = 0;
            for staff in people::all_staff(db)? {
                if staff.left_at.is_none() && after.demands_factor(&staff.role) {
                    without += i64::from(!credentials::of(db, staff.id)?.factor_on);
                }
            }
            Ok(vec![without])
        })
        .await
}

fn read(fields: &Fields<'_>, next: &Next<'_>) -> Option<Value> {
    let idle = fields.required("session_idle_hours", fields.number("session_idle_hours", 1, IDLE_HOURS_MAX));
    let days = fields.required("session_days", fields.number("session_days", 1, DAYS_MAX));
    let roles = fields.spelled_list("factor_roles", Role::parse, &Role::SPELLINGS);
    let roles = fields.required("factor_roles", roles)?;
    // In the order of the roles, each once.
    let factor_roles = Role::ALL.into_iter().filter(|role| roles.contains(role));
    let factor_roles = factor_roles.map(|role| role.as_str().to_owned()).collect();
    let (session_idle_hours, session_days) = (idle?, days?);
    Some(kept(&Access { version: next.version, session_idle_hours, session_days, factor_roles }))
}
