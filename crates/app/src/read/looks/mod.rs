//! Looks at the contact points of travellers: to whom they are open, the key for
//! everybody else, and the log of both (trust, "Privacy"). The log holds numbers, so
//! that nothing of it has to go when a customer is erased.

pub(crate) mod at;
mod log;
pub(crate) mod unmask;

pub use crate::model::matter::Points;
pub use at::{Look, records_shown_to_program, shown_to_program};
pub use log::{LIMIT_MAX, Log, of_case_log, of_customer_log, original, read_place, written_place};
pub use unmask::{at_case_for, at_record_for, masked_to};
