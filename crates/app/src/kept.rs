//! How often public promises were kept, counted by the product over the record
//! and never typed (after the trip §8).

use crate::app::App;
use crate::error::AppError;
use crate::view::ClockView;
use homeward_domain::catalogue::Kind;
use homeward_domain::promises::{Audience, Promise};
use homeward_domain::time::{Span, Timestamp};
use homeward_store::{StoreError, cases};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;

/// Below this count a percentage would say more than is known.
const PERCENT_FROM: i64 = 30;
/// How long a count stands before it is made anew.
const STANDS_FOR: Span = Span::minutes(10);
/// Cases read in one piece, so that a count holds nobody up.
const PIECE: i64 = 2_000;
/// The short and the long look back.
const LOOKS_BACK: [Span; 2] = [Span::minutes(30 * 24 * 60), Span::minutes(365 * 24 * 60)];

/// How promises that came to their end did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Met within the time first promised.
    pub kept: i64,
    /// Met within a time that was extended: shown apart, never as kept.
    pub extended: i64,
    /// Not met when it was due.
    pub broken: i64,
    /// Of the kept: those that rest on somebody's word to have sent something.
    pub sent_elsewhere: i64,
    /// Of the kept: those that were entered after they were due, and confirmed.
    pub entered_late: i64,
    /// Of the broken: those that were entered late and nobody has confirmed.
    pub unconfirmed: i64,
    /// Met by entries of an earlier program that said more than had happened: in
    /// no total.
    pub unproven: i64,
}

impl Kept {
    /// All that came to an end.
    pub const fn total(self) -> i64 {
        self.kept + self.extended + self.broken
    }

    /// Whole percent kept, never rounded up; none below thirty cases.
    pub const fn percent(self) -> Option<i64> {
        if self.total() < PERCENT_FROM { None } else { Some(self.kept * 100 / self.total()) }
    }

    fn count(&mut self, clock: &ClockView) {
        match clock.state.as_str() {
            "kept" => {
                self.kept += 1;
                self.sent_elsewhere += i64::from(clock.proof.is_some());
            }
            "entered_late" if clock.proof.as_deref() == Some("entered_late_confirmed") => {
                self.kept += 1;
                self.entered_late += 1;
            }
            "entered_late" => {
                self.broken += 1;
                self.unconfirmed += 1;
            }
            "extended" => self.extended += 1,
            "unproven" => self.unproven += 1,
            _ => self.broken += 1,
        }
    }
}

/// The counts of each promise, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRates {
    /// When they were counted.
    pub counted_at: Timestamp,
    /// The last 30 days and the last 365, for each promise that came to an end then.
    pub promises: BTreeMap<String, [Kept; 2]>,
}

impl KeptRates {
    /// The counts of a promise.
    pub fn of(&self, promise: &str) -> [Kept; 2] {
        self.promises.get(promise).copied().unwrap_or_default()
    }
}

/// The last count, and who is making the next.
#[derive(Default)]
pub(crate) struct Counted {
    last: RwLock<Option<Arc<KeptRates>>>,
    counting: Arc<Mutex<()>>,
}

impl Counted {
    fn last(&self) -> Option<Arc<KeptRates>> {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The public promises in force: those for complaints first, then for emergencies,
/// then for other kinds; in each the shortest time first.
pub fn public(app: &App) -> Vec<Promise> {
    let policies = app.policies();
    let is_public = |promise: &&Promise| promise.audience == Audience::Public;
    let mut public: Vec<Promise> = policies.current().filter(is_public).cloned().collect();
    public.sort_by_key(|promise| (place(promise), promise.within_minutes));
    public
}

fn place(promise: &Promise) -> (usize, Vec<Kind>) {
    let first = [Kind::Complaint, Kind::Emergency];
    let place = first.iter().position(|kind| promise.kinds == [*kind]).unwrap_or(first.len());
    (place, promise.kinds.clone())
}

/// The counts, at most ten minutes old or as old as the count in progress.
/// Whoever comes while a new one is made gets the last; only the first waits.
pub async fn rates(app: &App) -> Result<Arc<KeptRates>, AppError> {
    let now = app.clock().now();
    let is_fresh = |rates: &KeptRates| now.0 - rates.counted_at.0 < STANDS_FOR.0;
    let counted = app.counted();
    if let Some(last) = counted.last() {
        if !is_fresh(&last)
            && let Ok(guard) = Arc::clone(&counted.counting).try_lock_owned()
        {
            let app = app.clone();
            tokio::spawn(async move {
                let _guard = guard;
                if let Err(error) = count(&app).await {
                    tracing::error!(%error, "promises could not be counted");
                }
            });
        }
        return Ok(last);
    }
    let _guard = counted.counting.lock().await;
    match counted.last() {
        Some(last) => Ok(last),
        None => count(app).await,
    }
}

/// Counts what came to an end within the long look back.
async fn count(app: &App) -> Result<Arc<KeptRates>, AppError> {
    let now = app.clock().now();
    let since = LOOKS_BACK.map(|back| now.0 - back.0);
    let mut promises: BTreeMap<String, [Kept; 2]> = BTreeMap::new();
    // What was received before the company used the program says nothing of it.
    let first_use = app.policies().terms().first_use_at.0;
    // Whatever a clock did, its case was changed by it or after it.
    let mut after = (since[1], 0);
    loop {
        let rows = app.store().read(move |db| cases::clocks_changed_after(db, first_use, after, PIECE)).await?;
        let Some((updated_at, case, _)) = rows.last() else { break };
        after = (*updated_at, *case);
        for (_, _, clocks) in &rows {
            let clocks: Vec<ClockView> = serde_json::from_str(clocks).map_err(StoreError::corrupt)?;
            for clock in clocks {
                let Some(at) = ended_at(&clock) else { continue };
                if at > since[1] && at <= now.0 {
                    let [short, long] = promises.entry(clock.promise.clone()).or_default();
                    long.count(&clock);
                    if at > since[0] {
                        short.count(&clock);
                    }
                }
            }
        }
    }
    let rates = Arc::new(KeptRates { counted_at: now, promises });
    *app.counted().last.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&rates));
    Ok(rates)
}

/// When a promise was met, or was due and not met; none while it runs.
fn ended_at(clock: &ClockView) -> Option<i64> {
    match clock.state.as_str() {
        "kept" | "extended" | "unproven" => clock.met_at,
        "breached" | "entered_late" => Some(clock.due_at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_stands_from_thirty_cases_on_and_is_never_rounded_up() {
        let kept = |kept, extended, broken| Kept { kept, extended, broken, ..Kept::default() }.percent();
        assert_eq!(kept(29, 0, 0), None);
        assert_eq!(kept(30, 0, 0), Some(100));
        assert_eq!(kept(0, 0, 30), Some(0));
        assert_eq!(kept(999, 1, 0), Some(99), "extended is not kept");
    }
}
