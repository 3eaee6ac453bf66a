//! What a company is decides its everyday types of complaint (journey §§2, opening).

use crate::catalogue::{Category, HandlingType};
use crate::promises::pack::PackError;
use serde::Deserialize;

/// A type of complaint that is told with one click.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EverydayType {
    /// Its name within the profile, as `forced_shopping`.
    pub id: String,
    /// Its main category.
    pub category: Category,
    /// How it is handled.
    pub handling_type: HandlingType,
}

/// What a company is: `agency`, `platform`, `hotel` or `desk`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub id: String,
    /// Its everyday types, in the order in which they are shown.
    pub everyday: Vec<EverydayType>,
}

impl Profile {
    /// The type of a name.
    pub fn everyday_type(&self, id: &str) -> Option<&EverydayType> {
        self.everyday.iter().find(|one| one.id == id)
    }
}

/// Reads the pack of one profile.
pub fn profile(toml: &str) -> Result<Profile, PackError> {
    toml::from_str(toml).map_err(|e| PackError(e.to_string()))
}
