//! The second factor: codes of an authenticator app (RFC 6238).

use crate::ground::error::AppError;
use crate::ground::secrets::Secrets;
use homeward_domain::time::Timestamp;
use homeward_store::credentials::Credentials;
use totp_rs::{Builder, Totp};

/// Who an authenticator app says the codes are for.
const ISSUER: &str = "Homeward";
/// Bytes of the shared secret, as RFC 4226 asks.
const SECRET_BYTES: usize = 20;

/// What somebody enters into their authenticator app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The address that a QR code carries.
    pub url: String,
    /// The secret, to be typed by hand.
    pub secret: String,
}

/// The offer to a member of staff; the same until it is taken or withdrawn.
pub(super) fn offer(secrets: &Secrets, staff: i64, email: &str, generation: i64) -> Result<Offer, AppError> {
    let totp = totp(secrets, staff, email, generation)?;
    let url = totp.to_url().map_err(failed)?;
    Ok(Offer { url, secret: totp.secret().to_base32() })
}

/// The credentials after a right code, which is good for one use; `None` where it is wrong.
pub(super) fn take(
    secrets: &Secrets,
    staff: i64,
    credentials: &Credentials,
    code: &str,
    now: Timestamp,
) -> Result<Option<Credentials>, AppError> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.0 / 1_000_000).unwrap_or(0);
    let totp = totp(secrets, staff, "", credentials.factor_generation)?;
    let step = totp.check(&code, seconds).and_then(|step| i64::try_from(step).ok());
    let fresh = step.filter(|step| *step > credentials.factor_step);
    Ok(fresh.map(|factor_step| Credentials { factor_step, ..credentials.clone() }))
}

fn totp(secrets: &Secrets, staff: i64, email: &str, generation: i64) -> Result<Totp, AppError> {
    let secret = secrets.second_factor(staff, generation);
    // A colon parts issuer and account in the address.
    let account = if email.is_empty() { "-".to_owned() } else { email.replace(':', " ") };
    let built = Builder::new()
        .with_secret(secret[..SECRET_BYTES].to_vec())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build();
    built.map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::File(format!("second factor: {error}"))
}
