//! What was told when the case came in and of its matter since, as far as rules read it.

use crate::case::event::{CaseReceived, MatterAdded};
use crate::catalogue::{Channel, Item};

/// What was told when the case came in and of its matter since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// The way in.
    pub channel: Channel,
    /// See [`crate::case::event::CaseReceived::external_key`].
    pub external_key: Option<String>,
    /// Whether the guest is in the house now.
    pub in_house: bool,
    /// Whether part of its life was lived in another system.
    pub imported: bool,
    /// Whether nobody can be contacted.
    pub anonymous: bool,
    /// What was asked for and is not given.
    pub not_given: Vec<Item>,
}

impl Intake {
    pub(in crate::case) fn begin(received: &CaseReceived) -> Self {
        Self {
            channel: received.channel,
            external_key: received.external_key.clone(),
            in_house: received.in_house,
            imported: received.history.is_some(),
            anonymous: received.complainants.iter().all(|one| one.person.is_none()),
            not_given: Vec::new(),
        }
    }

    /// What was told after the intake: an item that is filled is given after all.
    pub(in crate::case) fn add(&mut self, added: &MatterAdded) {
        self.not_given.retain(|item| !added.told.contains(item) && !added.not_given.contains(item));
        self.not_given.extend(&added.not_given);
        let named = added.of_complainant.as_ref().is_some_and(|told| told.person.is_some());
        self.anonymous &= !named && added.joined.iter().all(|one| one.person.is_none());
    }
}
