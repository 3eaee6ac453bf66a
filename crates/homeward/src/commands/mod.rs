//! The commands, one room each.

pub mod doctor;
pub mod import;
pub mod people;
pub mod record;
pub mod restore;
pub mod serve;
