//! Stories of the program as a process.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod beside;
mod cleared;
mod commands;
mod common;
mod connections;
mod crash;
mod durable;
mod encrypted;
mod log;
mod pictures;
