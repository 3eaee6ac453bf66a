//! The profiles as they are shipped.

use homeward_domain::profiles::{EverydayType, Profile, profile};
use std::sync::LazyLock;

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let packs = [
        include_str!("../../../../rules/profiles/agency.toml"),
        include_str!("../../../../rules/profiles/platform.toml"),
        include_str!("../../../../rules/profiles/hotel.toml"),
        include_str!("../../../../rules/profiles/desk.toml"),
    ];
    packs.iter().map(|pack| profile(pack).expect("a shipped pack, which a test reads")).collect()
});

/// Every profile.
pub fn all() -> &'static [Profile] {
    &PROFILES
}

/// An everyday type by its profile and name, as `agency.forced_shopping`.
pub fn everyday_type(name: &str) -> Option<&'static EverydayType> {
    let (profile, id) = name.split_once('.')?;
    all().iter().find(|one| one.id == profile)?.everyday_type(id)
}

/// The names of all everyday types.
pub fn names() -> Vec<String> {
    all().iter().flat_map(|one| one.everyday.iter().map(move |e| format!("{}.{}", one.id, e.id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_profile_reads_and_has_its_types() {
        let counts: Vec<_> = all().iter().map(|one| (one.id.as_str(), one.everyday.len())).collect();
        assert_eq!(counts, [("agency", 10), ("platform", 10), ("hotel", 10), ("desk", 5)]);
        assert_eq!(everyday_type("hotel.noise").unwrap().category.to_string(), "service.noise");
        assert_eq!(everyday_type("hotel.visa"), None);
    }
}
