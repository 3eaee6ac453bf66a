//! The record as a whole: sealing it, proving it, rebuilding what follows from it.

mod rebuild;
mod seal;
mod verify;

pub use rebuild::{rebuild, rebuilt_row};
pub use seal::seal;
pub use verify::{Fault, Proof, verify};
