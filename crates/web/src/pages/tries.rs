//! Tries to prove who one is: so many for one person, so many wrong ones from one
//! sender. On a device that somebody used before theirs are counted apart, so that
//! no stranger keeps them out.

use super::session::DEVICE_COOKIE;
use crate::cookies::kept;
use crate::frame::PageError;
use crate::language::Language;
use crate::limits::{LOCK_OUTS, PROOFS, WRONG_PROOFS};
use crate::sender::Sender;
use crate::state::Web;
use axum::http::HeaderMap;
use homeward_app::AppError;
use homeward_app::sign_in::{self, Way};

/// One try, which has been counted.
pub struct Try<'a> {
    web: &'a Web,
    sender: String,
}

impl<'a> Try<'a> {
    /// Counts a try for whoever has this address; refused where there were too many.
    pub async fn begin(
        web: &'a Web,
        language: Language,
        headers: &HeaderMap,
        Sender(sender): Sender,
        way: Way,
        email: &str,
    ) -> Result<Self, PageError> {
        let email = email.trim().to_lowercase();
        let marks = kept(web, headers, DEVICE_COOKIE).unwrap_or_default();
        let device = sign_in::known_device(&web.app, &marks, &email);
        let (limits, app) = (&web.limits, &web.app);
        let sender = format!("wrong {sender}");
        let is_stranger = device.is_none();
        let whose = format!("{} {email} {}", way.as_str(), device.unwrap_or_default());
        let of_sender = limits.seconds_to_wait(app, WRONG_PROOFS, &sender).filter(|_| is_stranger);
        let wait = of_sender.map_or_else(|| limits.ask(app, PROOFS, &whose), Err);
        let Err(seconds) = wait else { return Ok(Self { web, sender }) };
        web.metrics.sign_in("locked_out");
        // Once for all tries of some minutes: the log is no place to fill.
        if limits.ask(app, LOCK_OUTS, &format!("lock-out {whose}")).is_ok() {
            let noted = sign_in::locked_out(app, &email, way).await;
            noted.map_err(|error| PageError::new(language, &error))?;
        }
        Err(PageError::too_many_proofs(language, seconds))
    }

    /// Counts what came of it: wrong ones count for the sender too.
    pub fn ended<T>(&self, result: Result<T, AppError>) -> Result<T, AppError> {
        match &result {
            Ok(_) => self.web.metrics.sign_in("proven"),
            Err(AppError::Invalid(_)) => {
                self.web.metrics.sign_in("refused");
                // Whoever is over the limit was counted already.
                let _ = self.web.limits.ask(&self.web.app, WRONG_PROOFS, &self.sender);
            }
            Err(_) => {}
        }
        result
    }
}
