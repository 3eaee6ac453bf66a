//! Stories of the rules: given, when, then; and their properties.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod again;
mod clock;
mod closing;
mod common;
mod connection;
mod duty;
mod errand;
mod fixtures;
mod group;
mod group_speaker;
mod journey;
mod keeping;
mod limits;
mod look;
mod merged;
mod of_one;
mod properties;
mod refusal;
mod retention;
mod spoken;
mod telling;
mod telling_later;
mod withdrawal;
mod withdrawal_acts;
mod withdrawal_after;
mod withdrawal_clocks;
mod withdrawal_property;
mod withdrawal_rounds;
mod withdrawal_words;
