//! The closed lists of connections between cases, of outside proceedings and of
//! publication.

use super::spelled;
use serde::{Deserialize, Serialize};

spelled! {
    /// How a case belongs to another one.
    LinkKind {
        /// Something in common.
        Related = "related",
        /// The same matter told twice.
        SameMatter = "same_matter",
        /// Another traveller's part of the same event.
        SameIncident = "same_incident",
        /// It goes on from the other.
        FollowUp = "follow_up",
        /// It was a part of the other.
        SplitFrom = "split_from",
    }
}

spelled! {
    /// Whose procedure runs outside the company (journey §7).
    Authority {
        /// 文旅, 12345, 12315.
        Authority = "authority",
        /// A consumer association.
        Association = "association",
        /// A platform.
        Platform = "platform",
        /// A court.
        Court = "court",
        /// An arbitrator.
        Arbitrator = "arbitrator",
    }
}

spelled! {
    /// What happens in an outside proceeding, each step by its document (journey §7).
    ProceedingStep {
        /// 受理通知书: they took it up.
        Accepted = "accepted",
        /// 不予受理通知书: they did not.
        NotAccepted = "not_accepted",
        /// 转办通知书: it went to another body.
        Transferred = "transferred",
        /// 延长审理函复: they need longer.
        Extended = "extended",
        /// 书面答复: our answer with evidence.
        Answered = "answered",
        /// 调解书: agreed before them.
        Mediated = "mediated",
        /// 终止调解书: mediation ended without an agreement.
        MediationEnded = "mediation_ended",
        /// 质量保证金赔偿决定 or a judgment or award.
        Decided = "decided",
        /// 撤消立案通知书: taken back.
        Withdrawn = "withdrawn",
    }
}

impl ProceedingStep {
    /// Whether the proceeding is over with it.
    pub const fn ends(self) -> bool {
        matches!(
            self,
            Self::NotAccepted
                | Self::Transferred
                | Self::Mediated
                | Self::MediationEnded
                | Self::Decided
                | Self::Withdrawn
        )
    }

    /// Whether this body can issue its document: a platform issues no notice of
    /// an authority, and nobody but a body that decides issues a decision.
    pub const fn is_of(self, body: Authority) -> bool {
        match self {
            Self::Answered | Self::Withdrawn => true,
            Self::Decided => matches!(body, Authority::Authority | Authority::Court | Authority::Arbitrator),
            Self::Accepted | Self::NotAccepted | Self::Mediated | Self::MediationEnded | Self::Extended => {
                !matches!(body, Authority::Platform)
            }
            Self::Transferred => matches!(body, Authority::Authority | Authority::Association | Authority::Platform),
        }
    }
}

spelled! {
    /// Which date of an outside proceeding.
    DateTopic {
        /// Their decision on acceptance; it binds them.
        Acceptance = "acceptance",
        /// Our answer; it binds us.
        Answer = "answer",
        /// Their conclusion; it binds them.
        Conclusion = "conclusion",
    }
}

spelled! {
    /// Who may object to a publication (journey §7).
    ObjectorKind {
        /// A complainant.
        Complainant = "complainant",
        /// A supplier who is named.
        Supplier = "supplier",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_issues_no_notice_of_an_authority() {
        for step in [ProceedingStep::Accepted, ProceedingStep::NotAccepted, ProceedingStep::Decided] {
            assert!(!step.is_of(Authority::Platform), "{step:?}");
            assert!(step.is_of(Authority::Authority), "{step:?}");
        }
        assert!(!ProceedingStep::Decided.is_of(Authority::Association));
        assert!(Authority::ALL.iter().all(|body| ProceedingStep::Answered.is_of(*body)));
    }
}
