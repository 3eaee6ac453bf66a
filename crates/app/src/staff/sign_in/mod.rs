//! How members of staff prove who they are, and their sessions.

mod devices;
mod factor;
mod links;
mod log;
mod own;
mod passwords;

pub use devices::{known as known_device, remembers as device_remembers};
pub use factor::Offer;
pub use links::{Link, by_link, look_at_link};
pub use log::{
    LIMIT_MAX as LOG_LIMIT_MAX, Outcome, Place, SignIn, Way, locked_out, log, read_place, written as written_place,
};
pub use own::{
    OwnSession, Ways, end_other_sessions, end_session, offer_factor, own_sessions, reset, set_password,
    turn_off_factor, turn_on_factor, ways,
};
pub use passwords::LENGTH_MIN as PASSWORD_MIN;

use crate::app::App;
use crate::ground::caller::{Caller, Role};
use crate::ground::error::{AppError, FieldError};
use crate::ground::secrets::{hash_secret, random_secret};
use crate::registers::unit_tree;
use homeward_domain::record::Hash;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::credentials::Alive;
use homeward_store::people::{self, Staff};
use homeward_store::{Db, Lane, credentials};

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
    let meant = found.as_ref().map_or(0, |(staff, _)| *staff);
    let Some((staff, kept)) = found.filter(|_| right) else {
        log::note_refusal(app, meant, Outcome::Refused, Way::Password).await;
        return Err(AppError::Invalid(vec![FieldError::new("password", "wrong_password")]));
    };
    let (now, device) = (app.clock().now(), device.to_owned());
    app.store()
        .write(Lane::Acts, move |db| {
            // The password may have been changed while it was compared.
            if credentials::of(db, staff)?.password != kept {
                return Err(AppError::Invalid(vec![FieldError::new("password", "wrong_password")]));
            }
            begin(db, staff, &device, Way::Password, now)
        })
        .await
}

/// Who still has to give a code.
pub async fn who_awaits_code(app: &App, secret: &str) -> Result<Staff, AppError> {
    let (half, now) = (hash_secret(secret), app.clock().now());
    app.store().read(move |db| half_of(db, half, now)).await
}

/// Signs in by a code after the password; gives the secret of the session.
/// [`AppError::Unauthenticated`] where the password was too long ago.
pub async fn by_code(app: &App, secret: &str, code: &str) -> Result<String, AppError> {
    let (half, session, now) = (hash_secret(secret), random_secret(), app.clock().now());
    let whole = hash_secret(&session);
    let (secrets, code) = (app.secrets().clone(), code.to_owned());
    let taken = app
        .store()
        .write(Lane::Acts, move |db| {
            let staff = half_of(db, half, now)?.id;
            let kept = credentials::of(db, staff)?;
            let Some(taken) = factor::take(&secrets, staff, &kept, &code, now)? else {
                return Ok(Err(staff));
            };
            credentials::put(db, staff, &taken)?;
            let device = credentials::device(db, half)?.unwrap_or_default();
            credentials::end_session(db, half, now.0)?;
            // Whoever saw the first secret has nothing of the session.
            credentials::add_session(db, whole, staff, &device, false, now.0)?;
            log::note(db, staff, Outcome::SignedIn, Some(Way::Code), now)?;
            Ok::<_, AppError>(Ok(()))
        })
        .await?;
    if let Err(staff) = taken {
        log::note_refusal(app, staff, Outcome::Refused, Way::Code).await;
        return Err(AppError::Invalid(vec![FieldError::new("code", "wrong_code")]));
    }
    Ok(session)
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// What they may do and see.
    pub caller: Caller,
    /// What the register knows of them.
    pub staff: Staff,
    /// Their role needs a second factor, and they have none yet.
    pub lacks_factor: bool,
}

/// Who is signed in by a session, which this uses.
pub async fn session_caller(app: &App, secret: &str) -> Result<SignedIn, AppError> {
    let (session, now) = (hash_secret(secret), app.clock().now());
    let (signed_in, seen_at) = find_session(app, session, now).await?;
    if now.0 - seen_at > SEEN_EVERY.0 {
        let seen = app.store().write(Lane::Acts, move |db| credentials::session_seen(db, session, now.0)).await;
        // Pages can be read while nothing can be written.
        if let Err(error) = seen {
            tracing::warn!(%error, "a session that was seen could not be noted");
        }
    }
    Ok(signed_in)
}

/// Who is signed in by a session as far as it is still good. Asking is no use of it: a
/// page that stands open keeps nobody signed in.
pub async fn still(app: &App, secret: &str) -> Result<SignedIn, AppError> {
    Ok(find_session(app, hash_secret(secret), app.clock().now()).await?.0)
}

async fn find_session(app: &App, session: Hash, now: Timestamp) -> Result<(SignedIn, i64), AppError> {
    let access = app.access();
    let look = move |db: &Db| {
        let Some((staff, seen_at)) = credentials::session(db, session, access.alive(now))? else { return Ok(None) };
        let role = Role::parse(&staff.role).ok_or(AppError::Unauthenticated)?;
        let caller = unit_tree::bound(db, Caller::staff(staff.id, role), &staff.unit)?;
        let lacks_factor = access.demands_factor(&staff.role) && !credentials::of(db, staff.id)?.factor_on;
        Ok::<_, AppError>(Some((SignedIn { caller, staff, lacks_factor }, seen_at)))
    };
    app.store().read(look).await?.ok_or(AppError::Unauthenticated)
}

/// Ends a session by its secret.
pub async fn sign_out(app: &App, secret: &str) -> Result<(), AppError> {
    let (session, now, access) = (hash_secret(secret), app.clock().now(), app.access());
    app.store()
        .write(Lane::Acts, move |db| {
            let who = credentials::session(db, session, access.alive(now))?;
            credentials::end_session(db, session, now.0)?;
            who.map_or(Ok(()), |(staff, _)| log::note(db, staff.id, Outcome::SignedOut, None, now))
        })
        .await?;
    Ok(())
}

/// Begins a session, or what becomes one by a code.
fn begin(db: &Db, staff: i64, device: &str, way: Way, now: Timestamp) -> Result<Begun, AppError> {
    people::prove_staff(db, staff)?;
    let secret = random_secret();
    let awaits_code = credentials::of(db, staff)?.factor_on;
    let device: String = device.chars().take(DEVICE_MAX).collect();
    credentials::add_session(db, hash_secret(&secret), staff, &device, awaits_code, now.0)?;
    if awaits_code {
        return Ok(Begun::AwaitsCode(secret));
    }
    log::note(db, staff, Outcome::SignedIn, Some(way), now)?;
    Ok(Begun::Session(secret))
}

fn half_of(db: &Db, half: Hash, now: Timestamp) -> Result<Staff, AppError> {
    let after = now.0 - CODE_LIFE.0;
    let alive = Alive { seen_after: after, begun_after: after };
    Ok(credentials::half_session(db, half, alive)?.ok_or(AppError::Unauthenticated)?.0)
}
