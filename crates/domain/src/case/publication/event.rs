//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::catalogue::{Channel, ObjectorKind};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Publication: PublicationFact {
        PublicationProposed = "publication_proposed",
        PublicationDecided = "publication_decided",
        PublicationSupplierTold = "publication_supplier_told",
        PublicationObjected = "publication_objected",
        CasePublished = "case_published",
        PublicationWithdrawn = "publication_withdrawn",
    }
}

/// A nameless result was written for publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationProposed {
    /// What it was about, without personal data.
    pub matter: ContentRef,
    /// How it ended, without personal data.
    pub result: ContentRef,
}

impl Payload for PublicationProposed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.matter, self.result]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("publication_decision")
    }
}

/// A manager decided on it.
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

impl Payload for PublicationDecided {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("publication_objections")
    }
}

/// Somebody concerned objects to it.
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

impl Payload for PublicationObjected {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("publication_decision")
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

/// A supplier concerned was told of it, and may object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationSupplierTold {
    /// How it came to them.
    pub channel: Channel,
    /// What they were told, and who of them took it.
    pub words: ContentRef,
}

impl Payload for PublicationSupplierTold {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// It is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePublished {
    /// How long it stays.
    pub until: Timestamp,
}

impl Payload for CasePublished {
    fn put_right(&self) -> PutRight {
        PutRight::By("publication_objections")
    }
}

/// It is public no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationWithdrawn {}

impl Payload for PublicationWithdrawn {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}
