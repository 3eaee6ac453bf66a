//! Seals words under random salts on their way into the record.

use crate::ground::secrets::random;
use homeward_domain::record::{ContentRef, SealedContent};
use serde::Serialize;

/// Collects the bodies of one command; slots run from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sealer {
    contents: Vec<SealedContent>,
}

impl Sealer {
    /// Seals a body; gives the reference that stands in the event.
    pub fn seal(&mut self, body: impl Into<String>) -> ContentRef {
        let slot = i64::try_from(self.contents.len()).unwrap_or(i64::MAX - 1) + 1;
        let content = SealedContent::new(slot, random(), body.into());
        let reference = content.reference;
        self.contents.push(content);
        reference
    }

    /// Seals fields of a person or a matter as one body.
    pub fn seal_fields(&mut self, fields: &impl Serialize) -> ContentRef {
        let json = "fields hold only strings and numbers, which always serialise";
        self.seal(serde_json::to_string(fields).expect(json))
    }

    /// Everything sealed.
    pub fn into_contents(self) -> Vec<SealedContent> {
        self.contents
    }
}
