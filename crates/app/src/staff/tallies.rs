//! How much was asked lately by whom. Each copy of the program counts for itself
//! and tells the others, so that whoever is sent to another copy each time is
//! counted all the same, and no request waits for it.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::record::Hash;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::{Db, Lane, tallies};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far the clocks of two copies may lie apart.
const CLOCKS_APART: Span = Span::seconds(30);
/// The most that one copy tells the others at once.
const TOLD_AT_ONCE: usize = 1_000;

/// How much may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// So much at once.
    pub at_once: i64,
    /// And once more each time after so long.
    pub every: Span,
}

/// What was counted.
#[derive(Default)]
pub struct Tallies {
    counted: Mutex<HashMap<Hash, Tally>>,
    looked_at: Mutex<i64>,
}

/// What one has asked: until when it counts, and how much of it others do not know.
#[derive(Clone, Copy, Default)]
struct Tally {
    busy_until: i64,
    untold: i64,
}

impl Tallies {
    /// Counts one thing asked, where it may be; else tells after how long.
    pub fn ask(&self, app: &App, quota: Quota, who: &str) -> Result<(), Span> {
        let (key, now) = (app.secrets().tally(who), app.clock().now());
        let mut counted = locked(&self.counted);
        wait(counted.get(&key), quota, now).map_or(Ok(()), Err)?;
        let tally = counted.entry(key).or_default();
        tally.busy_until = tally.busy_until.max(now.0) + quota.every.0;
        tally.untold += quota.every.0;
        Ok(())
    }

    /// After how long one more may be asked; none where it may now. Counts nothing.
    pub fn wait(&self, app: &App, quota: Quota, who: &str) -> Option<Span> {
        wait(locked(&self.counted).get(&app.secrets().tally(who)), quota, app.clock().now())
    }

    /// Tells the other copies what was counted here, and hears what they have counted.
    pub async fn share(&self, app: &App) -> Result<(), AppError> {
        let now = app.clock().now();
        let told = self.untold(now);
        let since = std::mem::replace(&mut *locked(&self.looked_at), now.0) - CLOCKS_APART.0;
        let sent = told.clone();
        let exchange = move |db: &Db| {
            for (who, span) in &sent {
                tallies::add(db, *who, *span, now.0)?;
            }
            tallies::since(db, since)
        };
        let heard = if told.is_empty() {
            app.store().read(move |db| tallies::since(db, since)).await
        } else {
            app.store().write(Lane::Bulk, exchange).await
        };
        let mut counted = locked(&self.counted);
        match heard {
            Ok(heard) => {
                for (who, busy_until) in heard.into_iter().filter(|(_, until)| *until > now.0) {
                    let tally = counted.entry(who).or_default();
                    tally.busy_until = tally.busy_until.max(busy_until + tally.untold);
                }
                Ok(())
            }
            Err(error) => {
                // What could not be told is told the next time.
                for (who, span) in told {
                    counted.entry(who).or_default().untold += span;
                }
                Err(error.into())
            }
        }
    }

    /// What others do not know, in the order of its keys: two copies that tell the same
    /// must not wait for one another. Who is quiet again is forgotten.
    fn untold(&self, now: Timestamp) -> Vec<(Hash, i64)> {
        let mut counted = locked(&self.counted);
        counted.retain(|_, tally| tally.busy_until > now.0 || tally.untold > 0);
        let mut untold: Vec<Hash> = counted.iter().filter(|(_, tally)| tally.untold > 0).map(|(who, _)| *who).collect();
        untold.sort_unstable_by_key(|who| who.0);
        untold.truncate(TOLD_AT_ONCE);
        let take = |who: Hash| Some((who, std::mem::take(&mut counted.get_mut(&who)?.untold)));
        untold.into_iter().filter_map(take).collect()
    }
}

/// Forgets who is quiet again.
pub async fn forget(app: &App) -> Result<u64, AppError> {
    let before = app.clock().now().0 - CLOCKS_APART.0;
    Ok(app.store().write(Lane::Bulk, move |db| tallies::forget_before(db, before)).await?)
}

/// What was asked at once may count so far into the future, and not further.
fn wait(tally: Option<&Tally>, quota: Quota, now: Timestamp) -> Option<Span> {
    let busy = tally.map_or(0, |tally| tally.busy_until - now.0).max(0);
    let beyond = busy - quota.every.0 * (quota.at_once - 1);
    (beyond > 0).then_some(Span(beyond))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
