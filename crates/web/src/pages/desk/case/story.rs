//! Where a value of a case comes from: who set it, when, and in which entry of the
//! timeline the reason stands (screens, "Case").

use crate::pages::timeline::Names;
use crate::wording::time;
use homeward_app::dossier::Dossier;

/// A value with its name and its story.
pub struct Shown {
    pub name: String,
    pub value: String,
    pub story: Option<Story>,
}

/// Who set a value and when, with the way to the entry.
pub struct Story {
    pub href: String,
    pub about: String,
}

impl Story {
    /// That of the last entry of any of these kinds; none where there is no such entry.
    pub fn of(names: &Names, dossier: &Dossier, kinds: &[&str]) -> Option<Self> {
        let entry = dossier.entries.iter().rev().find(|entry| kinds.contains(&entry.event.fact.kind()))?;
        let (who, when) = (names.actor(entry.event.actor), time(names.frame.language, entry.event.effective_at.0));
        Some(Self { href: format!("?show=all#entry-{}", entry.event.seq), about: format!("{who} · {when}") })
    }
}
