//! What a case is, and every rule about it.
//!
//! Everything here is a pure function over its arguments: no input or output,
//! no clock, no randomness, no environment. Time, actor and rules come in as a
//! [`case::DecisionContext`]; words and persons come in already sealed, as references.

pub mod actor;
pub mod bookings;
pub mod case;
pub mod catalogue;
pub mod categories;
pub mod contact;
pub mod localized_text;
pub mod looks;
pub mod number;
pub mod policies;
pub mod privacy;
pub mod procedures;
pub mod profiles;
pub mod promises;
pub mod quiet;
pub mod record;
pub mod responsibility;
pub mod retention;
pub mod sops;
pub mod terms;
pub mod text;
pub mod time;
pub mod triage;

/// Identifies a case inside one installation: the serial part of its number.
pub type CaseId = i64;

/// Place of an event within its case, from 1 without gaps.
pub type Seq = i64;
