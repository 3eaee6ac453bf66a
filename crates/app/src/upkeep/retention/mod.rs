//! The daily run that lets go of what has had its time (trust, "Privacy"; law §9). How
//! long what is kept stays is a setting, `crate::settings::retention`.

mod due;
mod report;
mod run;

pub use report::{NAMED_MAX, RUNS_MAX, Report, Run, run_of, runs};
pub use run::{Today, look_ahead, run_now, work};
