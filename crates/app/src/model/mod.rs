//! A case as its record tells it: replayed, with what is left of its words, as a row and
//! as callers see it.

pub mod dossier;
pub mod letter;
pub mod matter;
pub(crate) mod project;
pub(crate) mod replay;
pub(crate) mod survivor;
pub(crate) mod tellings;
pub mod view;
