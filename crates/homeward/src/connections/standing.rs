//! Which connections stand, since when each asks nothing, and who goes first.

use super::Limits;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::Notify;

/// Every connection that stands.
pub struct House {
    pub limits: Limits,
    all: Mutex<(u64, HashMap<u64, Arc<Standing>>)>,
}

/// One connection.
pub struct Standing {
    id: u64,
    peer: IpAddr,
    doing: Mutex<Doing>,
    is_new: AtomicBool,
    away: Notify,
}

/// What a connection does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// It has asked nothing since then, or has not come to the end of a question.
    Idle { since: Instant, hears: bool },
    /// It is being answered.
    Busy,
    /// It was sent away.
    Gone,
}

impl Doing {
    fn rests() -> Self {
        Self::Idle { since: Instant::now(), hears: false }
    }
}

impl House {
    pub fn new(limits: Limits) -> Self {
        Self { limits, all: Mutex::default() }
    }

    /// Lets a connection in. Where there is no room the one goes that has asked
    /// nothing for longest; where all are being answered, nobody comes in.
    pub fn enter(&self, peer: IpAddr) -> Option<Arc<Standing>> {
        let mut all = locked(&self.all);
        let (next, standing) = &mut *all;
        let speaks_for_many = self.limits.proxies.iter().any(|proxy| proxy.contains(&peer));
        let of_peer = |one: &Standing| one.peer == peer;
        let is_full = standing.len() >= self.limits.at_once;
        let is_crowd = !speaks_for_many
            && standing.len() >= self.limits.of_one
            && standing.values().filter(|one| of_peer(one)).count() >= self.limits.of_one;
        let has_room =
            if is_crowd { send_one_away(standing, of_peer) } else { !is_full || send_one_away(standing, |_| true) };
        if !has_room {
            return None;
        }
        *next += 1;
        let (doing, is_new) = (Mutex::new(Doing::rests()), AtomicBool::new(true));
        let entered = Arc::new(Standing { id: *next, peer, doing, is_new, away: Notify::new() });
        standing.insert(*next, Arc::clone(&entered));
        Some(entered)
    }

    /// Sends the one away that has asked nothing for longest.
    pub fn make_room(&self) {
        send_one_away(&mut locked(&self.all).1, |_| true);
    }

    /// A connection has ended.
    pub fn left(&self, standing: &Standing) {
        locked(&self.all).1.remove(&standing.id);
    }
}

fn send_one_away(standing: &mut HashMap<u64, Arc<Standing>>, whom: impl Fn(&Standing) -> bool) -> bool {
    let idle = standing.values().filter(|one| whom(one)).filter_map(|one| Some((one.idle_since()?, one.id)));
    let mut longest_first: Vec<(Instant, u64)> = idle.collect();
    longest_first.sort_unstable();
    // One may have begun to ask in between.
    let gone = longest_first.into_iter().find(|(_, id)| standing.get(id).is_some_and(|one| one.leave()));
    gone.and_then(|(_, id)| standing.remove(&id)).is_some()
}

impl Standing {
    /// The first bytes of a question have come.
    pub fn hears(&self) {
        if let Doing::Idle { hears, .. } = &mut *locked(&self.doing) {
            *hears = true;
        }
    }

    /// Whether a question has begun and not come to its end.
    pub fn is_hearing(&self) -> bool {
        matches!(*locked(&self.doing), Doing::Idle { hears: true, .. })
    }

    /// It is busy from here on; not where it was sent away in the same moment.
    pub fn begin(standing: &Arc<Self>) -> Option<Busy> {
        let mut doing = locked(&standing.doing);
        if *doing == Doing::Gone {
            return None;
        }
        *doing = Doing::Busy;
        standing.is_new.store(false, Ordering::Relaxed);
        Some(Busy(Arc::clone(standing)))
    }

    /// Whether it has never asked anything.
    pub fn is_new(&self) -> bool {
        self.is_new.load(Ordering::Relaxed)
    }

    /// Comes when it was sent away to make room.
    pub async fn sent_away(&self) {
        self.away.notified().await;
    }

    fn idle_since(&self) -> Option<Instant> {
        if let Doing::Idle { since, .. } = *locked(&self.doing) { Some(since) } else { None }
    }

    /// Sends it away where it asks nothing; tells whether it did.
    fn leave(&self) -> bool {
        let mut doing = locked(&self.doing);
        let is_idle = matches!(*doing, Doing::Idle { .. });
        if is_idle {
            *doing = Doing::Gone;
            self.away.notify_one();
        }
        is_idle
    }
}

/// Says that a connection is busy, as long as it is kept.
pub struct Busy(Arc<Standing>);

impl Drop for Busy {
    fn drop(&mut self) {
        *locked(&self.0.doing) = Doing::rests();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
