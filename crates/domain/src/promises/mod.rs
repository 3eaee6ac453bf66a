//! Promises and the clocks that hold the company to them (journey §3).

pub mod calendar;
pub mod clock;
pub mod outlook;
pub mod pack;
pub mod promise;

pub use calendar::Calendar;
pub use clock::{Clock, ClockState, Counting, Pause, Proof};
pub use promise::{Audience, MetBy, Promise, Starts, Subject};
