//! How often public promises were kept, counted by the product over the record
//! and never typed (after the trip §8).

use crate::app::App;
pub use crate::app::rates::{Kept, KeptRates};
use crate::ground::error::AppError;
use crate::model::view::ClockView;
use homeward_domain::catalogue::Kind;
use homeward_domain::promises::{Audience, Promise};
use homeward_domain::time::Span;
use homeward_store::{StoreError, cases};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// How long a count stands before it is made anew.
const STANDS_FOR: Span = Span::minutes(10);
/// Cases read in one piece, so that a count holds nobody up.
const PIECE: i64 = 2_000;
/// The short and the long look back.
const LOOKS_BACK: [Span; 2] = [Span::minutes(30 * 24 * 60), Span::minutes(365 * 24 * 60)];

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
