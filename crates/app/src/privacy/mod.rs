//! What is erased and restricted, and noted for a restored backup to do again: the journal,
//! the traces in the database, and customers.

pub(crate) mod erase_customer;
mod foresee_customer;
pub(crate) mod journal;
pub(crate) mod restrict_customer;
pub(crate) mod scrub;

pub use erase_customer::erase;
pub use foresee_customer::{Foreseen, Outlook, foresee_erasure, last_erasure};
pub use restrict_customer::{lift, restrict};
