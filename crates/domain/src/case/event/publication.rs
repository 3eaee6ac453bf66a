//! Facts of publishing a nameless result, and of keeping a case (journey §7).

use super::Payload;
use super::connections::Via;
use crate::catalogue::{Channel, ObjectorKind};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// See [`Fact::PublicationProposed`](super::Fact::PublicationProposed).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationProposed {
    /// What it was about, without personal data.
    pub matter: ContentRef,
    /// How it ended, without personal data.
    pub result: ContentRef,
}

/// See [`Fact::PublicationDecided`](super::Fact::PublicationDecided).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDecided {
    /// Whether it is published; withheld otherwise.
    pub publish: bool,
    /// Whether it stands on a page where the complainant is not known to look: their days
    /// to object begin once somebody has told them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untold: bool,
    /// What those concerned are told, or why it is withheld.
    pub words: ContentRef,
}

/// See [`Fact::PublicationObjected`](super::Fact::PublicationObjected).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationObjected {
    /// Who objects.
    pub by: ObjectorKind,
    /// Why.
    pub words: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

/// See [`Fact::PublicationSupplierTold`](super::Fact::PublicationSupplierTold).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationSupplierTold {
    /// How it came to them.
    pub channel: Channel,
    /// What they were told, and who of them took it.
    pub words: ContentRef,
}

/// See [`Fact::CasePublished`](super::Fact::CasePublished).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePublished {
    /// How long it stays.
    pub until: Timestamp,
}

/// See [`Fact::PublicationWithdrawn`](super::Fact::PublicationWithdrawn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationWithdrawn {}

/// See [`Fact::HoldSet`](super::Fact::HoldSet).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldSet {
    /// On what ground.
    pub words: ContentRef,
}

/// See [`Fact::HoldLifted`](super::Fact::HoldLifted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldLifted {
    /// Why.
    pub words: ContentRef,
}

impl Payload for PublicationProposed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.matter, self.result]
    }
}

impl Payload for PublicationDecided {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for PublicationObjected {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for PublicationSupplierTold {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for CasePublished {}
impl Payload for PublicationWithdrawn {}

impl Payload for HoldSet {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for HoldLifted {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}
