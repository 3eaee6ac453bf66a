//! Figures counted over all cases.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::catalogue::Kind;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::cases;

/// How long cases took from receipt to their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimesToEnd {
    /// How many ended.
    pub count: i64,
    /// What a tenth of them did not exceed; of two in the middle the lower.
    pub tenth: Option<Span>,
    /// What half of them did not exceed.
    pub median: Option<Span>,
    /// What nine tenths of them did not exceed.
    pub nine_tenths: Option<Span>,
}

/// Counts the cases of a kind that were received in a stretch of time and have ended.
pub async fn times_to_end(app: &App, kind: Kind, from: Timestamp, until: Timestamp) -> Result<TimesToEnd, AppError> {
    let count = move |db: &homeward_store::Db| cases::times_to_end(db, kind.as_str(), from.0, until.0);
    let (count, [tenth, median, nine_tenths]) = app.store().read(count).await?;
    let span = |micros: Option<i64>| micros.map(Span);
    Ok(TimesToEnd { count, tenth: span(tenth), median: span(median), nine_tenths: span(nine_tenths) })
}
