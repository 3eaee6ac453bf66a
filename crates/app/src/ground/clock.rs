//! The one place that reads the time of day.

use homeward_domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The computer's clock.
    System,
    /// A clock that a test moves by hand.
    ByHand(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at a time until it is moved.
    pub fn by_hand(start: Timestamp) -> Self {
        Self::ByHand(Arc::new(AtomicI64::new(start.0)))
    }

    /// The present moment, to the microsecond.
    #[allow(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::from_jiff(jiff::Timestamp::now()),
            Self::ByHand(micros) => Timestamp(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a clock that is moved by hand; the computer's clock stays.
    pub fn set(&self, time: Timestamp) {
        if let Self::ByHand(micros) = self {
            micros.store(time.0, Ordering::SeqCst);
        }
    }
}
