//! The log of sign-ins: who came in by which proof, who was refused, who has to
//! wait. Nothing of it says from where.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use homeward_domain::actor::Actor;
use homeward_domain::time::Timestamp;
use homeward_store::{Db, Lane, StoreError, people, sign_ins};
pub use sign_ins::{Place, SignIn};

/// The most entries of a page.
pub const LIMIT_MAX: i64 = 200;

/// How somebody proves who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A password.
    Password,
    /// A code of the second factor.
    Code,
    /// A one-time link.
    Link,
}

impl Way {
    /// Its spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Link => "link",
        }
    }
}

/// What came of an attempt to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They are signed in.
    SignedIn,
    /// The proof was wrong.
    Refused,
    /// Too many were wrong: they have to wait.
    LockedOut,
    /// They signed out.
    SignedOut,
}

impl Outcome {
    /// Its spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Refused => "refused",
            Self::LockedOut => "locked_out",
            Self::SignedOut => "signed_out",
        }
    }
}

/// Notes what came of an attempt, inside a transaction.
pub(super) fn note(db: &Db, staff: i64, outcome: Outcome, way: Option<Way>, now: Timestamp) -> Result<(), StoreError> {
    // Who tried is known only where it was right.
    let known = matches!(outcome, Outcome::SignedIn | Outcome::SignedOut);
    let actor = if known { Actor::Staff(staff) } else { Actor::System };
    sign_ins::add(db, staff, outcome.as_str(), way.map_or("", Way::as_str), actor.to_string(), now.0)
}

/// Notes an attempt that led nowhere. The answer to it does not fail because that
/// could not be.
pub(super) async fn note_refusal(app: &App, staff: i64, outcome: Outcome, way: Way) {
    let now = app.clock().now();
    let noted = app.store().write(Lane::Acts, move |db| note(db, staff, outcome, Some(way), now)).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "a refused sign-in could not be noted");
    }
}

/// Notes that somebody has to wait before they may try again.
pub async fn locked_out(app: &App, email: &str, way: Way) -> Result<(), AppError> {
    let email = email.trim().to_lowercase();
    let staff = app.store().read(move |db| people::staff_by_email(db, &email)).await?;
    note_refusal(app, staff.map_or(0, |staff| staff.id), Outcome::LockedOut, way).await;
    Ok(())
}

/// Entries before a place, the newest first: of one member of staff, or of all who are of
/// the caller's units. What nobody of the staff tried is the whole company's.
pub async fn log(
    app: &App,
    caller: &Caller,
    staff: Option<i64>,
    before: Option<Place>,
    limit: i64,
) -> Result<Vec<SignIn>, AppError> {
    let (before, caller) = (before.unwrap_or(Place::END), caller.clone());
    app.store()
        .read(move |db| {
            let mut whose = staff.map(|one| vec![one]);
            if caller.units().is_some() {
                let everybody = people::all_staff(db)?.into_iter();
                let near = everybody.filter(|one| caller.reaches(&one.unit)).map(|one| one.id);
                whose = Some(near.filter(|id| staff.is_none_or(|one| one == *id)).collect());
            }
            Ok(sign_ins::before(db, whose.as_deref(), before, limit)?)
        })
        .await
}

/// A place as it is written in addresses: `<microseconds>-<staff>-<seq>`.
pub fn written(place: Place) -> String {
    format!("{}-{}-{}", place.at, place.staff, place.seq)
}

/// Reads a place.
pub fn read_place(written: &str) -> Option<Place> {
    let mut parts = written.splitn(3, '-').map(str::parse::<i64>);
    let (at, staff, seq) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    (at >= 0 && staff >= 0 && seq >= 0).then_some(Place { at, staff, seq })
}
