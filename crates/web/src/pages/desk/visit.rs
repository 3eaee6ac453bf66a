//! One request of somebody who is signed in, with what every page needs of it.

use super::shell::Shell;
use crate::frame::PageError;
use crate::language::{Language, message};
use crate::pages::session::SignedIn;
use crate::state::Web;
use crate::wording::name;
use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use homeward_app::{App, AppError, Caller, Scope};
use homeward_domain::actor::Actor;

/// Who asks for which page, in which language.
pub struct Visit {
    /// The program.
    pub web: Web,
    /// The reader's language.
    pub language: Language,
    /// Who is signed in.
    pub signed_in: SignedIn,
    /// The address.
    pub uri: Uri,
}

impl FromRequestParts<Web> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let signed_in = SignedIn::from_request_parts(parts, web).await?;
        let language = Language::of(&parts.headers);
        Ok(Self { web: web.clone(), language, signed_in, uri: parts.uri.clone() })
    }
}

impl Visit {
    /// The application.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// Who acts, with what they may do and see.
    pub fn caller(&self) -> &Caller {
        &self.signed_in.caller
    }

    /// Who acts, as events name them.
    pub fn actor(&self) -> Actor {
        self.signed_in.caller.actor
    }

    /// Whether they may.
    pub fn may(&self, scope: Scope) -> bool {
        self.signed_in.caller.may(scope)
    }

    /// Refuses whoever may not.
    pub fn allow(&self, scope: Scope) -> Result<(), PageError> {
        self.signed_in.caller.must(scope).map_err(|error| self.failed(error))
    }

    /// Whether they may set what holds for the whole company.
    pub fn may_set(&self) -> bool {
        self.signed_in.caller.may_set(None)
    }

    /// Refuses whoever may not.
    pub fn allow_setting(&self) -> Result<(), PageError> {
        self.signed_in.caller.must_set(None).map_err(|error| self.failed(error))
    }

    /// The page in place of one that failed.
    #[allow(clippy::needless_pass_by_value, reason = "so that it stands in map_err")]
    pub fn failed(&self, error: AppError) -> PageError {
        PageError::new(self.language, &error)
    }

    /// A message.
    pub fn say(&self, key: &str, told: &[(&str, &str)]) -> String {
        message(self.language, key, told)
    }

    /// A name of a closed list.
    pub fn name(&self, list: &str, spelling: &str) -> String {
        name(self.language, list, spelling)
    }

    /// The frame of a page with this title.
    pub async fn shell(&self, title: &str) -> Result<Shell, PageError> {
        Shell::new(&self.web, self.language, &self.uri, &self.signed_in, title).await
    }
}
