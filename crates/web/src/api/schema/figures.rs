//! Figures as the API tells them.

use super::seconds;
use homeward_app::App;
use homeward_app::figures::TimesToEnd;
use homeward_app::kept::{Kept, KeptRates, public};
use serde::Serialize;
use utoipa::ToSchema;

/// How long cases took from receipt to their end, in seconds.
#[derive(Serialize, ToSchema)]
pub struct TimesBody {
    /// How many ended.
    count: i64,
    /// What a tenth of them did not exceed.
    tenth_seconds: Option<i64>,
    /// What half of them did not exceed.
    median_seconds: Option<i64>,
    /// What nine tenths of them did not exceed.
    nine_tenths_seconds: Option<i64>,
}

impl From<TimesToEnd> for TimesBody {
    fn from(times: TimesToEnd) -> Self {
        Self {
            count: times.count,
            tenth_seconds: times.tenth.map(seconds),
            median_seconds: times.median.map(seconds),
            nine_tenths_seconds: times.nine_tenths.map(seconds),
        }
    }
}

/// How often public promises were kept.
#[derive(Serialize, ToSchema)]
pub struct KeptPage {
    /// When they were counted.
    #[schema(example = "2026-11-20T15:00:00Z")]
    counted_at: String,
    /// Each public promise in force.
    items: Vec<KeptBody>,
}

/// How often one promise was kept.
#[derive(Serialize, ToSchema)]
pub struct KeptBody {
    /// The promise.
    #[schema(example = "first_response")]
    promise: String,
    /// What came to an end in the last 30 days.
    days_30: KeptCount,
    /// What came to an end in the last 365 days.
    days_365: KeptCount,
}

/// How promises that came to an end did.
#[derive(Serialize, ToSchema)]
pub struct KeptCount {
    /// Met within the time first promised.
    kept: i64,
    /// Met within an extended time, which is not counted as kept.
    extended: i64,
    /// Not met when due.
    broken: i64,
    /// Of the kept: those that rest on somebody's word to have sent something in a
    /// way outside this program.
    sent_elsewhere: i64,
    /// Of the kept: those that were entered after they were due, and confirmed.
    entered_late: i64,
    /// Of the broken: those that were entered late and nobody has confirmed.
    unconfirmed: i64,
    /// Met by entries of an earlier program that said more than had happened; in no
    /// total and no percentage.
    unproven: i64,
    /// Whole percent kept, never rounded up; none below thirty.
    percent: Option<i64>,
}

impl KeptPage {
    /// The counts of all public promises.
    pub fn new(app: &App, rates: &KeptRates) -> Self {
        let body = |promise: &homeward_domain::promises::Promise| {
            let [days_30, days_365] = rates.of(&promise.id).map(KeptCount::from);
            KeptBody { promise: promise.id.clone(), days_30, days_365 }
        };
        Self { counted_at: rates.counted_at.to_rfc3339(), items: public(app).iter().map(body).collect() }
    }
}

impl From<Kept> for KeptCount {
    fn from(count: Kept) -> Self {
        Self {
            kept: count.kept,
            extended: count.extended,
            broken: count.broken,
            sent_elsewhere: count.sent_elsewhere,
            entered_late: count.entered_late,
            unconfirmed: count.unconfirmed,
            unproven: count.unproven,
            percent: count.percent(),
        }
    }
}
