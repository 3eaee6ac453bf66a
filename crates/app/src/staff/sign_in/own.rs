//! One's own ways to sign in and one's own sessions; and what an administrator
//! takes away from somebody who lost theirs.

use super::factor::{self, Offer};
use super::passwords;
use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::secrets::hash_secret;
use crate::staff::grant;
use homeward_domain::actor::Actor;
use homeward_domain::record::Hash;
use homeward_domain::time::Timestamp;
use homeward_store::credentials::{self, Credentials};
use homeward_store::people::{self, Staff};
use homeward_store::{Db, Lane};

/// How somebody signs in besides one-time links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// They have a password.
    pub password: bool,
    /// They are asked for a code.
    pub factor: bool,
    /// Their role needs the code, so that it cannot be turned off.
    pub factor_demanded: bool,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Names it in a form; says nothing of its secret.
    pub id: String,
    /// The browser.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// How a member of staff signs in.
pub async fn ways(app: &App, staff: &Staff) -> Result<Ways, AppError> {
    let (id, factor_demanded) = (staff.id, app.access().demands_factor(&staff.role));
    let kept = app.store().read(move |db| credentials::of(db, id)).await?;
    Ok(Ways { password: !kept.password.is_empty(), factor: kept.factor_on, factor_demanded })
}

/// Chooses a password; whoever has one tells it first. Other sessions end.
pub async fn set_password(
    app: &App,
    staff: &Staff,
    session: &str,
    current: &str,
    password: &str,
) -> Result<(), AppError> {
    let id = staff.id;
    let kept = app.store().read(move |db| credentials::of(db, id)).await?.password;
    if !kept.is_empty() && !passwords::is_right(&kept, current).await? {
        return Err(AppError::Invalid(vec![FieldError::new("current", "not_your_password")]));
    }
    passwords::check(password, &staff.email).map_err(|error| AppError::Invalid(vec![error]))?;
    let password = passwords::hash(password).await?;
    let this = hash_secret(session);
    change(app, Actor::Staff(id), id, "password_set", move |db, now, now_kept| {
        if now_kept.password != kept {
            return Err(AppError::Invalid(vec![FieldError::new("current", "not_your_password")]));
        }
        credentials::end_sessions(db, id, Some(this), now.0)?;
        Ok(Credentials { password: password.clone(), ..now_kept })
    })
    .await
}

/// What to enter into an authenticator app, for whoever has no second factor yet.
pub async fn offer_factor(app: &App, staff: &Staff) -> Result<Offer, AppError> {
    let id = staff.id;
    let kept = app.store().read(move |db| credentials::of(db, id)).await?;
    if kept.factor_on {
        return Err(AppError::NotFound);
    }
    factor::offer(app.secrets(), id, &staff.email, kept.factor_generation)
}

/// Turns the second factor on, proven by a first code.
pub async fn turn_on_factor(app: &App, staff: i64, code: &str) -> Result<(), AppError> {
    let (secrets, code) = (app.secrets().clone(), code.to_owned());
    change(app, Actor::Staff(staff), staff, "factor_on", move |_, now, kept| {
        let taken = factor::take(&secrets, staff, &kept, &code, now)?.ok_or_else(wrong_code)?;
        Ok(Credentials { factor_on: true, ..taken })
    })
    .await
}

/// Turns the second factor off, with a code of it; not where the role needs it.
pub async fn turn_off_factor(app: &App, staff: &Staff, code: &str) -> Result<(), AppError> {
    if app.access().demands_factor(&staff.role) {
        return Err(AppError::Invalid(vec![FieldError::new("code", "factor_demanded")]));
    }
    let staff = staff.id;
    let (secrets, code) = (app.secrets().clone(), code.to_owned());
    change(app, Actor::Staff(staff), staff, "factor_off", move |_, now, kept| {
        let taken = factor::take(&secrets, staff, &kept, &code, now)?.ok_or_else(wrong_code)?;
        Ok(without_factor(taken))
    })
    .await
}

/// Takes password, second factor and sessions from somebody who lost them; they
/// sign in by a new link. For whoever may as much as they.
pub async fn reset(app: &App, caller: &Caller, staff: i64) -> Result<(), AppError> {
    let giver = caller.clone();
    change(app, caller.actor, staff, "sign_in_reset", move |db, now, kept| {
        let member = people::staff(db, staff)?.ok_or(AppError::NotFound)?;
        grant::check_staff(&giver, &member)?;
        credentials::end_sessions(db, staff, None, now.0)?;
        Ok(Credentials { password: String::new(), ..without_factor(kept) })
    })
    .await
}

/// One's own sessions, the last used first.
pub async fn own_sessions(app: &App, staff: i64, session: &str) -> Result<Vec<OwnSession>, AppError> {
    let alive = app.access().alive(app.clock().now());
    let this = hash_secret(session);
    let found = app.store().read(move |db| credentials::sessions(db, staff, alive)).await?;
    let view = |session: credentials::Session| OwnSession {
        id: session.hash.to_hex(),
        device: session.device,
        created_at: Timestamp(session.created_at),
        seen_at: Timestamp(session.seen_at),
        is_this: session.hash == this,
    };
    Ok(found.into_iter().map(view).collect())
}

/// Ends one of one's own sessions.
pub async fn end_session(app: &App, staff: i64, id: &str) -> Result<(), AppError> {
    let hash = Hash::from_hex(id).ok_or(AppError::NotFound)?;
    let (now, alive) = (app.clock().now(), app.access().alive(app.clock().now()));
    app.store()
        .write(Lane::Acts, move |db| {
            let own = credentials::sessions(db, staff, alive)?.iter().any(|session| session.hash == hash);
            if own && credentials::end_session(db, hash, now.0)? { Ok(()) } else { Err(AppError::NotFound) }
        })
        .await
}

/// Ends all of one's own sessions but the one that asks.
pub async fn end_other_sessions(app: &App, staff: i64, session: &str) -> Result<(), AppError> {
    let (this, now) = (hash_secret(session), app.clock().now());
    Ok(app.store().write(Lane::Acts, move |db| credentials::end_sessions(db, staff, Some(this), now.0)).await?)
}

/// Changes what somebody signs in with, and notes it in the audit.
async fn change(
    app: &App,
    actor: Actor,
    staff: i64,
    verb: &'static str,
    how: impl Fn(&Db, Timestamp, Credentials) -> Result<Credentials, AppError> + Send + 'static,
) -> Result<(), AppError> {
    let now = app.clock().now();
    app.store()
        .write(Lane::Acts, move |db| {
            let new = how(db, now, credentials::of(db, staff)?)?;
            credentials::put(db, staff, &new)?;
            crate::staff::people::note(db, actor, staff, verb, &[], None, now.0)
        })
        .await
}

/// The next offer is of another secret, so that the old codes are worth nothing.
fn without_factor(kept: Credentials) -> Credentials {
    Credentials { factor_on: false, factor_generation: kept.factor_generation + 1, factor_step: 0, ..kept }
}

fn wrong_code() -> AppError {
    AppError::Invalid(vec![FieldError::new("code", "wrong_code")])
}
