//! Who is signed in to the console.

use super::frame::PageError;
use crate::language::{Language, cookie};
use crate::state::Web;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use homeward_app::people::{self, SESSION_LIFE};
use homeward_app::{AppError, Caller};

/// The cookie of a session.
pub const COOKIE: &str = "homeward_session";

/// A member of staff who is signed in.
pub struct SignedIn {
    /// What they may do and see.
    pub caller: Caller,
    /// Their name.
    pub name: String,
}

impl FromRequestParts<Web> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let failed = |error| PageError::new(Language::of(&parts.headers), &error);
        let secret = cookie(&parts.headers, COOKIE).ok_or_else(|| failed(AppError::Unauthenticated))?;
        let (caller, staff) = people::session_caller(&web.app, &secret).await.map_err(failed)?;
        Ok(Self { caller, name: staff.name })
    }
}

/// The header that begins a session in a browser; with an empty secret it ends one.
pub fn set_cookie(web: &Web, secret: &str) -> String {
    let secure = if web.app.options().public_url.starts_with("https://") { "; Secure" } else { "" };
    let age = if secret.is_empty() { 0 } else { SESSION_LIFE.0 / 1_000_000 };
    format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}
