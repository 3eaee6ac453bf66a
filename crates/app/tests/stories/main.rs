//! Stories of the application on both databases, told by its own functions.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod at_once;
mod exported;
mod forger;
mod groups;
mod imports;
mod old_folder;
mod proof;
mod record;
mod restore;
mod secret;
mod strays;
mod upgrade;
mod washing;
mod witnessed;
