//! How members of staff prove who they are, and their sessions.

mod factor;
mod links;
mod own;
mod passwords;

pub use factor::Offer;
pub use links::{Link, by_link, look_at_link};
pub use own::{
    OwnSession, Ways, end_other_sessions, end_session, offer_factor, own_sessions, reset, set_password,
    turn_off_factor, turn_on_factor, ways,
};
pub use passwords::LENGTH_MIN as PASSWORD_MIN;

use crate::app::App;
use crate::caller::{Caller, Role};
use crate::error::{AppError, FieldError};
use crate::secrets::{hash_secret, random_secret};
use crate::units;
use homeward_domain::record::Hash;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::people::{self, Staff};
use homeward_store::{Db, Lane, credentials};

/// How long a session lives after it was last used.
pub const SESSION_LIFE: Span = Span::hours(12);
/// How long a code can be given after the password.
pub const CODE_LIFE: Span = Span::minutes(5);
/// How exactly a session knows when it was last used.
const SEEN_EVERY: Span = Span::minutes(1);
/// The most characters of the name of a browser.
const DEVICE_MAX: usize = 100;

/// What a proof has led to; each with the secret that the browser keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// They are signed in.
    Session(String),
    /// They still have to give a code of their second factor.
    AwaitsCode(String),
}

impl Begun {
    /// The secret.
    pub fn secret(&self) -> &str {
        match self {
            Self::Session(secret) | Self::AwaitsCode(secret) => secret,
        }
    }
}

/// Signs in by address and password. Whether the address or the password is
/// wrong is not told, nor by the time that the answer takes.
pub async fn by_password(app: &App, email: &str, password: &str, device: &str) -> Result<Begun, AppError> {
    let email = email.trim().to_lowercase();
    let found = app.store().read(move |db| {
        let Some(staff) = people::staff_by_email(db, &email)? else { return Ok(None) };
        Ok::<_, AppError>(Some((staff.id, credentials::of(db, staff.id)?.password)))
    });
    let found = found.await?;
    let kept = found.as_ref().map_or("", |(_, kept)| kept.as_str());
    let right = passwords::is_right(kept, password).await?;
    let Some((staff, kept)) = found.filter(|_| right) else {
        return Err(AppError::Invalid(vec![FieldError::new("password", "wrong_password")]));
    };
    let (now, device) = (app.clock().now(), device.to_owned());
    app.store()
        .write(Lane::Acts, move |db| {
            // The password may have been changed while it was compared.
            if credentials::of(db, staff)?.password != kept {
                return Err(AppError::Invalid(vec![FieldError::new("password", "wrong_password")]));
            }
            begin(db, staff, &device, now)
        })
        .await
}

/// Who still has to give a code.
pub async fn who_awaits_code(app: &App, secret: &str) -> Result<i64, AppError> {
    let (half, alive_after) = (hash_secret(secret), Timestamp(app.clock().now().0 - CODE_LIFE.0));
    app.store().read(move |db| Ok(half_of(db, half, alive_after)?.id)).await
}

/// Signs in by a code after the password; gives the secret of the session.
/// [`AppError::Unauthenticated`] where the password was too long ago.
pub async fn by_code(app: &App, secret: &str, code: &str) -> Result<String, AppError> {
    let (half, session, now) = (hash_secret(secret), random_secret(), app.clock().now());
    let (whole, alive_after) = (hash_secret(&session), Timestamp(now.0 - CODE_LIFE.0));
    let (secrets, code) = (app.secrets().clone(), code.to_owned());
    app.store()
        .write(Lane::Acts, move |db| {
            let staff = half_of(db, half, alive_after)?.id;
            let kept = credentials::of(db, staff)?;
            let Some(taken) = factor::take(&secrets, staff, &kept, &code, now)? else {
                return Err(AppError::Invalid(vec![FieldError::new("code", "wrong_code")]));
            };
            credentials::put(db, staff, &taken)?;
            let device = credentials::device(db, half)?.unwrap_or_default();
            credentials::end_session(db, half, now.0)?;
            // Whoever saw the first secret has nothing of the session.
            credentials::add_session(db, whole, staff, &device, false, now.0)?;
            Ok(())
        })
        .await?;
    Ok(session)
}

/// Who is signed in by a session.
pub async fn session_caller(app: &App, secret: &str) -> Result<(Caller, Staff), AppError> {
    let (session, now) = (hash_secret(secret), app.clock().now());
    let alive_after = Timestamp(now.0 - SESSION_LIFE.0);
    let look = move |db: &Db| {
        let Some((staff, seen_at)) = credentials::session(db, session, alive_after.0)? else { return Ok(None) };
        let units = if staff.unit.is_empty() { None } else { Some(units::below(db, &staff.unit)?) };
        Ok::<_, AppError>(Some((staff, seen_at, units)))
    };
    let (staff, seen_at, units) = app.store().read(look).await?.ok_or(AppError::Unauthenticated)?;
    if now.0 - seen_at > SEEN_EVERY.0 {
        let seen = app.store().write(Lane::Acts, move |db| credentials::session_seen(db, session, now.0)).await;
        // Pages can be read while nothing can be written.
        if let Err(error) = seen {
            tracing::warn!(%error, "a session that was seen could not be noted");
        }
    }
    let role = Role::parse(&staff.role).ok_or(AppError::Unauthenticated)?;
    let caller = Caller::staff(staff.id, role);
    match units {
        Some(units) => Ok((caller.within(units), staff)),
        None => Ok((caller, staff)),
    }
}

/// Ends a session by its secret.
pub async fn sign_out(app: &App, secret: &str) -> Result<(), AppError> {
    let (session, now) = (hash_secret(secret), app.clock().now());
    app.store().write(Lane::Acts, move |db| credentials::end_session(db, session, now.0)).await?;
    Ok(())
}

/// Begins a session, or what becomes one by a code.
fn begin(db: &Db, staff: i64, device: &str, now: Timestamp) -> Result<Begun, AppError> {
    let secret = random_secret();
    let awaits_code = credentials::of(db, staff)?.factor_on;
    let device: String = device.chars().take(DEVICE_MAX).collect();
    credentials::add_session(db, hash_secret(&secret), staff, &device, awaits_code, now.0)?;
    Ok(if awaits_code { Begun::AwaitsCode(secret) } else { Begun::Session(secret) })
}

fn half_of(db: &Db, half: Hash, alive_after: Timestamp) -> Result<Staff, AppError> {
    Ok(credentials::half_session(db, half, alive_after.0)?.ok_or(AppError::Unauthenticated)?.0)
}
