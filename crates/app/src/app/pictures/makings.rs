//! Copies that are being made: two at once at most, each once.

use crate::model::dossier::Details;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tokio::sync::{Mutex as Turn, Semaphore};

/// How many are made at once: each may take a core and much memory.
const AT_ONCE_MAX: usize = 2;
/// How many wait for the background; what is over is made when somebody looks.
const WAITING_MAX: usize = 1000;
/// How many pictures are remembered whose copying came to nothing.
const HOPELESS_MAX: usize = 1000;

/// What is being made, waits, or came to nothing.
pub(crate) struct Makings {
    pub permits: Semaphore,
    turns: Mutex<HashMap<String, Weak<Turn<()>>>>,
    waiting: Mutex<VecDeque<Details>>,
    hopeless: Mutex<HashSet<String>>,
}

impl Default for Makings {
    fn default() -> Self {
        Self {
            permits: Semaphore::new(AT_ONCE_MAX),
            turns: Mutex::default(),
            waiting: Mutex::default(),
            hopeless: Mutex::default(),
        }
    }
}

fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Makings {
    /// Whoever wants the same picture waits for the other.
    pub fn turn(&self, key: &str) -> Arc<Turn<()>> {
        let mut turns = locked(&self.turns);
        if let Some(turn) = turns.get(key).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Turn::default());
        turns.insert(key.to_owned(), Arc::downgrade(&turn));
        turn
    }

    pub fn give_up(&self, key: &str) {
        let mut hopeless = locked(&self.hopeless);
        if hopeless.len() >= HOPELESS_MAX {
            hopeless.clear();
        }
        hopeless.insert(key.to_owned());
    }

    /// Whether copying a picture came to nothing since the program began.
    pub fn is_hopeless(&self, key: &str) -> bool {
        locked(&self.hopeless).contains(key)
    }

    /// Lets a picture wait for the background.
    pub fn add(&self, details: Details) {
        let mut waiting = locked(&self.waiting);
        if waiting.len() < WAITING_MAX && !waiting.iter().any(|one| one.key == details.key) {
            waiting.push_back(details);
        }
    }

    /// The next one that waits.
    pub fn next(&self) -> Option<Details> {
        locked(&self.waiting).pop_front()
    }
}
