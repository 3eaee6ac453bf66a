//! Triage as pure rules: how grave a case is, and how it is handled for it
//! (journey §2).

pub mod grading;
pub mod severity;
pub mod strategy;
