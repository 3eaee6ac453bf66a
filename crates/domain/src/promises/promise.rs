//! A promise as versioned data.

use crate::catalogue::{Kind, PauseReason, spelled};
use crate::time::Span;
use serde::{Deserialize, Serialize};

spelled! {
    /// To whom a promise is made (journey §3).
    Audience {
        /// Stands on the public page; its kept-rate is published.
        Public = "public",
        /// Part of a contract.
        Partner = "partner",
        /// Our own; may be stricter than the public limit, never looser.
        Internal = "internal",
    }
}

spelled! {
    /// What a clock of this promise is about.
    Subject {
        /// A telephone call.
        Call = "call",
        /// A case; only these clocks stand in the `clocks` of a case.
        Case = "case",
        /// A question to a supplier or department.
        Question = "question",
        /// Evidence that disappears unless it is secured.
        Evidence = "evidence",
        /// A remedy.
        Remedy = "remedy",
        /// A trip.
        Trip = "trip",
    }
}

impl Subject {
    /// What a clock is about where nothing else is written.
    pub(crate) const fn case() -> Self {
        Self::Case
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(crate) const fn is_case(&self) -> bool {
        matches!(self, Self::Case)
    }
}

spelled! {
    /// What lets the clock of a promise begin.
    Starts {
        /// The receipt of the case.
        Receipt = "receipt",
        /// The last word to the complainant; each word begins a new round.
        Word = "word",
        /// The settlement.
        Settlement = "settlement",
        /// The closing.
        Resolution = "resolution",
        /// The notice of an outside body, which names the due time.
        Notice = "notice",
        /// The end of a case whose publication is decided.
        End = "end",
        /// A message by which a person waits for an answer at once.
        Message = "message",
        /// The grade that asks for the severest strategy; each review begins a new round.
        Severe = "severe",
        /// The question that is asked, the evidence that is named.
        Errand = "errand",
        /// Words that the complainant writes after the end of the case.
        Afterword = "afterword",
        /// An objection to a refusal.
        Objection = "objection",
    }
}

impl Starts {
    const fn receipt() -> Self {
        Self::Receipt
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    const fn is_receipt(&self) -> bool {
        matches!(self, Self::Receipt)
    }
}

spelled! {
    /// What must have happened for a promise to be met.
    MetBy {
        /// Two-way contact, or a person's message in the way they used.
        Contact = "contact",
        /// A person confirmed the content back.
        ContentConfirmed = "content_confirmed",
        /// Accepted or refused with a ground.
        AcceptanceDecided = "acceptance_decided",
        /// A first plan was put to the complainant.
        PlanProposed = "plan_proposed",
        /// A plan was accepted, or the final answer given in writing.
        Settled = "settled",
        /// The solution was told.
        SolutionTold = "solution_told",
        /// Told what we do about the feedback.
        FeedbackAnswered = "feedback_answered",
        /// Thanked, and passed on to the person praised.
        PraisePassed = "praise_passed",
        /// Taken by a person.
        Taken = "taken",
        /// The traveller was reached in person.
        Reached = "reached",
        /// A person graded it.
        Graded = "graded",
        /// The facts are gathered and the causes named.
        FactsGathered = "facts_gathered",
        /// The complainant heard from a person.
        Word = "word",
        /// The result was told in writing.
        NoticeTold = "notice_told",
        /// Asked whether they are content.
        SatisfactionAsked = "satisfaction_asked",
        /// Our answer with evidence went to the outside body.
        AuthorityAnswered = "authority_answered",
        /// The nameless result was published.
        Published = "published",
        /// The supplier answered.
        SupplierAnswered = "supplier_answered",
        /// The department answered.
        DepartmentAnswered = "department_answered",
        /// The evidence was secured.
        EvidenceSecured = "evidence_secured",
        /// A person answered their message.
        Replied = "replied",
        /// The case was reviewed.
        Reviewed = "reviewed",
        /// Somebody stood at the guest's room.
        RoomVisited = "room_visited",
        /// Another room was offered.
        RoomOffered = "room_offered",
        /// A person answered what they wrote after the end.
        AfterwordAnswered = "afterword_answered",
        /// The objection to a refusal was decided, and they were told.
        ObjectionDecided = "objection_decided",
    }
}

impl MetBy {
    /// Whether its clock goes on when the case ends: what we owe to an
    /// authority or to the public does not end with the complaint, and words that
    /// came after the end are ended by an answer alone.
    pub const fn outlives_the_case(self) -> bool {
        matches!(self, Self::AuthorityAnswered | Self::Published) || self.is_owed_after_the_end()
    }

    /// Whether it is owed to a complainant whose case has ended.
    pub const fn is_owed_after_the_end(self) -> bool {
        matches!(self, Self::AfterwordAnswered | Self::ObjectionDecided)
    }

    /// Whether it is given again each time that what starts it happens.
    pub const fn comes_again(self) -> bool {
        matches!(self, Self::Replied | Self::Word | Self::Reviewed | Self::AfterwordAnswered | Self::ObjectionDecided)
    }

    /// Whether what meets it is something that the complainant hears from us. Whether
    /// they are content is asked for our sake, and their page asks it anyway.
    pub const fn is_heard(self) -> bool {
        matches!(
            self,
            Self::Contact
                | Self::ContentConfirmed
                | Self::PlanProposed
                | Self::SolutionTold
                | Self::FeedbackAnswered
                | Self::PraisePassed
                | Self::Reached
                | Self::Word
                | Self::NoticeTold
                | Self::Replied
                | Self::RoomVisited
                | Self::RoomOffered
        ) || self.is_owed_after_the_end()
    }

    /// Whether its clock ends with the settlement: nothing more is planned then.
    pub const fn ends_with_settlement(self) -> bool {
        matches!(self, Self::PlanProposed | Self::FactsGathered | Self::Graded)
    }

    /// Whether its clock stays with its case whatever that is merged into.
    pub const fn stands_apart(self) -> bool {
        matches!(
            self,
            Self::AuthorityAnswered
                | Self::Published
                | Self::SupplierAnswered
                | Self::DepartmentAnswered
                | Self::EvidenceSecured
        )
    }
}

/// One version of a promise. Spans are counting time: wall time, or the open
/// time of `calendar`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Name, as in the API: `first_response`.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    /// What a clock of it is about.
    pub subject: Subject,
    /// To whom it is made.
    pub audience: Audience,
    /// Where the figure comes from.
    pub source: String,
    /// The kinds of case it holds for.
    pub kinds: Vec<Kind>,
    /// What lets its clock begin.
    #[serde(default = "Starts::receipt", skip_serializing_if = "Starts::is_receipt")]
    pub starts: Starts,
    /// What meets it.
    pub met_by: MetBy,
    /// Minutes until it is due.
    pub within_minutes: i64,
    /// Minutes where the case is urgent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent_within_minutes: Option<i64>,
    /// Minutes where a person is in danger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub danger_within_minutes: Option<i64>,
    /// Minutes while we wait for others, unless the case is urgent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_within_minutes: Option<i64>,
    /// The working calendar that counts; wall time where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Reasons for which it may pause.
    #[serde(default)]
    pub pausable_for: Vec<PauseReason>,
    /// Whether a lead may extend it once.
    #[serde(default)]
    pub extendable: bool,
    /// Whether it needs a way to reach the complainant; not for anonymous ones.
    #[serde(default)]
    pub needs_contact: bool,
    /// The unit whose cases alone it holds for, by its reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether it holds only for a guest who is in the house.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_house_only: bool,
}

impl Promise {
    /// The limit for a case that presses as told: the strictest that applies.
    pub fn limit(&self, urgent: bool, danger: bool) -> Span {
        let when = |holds: bool, minutes: Option<i64>| minutes.filter(|_| holds);
        let strictest = [when(urgent || danger, self.urgent_within_minutes), when(danger, self.danger_within_minutes)]
            .into_iter()
            .flatten()
            .fold(self.within_minutes, i64::min);
        Span::minutes(strictest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_limit_that_applies_is_taken() {
        let contact = Promise {
            id: "contact".into(),
            version: 1,
            subject: Subject::Case,
            audience: Audience::Public,
            source: "S4 §7.1".into(),
            kinds: vec![Kind::Complaint],
            starts: Starts::Receipt,
            met_by: MetBy::Contact,
            within_minutes: 60,
            urgent_within_minutes: None,
            danger_within_minutes: Some(15),
            waiting_within_minutes: None,
            calendar: None,
            pausable_for: vec![],
            extendable: false,
            needs_contact: true,
            unit: None,
            in_house_only: false,
        };
        for (urgent, danger, minutes) in [(false, false, 60), (true, false, 60), (true, true, 15), (false, true, 15)] {
            assert_eq!(contact.limit(urgent, danger), Span::minutes(minutes), "urgent {urgent}, danger {danger}");
        }
    }
}
