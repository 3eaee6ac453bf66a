//! Passwords: which are good enough, how they are kept and compared.

use crate::ground::error::{AppError, FieldError};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use homeward_store::StoreError;
use std::sync::LazyLock;
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

/// The fewest characters of a password. Length is what makes one strong;
/// nobody is made to mix kinds of letters (NIST SP 800-63B, 5.1.1.2).
pub const LENGTH_MIN: usize = 10;
/// The most characters.
pub const LENGTH_MAX: usize = 200;
/// Comparisons at once: each takes 19 MiB and tens of milliseconds of a core,
/// and a flood of guesses must leave room for the desk.
const AT_ONCE: usize = 2;
/// Comparisons that wait for a place: about two seconds of work. Whoever comes after
/// them is told to come again, so that a flood holds neither memory nor connections.
const WAITING_MAX: usize = 60;
static PLACES: Places = Places::new(AT_ONCE, WAITING_MAX);
/// Words that everybody here would try.
const OURS: [&str; 4] = ["homeward", "归程", "guicheng", "travel"];
/// What a password is compared with where there is none, so that the time of the
/// answer tells nothing of who exists.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody").unwrap_or_default());

/// How many guesses a password must withstand: whoever knows the common ones, names,
/// dates, keys in a row and what is said of the person tries those first. From 3 of 4
/// on it withstands a hundred million.
const STRENGTH_MIN: Score = Score::Three;

/// Refuses a password that is too short, too long, or among the first that anybody
/// would guess (NIST SP 800-63B, 5.1.1.2).
pub(super) fn check(password: &str, email: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    if length < LENGTH_MIN {
        return Err(FieldError::with("password", "password_too_short", LENGTH_MIN.to_string()));
    }
    if length > LENGTH_MAX {
        return Err(FieldError::with("password", "too_long", LENGTH_MAX.to_string()));
    }
    let own: Vec<&str> = email.split(['@', '.', '-', '_']).chain(OURS).collect();
    let is_guessed = password.eq_ignore_ascii_case(email) || zxcvbn(password, &own).score() < STRENGTH_MIN;
    if is_guessed { Err(FieldError::new("password", "password_easy")) } else { Ok(()) }
}

/// The text that is kept of a password: argon2id with its parameters and salt.
pub(super) async fn hash(password: &str) -> Result<String, AppError> {
    let password = password.to_owned();
    beside(move || hashed(&password)).await?
}

/// Whether a password is the one that was kept. Where none was, this takes as long.
pub(super) async fn is_right(kept: &str, password: &str) -> Result<bool, AppError> {
    let (kept, password) = (kept.to_owned(), password.to_owned());
    beside(move || {
        let known = !kept.is_empty();
        let compared = if known { &kept } else { &*NOBODY };
        let same = PasswordHash::new(compared)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && same
    })
    .await
}

async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    PLACES.take(work).await
}

/// Room for work that takes a core for a while.
struct Places {
    /// Those who wait, and those at work.
    known: Semaphore,
    at_work: Semaphore,
}

impl Places {
    const fn new(at_once: usize, waiting: usize) -> Self {
        Self { known: Semaphore::const_new(at_once + waiting), at_work: Semaphore::const_new(at_once) }
    }

    /// Does the work when its turn has come; [`StoreError::Overloaded`] where too many
    /// wait already.
    async fn take<T: Send + 'static>(&'static self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let failed = |error: &dyn std::fmt::Display| AppError::File(format!("password: {error}"));
        let waits = self.known.try_acquire().map_err(|_| AppError::Store(StoreError::Overloaded))?;
        let place = self.at_work.acquire().await.map_err(|error| failed(&error))?;
        // Both are held until the work is done, also where nobody waits for it any more.
        let held = (waits, place);
        let work = move || {
            let done = work();
            drop(held);
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))
    }
}

fn hashed(password: &str) -> Result<String, AppError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| AppError::File(format!("password: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_kept_as_argon2id_and_only_itself_is_right() {
        let kept = hash("行程单上的第七位客人").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right(&kept, "行程单上的第七位客人").await.unwrap());
        assert!(!is_right(&kept, "行程单上的第七位客").await.unwrap());
        assert!(!is_right("", "nobody").await.unwrap(), "no password is not a password");
    }

    #[tokio::test]
    async fn a_flood_waits_in_a_short_row_and_the_rest_is_sent_away_at_once() {
        static PLACES: Places = Places::new(1, 1);
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (go_on, may_go_on) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn(PLACES.take(move || {
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
            1
        }));
        has_begun.await.unwrap();
        let second = tokio::spawn(PLACES.take(|| 2));
        while PLACES.known.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let third = PLACES.take(|| 3).await;
        assert!(matches!(third, Err(AppError::Store(StoreError::Overloaded))), "{third:?}");
        go_on.send(()).unwrap();
        assert_eq!((first.await.unwrap().unwrap(), second.await.unwrap().unwrap()), (1, 2));
        assert_eq!(PLACES.take(|| 4).await.unwrap(), 4, "there is room again");
    }

    #[test]
    fn a_short_or_guessed_password_is_refused_with_the_reason() {
        let code = |password: &str| check(password, "li.na@agency.test").err().map(|error| error.code);
        assert_eq!(code("nine char"), Some("password_too_short"));
        assert_eq!(code(&"长".repeat(201)), Some("too_long"));
        assert_eq!(code("LI.NA@agency.test"), Some("password_easy"));
        assert_eq!(code("aaaaaaaaaaaa"), Some("password_easy"));
        for common in
            ["password123", "1234567890", "qwertyuiop", "iloveyou2024", "homeward2026", "P@ssw0rd2025", "li.na12345"]
        {
            assert_eq!(code(common), Some("password_easy"), "{common}");
        }
        for good in ["七月在三亚看海的人们", "correct horse battery", "dn7-kwq-pe2x"] {
            assert_eq!(code(good), None, "{good}");
        }
    }
}
