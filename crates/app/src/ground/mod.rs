//! The ground: what everything else may know and what itself knows nothing of cases. Who
//! asks and what they may, what a body takes and how it is read, what can go wrong, the
//! keys of the installation, the clock, the disk.

pub(crate) mod access;
pub(crate) mod apology;
pub mod caller;
pub(crate) mod clock;
pub(crate) mod disk;
pub(crate) mod error;
pub mod field;
pub mod form;
pub mod json;
pub mod languages;
pub(crate) mod mask;
pub(crate) mod private;
pub mod profiles;
pub mod request;
pub mod secrets;
pub(crate) mod words;
