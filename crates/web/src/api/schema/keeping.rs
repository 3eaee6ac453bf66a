//! What an erasure had to leave, and what is under restriction.

use super::CaseBody;
use homeward_app::dossier::Dossier;
use homeward_app::registers::{Erasure, Restriction};
use homeward_app::view::CaseView;
use homeward_domain::case::event::{ContentsErased, Fact, Kept, PrivacyFact};
use homeward_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A case after an erasure.
#[derive(Serialize, ToSchema)]
pub struct ErasedCase {
    #[serde(flatten)]
    pub case: CaseBody,
    /// `erased` where all of it went, `erased_in_part` where something had to stay; what is
    /// refused answers 409 and names ground and day.
    #[schema(example = "erased_in_part")]
    outcome: &'static str,
    /// Whose data went, of several who complain, from 1; null where it was the whole case.
    complainant: Option<i64>,
    /// Whether the case is under restriction now.
    restricted: bool,
    /// What had to stay; null where all went.
    pub kept: Option<LeftBody>,
}

/// What an erasure had to leave.
#[derive(Serialize, ToSchema)]
pub struct LeftBody {
    /// The first moment at which it may go.
    #[schema(example = "2029-11-21T10:00:00Z")]
    until: String,
    /// On what ground it stays: `transaction_record`.
    #[schema(example = "transaction_record")]
    ground: String,
    /// How many bodies of words, persons and files stay.
    bodies: i64,
}

impl ErasedCase {
    pub fn new(view: &CaseView, erased: Option<ContentsErased>) -> Self {
        let body = |kept: Kept| LeftBody {
            until: kept.until.to_rfc3339(),
            ground: kept.ground.as_str().into(),
            bodies: kept.bodies,
        };
        let complainant = erased.as_ref().and_then(|erased| erased.complainant);
        let kept = erased.and_then(|erased| erased.kept);
        let (outcome, restricted) = (outcome(kept.is_some()), view.row.restricted);
        Self { case: CaseBody::new(view), outcome, complainant, restricted, kept: kept.map(body) }
    }
}

/// What an erasure came to.
const fn outcome(is_in_part: bool) -> &'static str {
    if is_in_part { "erased_in_part" } else { "erased" }
}

/// That the personal data of a customer were erased.
#[derive(Serialize, ToSchema)]
pub struct ErasureBody {
    /// `person_request`, `consent_withdrawn`, `retention_ended` or `order`.
    #[schema(example = "person_request")]
    ground: String,
    /// When.
    at: String,
    /// Who did it.
    #[schema(example = "staff:2")]
    actor: String,
    /// `erased` where all of it went, `erased_in_part` where bookings had to stay.
    #[schema(example = "erased_in_part")]
    outcome: &'static str,
    /// What had to stay; null where all went.
    kept: Option<KeptBookingsBody>,
}

/// Bookings that had to stay.
#[derive(Serialize, ToSchema)]
pub struct KeptBookingsBody {
    /// The first moment at which the last of them may go.
    #[schema(example = "2029-11-21T00:00:00Z")]
    until: String,
    /// On what ground they stay: `transaction_record`.
    #[schema(example = "transaction_record")]
    ground: String,
    /// How many.
    bookings: i64,
}

impl From<&Erasure> for ErasureBody {
    fn from(erasure: &Erasure) -> Self {
        let kept = erasure.kept.map(|kept| KeptBookingsBody {
            until: kept.until.to_rfc3339(),
            ground: kept.ground.as_str().into(),
            bookings: kept.bookings,
        });
        let (ground, at) = (erasure.ground.as_str().into(), erasure.at.to_rfc3339());
        Self { ground, at, actor: erasure.actor.clone(), outcome: outcome(kept.is_some()), kept }
    }
}

/// A ground, and what was asked.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCustomerRestriction {
    /// `person_request`, `accuracy_contested`, `erasure_refused` or `order`.
    #[schema(example = "accuracy_contested")]
    ground: String,
    /// What was asked and why.
    #[schema(example = "客人称登记的手机号不是本人的，核实前暂停使用。")]
    text: String,
}

/// A lawful ground.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCustomerErasure {
    /// `person_request`, `consent_withdrawn`, `retention_ended` or `order`.
    #[schema(example = "person_request")]
    ground: String,
}

/// Why the restriction of a customer is lifted.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewLifting {
    /// `person_request`, `settled`, `ground_gone` or `mistake`.
    #[schema(example = "settled")]
    ground: String,
}

/// Why a customer under restriction must be seen.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewSeeing {
    /// `legal_claim`, `authority`, `person_request` or `correction`.
    #[schema(example = "legal_claim")]
    ground: String,
}

/// That a case or a customer is kept, and shown to nobody but who must.
#[derive(Serialize, ToSchema)]
pub struct RestrictionBody {
    /// `person_request`, `accuracy_contested`, `erasure_refused` or `order`.
    #[schema(example = "erasure_refused")]
    ground: String,
    /// Since when.
    since: String,
    /// Until when it must be kept, where an erasure was refused.
    until: Option<String>,
    /// What was asked and why.
    text: Option<String>,
}

/// The restriction that a case is under, for whoever has opened it.
pub fn restriction(dossier: &Dossier) -> Option<RestrictionBody> {
    let restriction = dossier.case()?.privacy.restriction?;
    let entry = dossier.entry(restriction.entry);
    let text = entry.and_then(|entry| match &entry.event.fact {
        Fact::Privacy(PrivacyFact::ProcessingRestricted(put)) => entry.words(put.words?).map(str::to_owned),
        _ => None,
    });
    Some(RestrictionBody {
        ground: restriction.ground.as_str().into(),
        since: restriction.since.to_rfc3339(),
        until: restriction.until.map(Timestamp::to_rfc3339),
        text,
    })
}

impl From<&Restriction> for RestrictionBody {
    fn from(restriction: &Restriction) -> Self {
        Self {
            ground: restriction.ground.as_str().into(),
            since: restriction.since.to_rfc3339(),
            until: None,
            text: Some(restriction.text.clone()).filter(|text| !text.is_empty()),
        }
    }
}
