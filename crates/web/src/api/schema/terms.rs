//! On which terms cases are handled, over the API.

use homeward_app::terms::Terms;
use serde::Serialize;
use utoipa::ToSchema;

/// The terms in force.
#[derive(Serialize, ToSchema)]
pub struct TermsBody {
    /// From 1.
    version: i64,
    /// The first day of use: what was received before stays out of kept-rates.
    #[schema(example = "2026-11-20T00:00:00+08:00")]
    first_use_at: String,
    /// Cases that ended before need not be whole; the program did not ask then.
    whole_since: String,
    /// The most days by which a settlement may be extended, once.
    #[schema(example = 30)]
    extension_days_max: i64,
    /// The most days that pauses for one reason may add to without a lead.
    #[schema(example = 30)]
    pause_days_max: i64,
    /// The days that those concerned have to object before a result is published.
    #[schema(example = 3)]
    objection_days: i64,
    /// The most hours after which a call or letter of ours may still be entered.
    #[schema(example = 72)]
    entered_later_hours_max: i64,
}

impl From<&Terms> for TermsBody {
    fn from(terms: &Terms) -> Self {
        Self {
            version: terms.version,
            first_use_at: terms.first_use_at.to_rfc3339(),
            whole_since: terms.whole_since.to_rfc3339(),
            extension_days_max: terms.extension_days_max,
            pause_days_max: terms.pause_days_max,
            objection_days: terms.objection_days,
            entered_later_hours_max: terms.entered_later_hours_max,
        }
    }
}

/// Terms as they are sent, whole.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewTerms {
    /// The first day of use; not in the future.
    #[schema(example = "2026-11-20T00:00:00+08:00")]
    first_use_at: String,
    /// From 1 to 90.
    #[schema(example = 30)]
    extension_days_max: i64,
    /// From 1 to 90.
    #[schema(example = 30)]
    pause_days_max: i64,
    /// From 1 to 90.
    #[schema(example = 3)]
    objection_days: i64,
    /// From 1 to 168.
    #[schema(example = 72)]
    entered_later_hours_max: i64,
}
