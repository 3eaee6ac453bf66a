//! Sign-in by a one-time link.

use super::{Begun, Way, begin, passwords};
use crate::app::App;
use crate::ground::caller::{Caller, Role};
use crate::ground::error::{AppError, FieldError};
use crate::ground::secrets::hash_secret;
use crate::registers::unit_tree;
use crate::staff::people::{checked, note};
use crate::staff::{grant, tokens};
use homeward_domain::actor::Actor;
use homeward_domain::record::Hash;
use homeward_domain::time::Timestamp;
use homeward_store::people::{self, Staff};
use homeward_store::streams::{self, By};
use homeward_store::{Db, Lane, credentials};

/// What a one-time link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// It makes the first administrator, who tells name and address first.
    First,
    /// It signs a member of staff in.
    Staff {
        /// Whether they may choose a password with it. Whoever has a second factor
        /// may not: a link alone must not replace half of their sign-in.
        chooses_password: bool,
    },
}

/// Looks at a link without using it, so that a preview by a mail program
/// does not use it up.
pub async fn look_at_link(app: &App, secret: &str) -> Result<Link, AppError> {
    let (link, now) = (hash_secret(secret), app.clock().now());
    app.store()
        .read(move |db| match people::find_link(db, link, now.0)?.ok_or(AppError::NotFound)? {
            Some(staff) => {
                must_be_within(db, link, staff, now)?;
                Ok(Link::Staff { chooses_password: !credentials::of(db, staff)?.factor_on })
            }
            None => Ok(Link::First),
        })
        .await
}

/// Uses a link; for the first administrator with name and address. A password
/// may be chosen with it. Whoever has a second factor gives a code after it.
pub async fn by_link(
    app: &App,
    secret: &str,
    first: Option<(&str, &str)>,
    password: Option<&str>,
    device: &str,
) -> Result<Begun, AppError> {
    let person = first.map(|(name, email)| checked(name, email, None));
    let mut errors = Vec::new();
    if let Some(Err(AppError::Invalid(found))) = &person {
        errors.extend(found.iter().cloned());
    }
    let email = person.as_ref().and_then(|person| person.as_ref().ok()).map_or("", |(_, email, _)| email);
    errors.extend(password.and_then(|password| passwords::check(password, email).err()));
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let person = person.transpose()?;
    let (link, now, device) = (hash_secret(secret), app.clock().now(), device.to_owned());
    let password = match password {
        Some(password) => Some(passwords::hash(password).await?),
        None => None,
    };
    app.store()
        .write(Lane::Acts, move |db| {
            let staff = match (people::find_link(db, link, now.0)?, &person) {
                (Some(Some(staff)), _) => {
                    must_be_within(db, link, staff, now)?;
                    staff
                }
                (Some(None), Some((name, email, _))) => {
                    let role = Role::Administrator.as_str().into();
                    let first = Staff { name: name.clone(), email: email.clone(), role, ..Staff::default() };
                    let made = people::add_staff(db, &first, now.0)?;
                    let made = made.ok_or_else(|| AppError::Invalid(vec![FieldError::new("email", "email_taken")]))?;
                    note(db, Actor::Staff(made.id), made.id, "made", &["email", "name", "role"], Some(&made), now.0)?;
                    made.id
                }
                _ => return Err(AppError::NotFound),
            };
            let by = By { actor: Actor::Staff(staff).to_string(), at: now.0 };
            if !people::use_link(db, &by, link)? {
                return Err(AppError::NotFound);
            }
            let kept = credentials::of(db, staff)?;
            if let Some(password) = password.clone().filter(|_| !kept.factor_on) {
                credentials::put(db, staff, &credentials::Credentials { password, ..kept })?;
                note(db, Actor::Staff(staff), staff, "password_set", &[], None, now.0)?;
            }
            begin(db, staff, &device, Way::Link, now)
        })
        .await
}

/// Refuses a link that would give more than its maker could give now: whoever it signs
/// in may have been given more since, and its maker may have less, or have left.
fn must_be_within(db: &Db, link: Hash, staff: i64, now: Timestamp) -> Result<(), AppError> {
    let made = streams::made_by(db, "sign_in_links", &link.to_hex())?;
    let maker = match made.as_deref().and_then(Actor::parse) {
        Some(Actor::Staff(maker)) => staff_caller(db, maker)?,
        Some(Actor::Token(maker)) => tokens::caller_of(db, maker, now)?,
        // The command line on the machine, which may give everything.
        Some(Actor::System) => Some(Caller::machine()),
        _ => None,
    };
    let member = people::staff(db, staff)?.filter(|member| member.left_at.is_none()).ok_or(AppError::NotFound)?;
    let is_within = maker.is_some_and(|maker| grant::check_staff(&maker, &member).is_ok());
    if is_within { Ok(()) } else { Err(AppError::NotFound) }
}

/// What a member of staff may do now; nothing where they have left.
fn staff_caller(db: &Db, id: i64) -> Result<Option<Caller>, AppError> {
    let Some(staff) = people::staff(db, id)?.filter(|staff| staff.left_at.is_none()) else { return Ok(None) };
    let Some(role) = Role::parse(&staff.role) else { return Ok(None) };
    let caller = Caller::staff(staff.id, role);
    Ok(Some(unit_tree::bound(db, caller, &staff.unit)?))
}
