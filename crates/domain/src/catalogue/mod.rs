//! The closed lists of the specification, each with its spelling in the API.

mod category;
mod closing;
mod handling;
mod intake;

pub use category::Category;
pub use closing::{Authority, DateTopic, LinkKind, ObjectorKind, ProceedingStep};
pub use handling::{
    AnswerWay, Cause, EscalationLevel, EvidenceKind, HandlingType, LinkWay, Motive, Outcome, PlanAnswer, Position,
    Respondent, SettledHow, ShareGround, ShareParty, WhoseWord,
};
pub use intake::{ClosingItem, Exemption, Item, RepresentativeRole};

use serde::{Deserialize, Serialize};

/// Declares an enum with one spelling per value, used in the API, in events
/// and in database columns alike.
macro_rules! spelled {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $spelling:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $spelling)] $variant),+ }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every spelling, in the same order.
            pub const SPELLINGS: &'static [&'static str] = &[$($spelling),+];

            /// The spelling used in the API, in events and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $spelling),+ }
            }

            /// The value of a spelling; `None` where there is none.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($spelling => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use spelled;

spelled! {
    /// What kind of matter a case is (journey, opening).
    Kind {
        /// 咨询
        Inquiry = "inquiry",
        /// 退改
        Change = "change",
        /// 建议
        Feedback = "feedback",
        /// 表扬
        Praise = "praise",
        /// 投诉
        Complaint = "complaint",
        /// 突发求助
        Emergency = "emergency",
    }
}

impl Kind {
    /// Whether somebody decides first whether it is taken up: an inquiry is answered,
    /// praise passed on, somebody in trouble helped, without that.
    pub const fn needs_acceptance(self) -> bool {
        matches!(self, Self::Complaint | Self::Change)
    }
}

spelled! {
    /// The way in or out (contract, "Spellings").
    Channel {
        /// Telephone.
        Phone = "phone",
        /// At the counter.
        Counter = "counter",
        /// Web form.
        Web = "web",
        /// Live chat.
        Chat = "chat",
        /// E-mail.
        Email = "email",
        /// `WeChat` official account.
        Wechat = "wechat",
        /// The company's app or mini-program.
        App = "app",
        /// A letter on paper.
        Letter = "letter",
        /// Fax.
        Fax = "fax",
        /// Short message.
        Sms = "sms",
        /// Video meeting.
        Video = "video",
        /// Social media and public reviews.
        Social = "social",
        /// Platform, regulator hotline, consumer association.
        ThirdParty = "third_party",
        /// Guide or duty manager on site.
        OnSite = "on_site",
        /// Another system.
        Api = "api",
    }
}

impl Channel {
    /// Whether it rings.
    pub const fn rings(self) -> bool {
        matches!(self, Self::Phone | Self::Video)
    }
}

spelled! {
    /// How much a case presses (journey §2).
    Nature {
        /// Nothing presses.
        General = "general",
        /// Large loss, or influence on the company.
        Major = "major",
        /// Needs action now: safety, heavy loss of property, still on the road.
        Urgent = "urgent",
    }
}

spelled! {
    /// Severity (journey §2).
    Grade {
        /// 轻微
        Slight = "slight",
        /// 一般
        General = "general",
        /// 较严重
        Serious = "serious",
        /// 严重
        Grave = "grave",
    }
}

spelled! {
    /// Where a case stands (journey, "States").
    State {
        /// On the record, not yet accepted.
        Received = "received",
        /// Accepted for handling.
        Accepted = "accepted",
        /// Facts are being gathered.
        Investigating = "investigating",
        /// A plan was put to the complainant.
        Planned = "planned",
        /// The complainant accepted the plan.
        Agreed = "agreed",
        /// Measures and remedies are under way.
        CarryingOut = "carrying_out",
        /// Every measure and remedy done.
        Resolved = "resolved",
        /// Sealed.
        Archived = "archived",
        /// Not accepted, with a ground.
        Refused = "refused",
        /// Taken back by the complainant.
        Withdrawn = "withdrawn",
        /// Carried on in another case.
        Merged = "merged",
        /// Ended with a final answer that the complainant did not accept.
        NotAgreed = "not_agreed",
    }
}

impl State {
    /// Open is every state before `resolved` and outside the ends.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Received | Self::Accepted | Self::Investigating | Self::Planned | Self::Agreed | Self::CarryingOut
        )
    }
}

spelled! {
    /// Grounds on which a case may be refused; a closed list (journey §1).
    RefusalGround {
        /// Not our booking or supplier.
        NotOurs = "not_ours",
        /// Already settled and nothing new.
        AlreadySettled = "already_settled",
        /// Before a court, arbitrator or authority.
        BeforeAnotherBody = "before_another_body",
        /// No facts given after being asked twice.
        NoFacts = "no_facts",
        /// Not a complaint.
        NotAComplaint = "not_a_complaint",
    }
}

spelled! {
    /// What we wait for while a clock is paused. Waiting for a supplier is no
    /// such reason and cannot be written (journey §3).
    PauseReason {
        /// The complainant must answer or bring something.
        WaitingForCustomer = "waiting_for_customer",
        /// An authority must act first.
        WaitingForAuthority = "waiting_for_authority",
    }
}

spelled! {
    /// Why a settlement may take longer, once (journey §3).
    ExtensionReason {
        /// The supplier sits abroad.
        SupplierAbroad = "supplier_abroad",
        /// An expert must examine something.
        ExpertTest = "expert_test",
        /// An authority is at work.
        Authority = "authority",
        /// A carrier must answer.
        Carrier = "carrier",
    }
}

spelled! {
    /// On what ground a body was erased (trust, "Privacy").
    ErasureGround {
        /// The person asked for it.
        PersonRequest = "person_request",
        /// The person took back consent.
        ConsentWithdrawn = "consent_withdrawn",
        /// The time for keeping it is over.
        RetentionEnded = "retention_ended",
        /// A court or authority ordered it.
        Order = "order",
        /// It was wrong, and what is right stands in its place (个保法 46; GDPR 16).
        Corrected = "corrected",
    }
}

impl ErasureGround {
    /// Those on which a whole case is erased.
    pub const OF_CASES: [Self; 4] = [Self::PersonRequest, Self::ConsentWithdrawn, Self::RetentionEnded, Self::Order];
    /// Their spellings, in the same order.
    pub const OF_CASES_SPELLED: &'static [&'static str] =
        &["person_request", "consent_withdrawn", "retention_ended", "order"];

    /// One of them by its spelling.
    pub fn parse_of_case(text: &str) -> Option<Self> {
        Self::OF_CASES.into_iter().find(|ground| ground.as_str() == text)
    }
}

spelled! {
    /// On what ground something is kept that somebody wanted to be erased.
    KeptGround {
        /// It proves a booking, a payment, a contract or a remedy, which the law keeps
        /// three years (电商法 31).
        TransactionRecord = "transaction_record",
        /// The time for which the company keeps it is not over.
        RetentionPeriod = "retention_period",
    }
}

spelled! {
    /// On what ground a person's data are kept and shown to nobody but who must
    /// (trust, "Privacy"; GDPR 18).
    RestrictionGround {
        /// The person asked for it.
        PersonRequest = "person_request",
        /// They say that what is kept is wrong, and it is looked into.
        AccuracyContested = "accuracy_contested",
        /// They asked for an erasure that the law forbids for now.
        ErasureRefused = "erasure_refused",
        /// A court or authority ordered it.
        Order = "order",
    }
}

spelled! {
    /// Why somebody must see a customer who is under restriction.
    SeeingGround {
        /// For a legal claim, of theirs or of ours.
        LegalClaim = "legal_claim",
        /// A court or authority asks.
        Authority = "authority",
        /// The person wants it.
        PersonRequest = "person_request",
        /// To see whether what is kept is right, and to put it right.
        Correction = "correction",
    }
}

spelled! {
    /// Why a restriction is lifted.
    LiftingGround {
        /// The person wants it.
        PersonRequest = "person_request",
        /// What was contested is settled.
        Settled = "settled",
        /// Its ground is gone.
        GroundGone = "ground_gone",
        /// It was put by mistake.
        Mistake = "mistake",
    }
}

spelled! {
    /// On what ground a copy of a person's data is handed out (trust, "Privacy").
    GivingGround {
        /// The person wants to know what is kept of them (个保法 45; GDPR 15).
        PersonRequest = "person_request",
        /// They take it to somebody else (个保法 45; GDPR 20).
        Portability = "portability",
        /// A close relative of somebody who has died asks (个保法 49).
        CloseRelative = "close_relative",
        /// A court or authority ordered it.
        Order = "order",
    }
}

spelled! {
    /// What kind of complainant (journey §1).
    ComplainantType {
        /// A person who travels.
        Traveller = "traveller",
        /// A tour operator abroad.
        OverseasOperator = "overseas_operator",
        /// A tour operator in the country.
        DomesticOperator = "domestic_operator",
        /// A company that books for its people.
        CorporateCustomer = "corporate_customer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_reads_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
        }
        assert_eq!(Channel::SPELLINGS.len(), 15);
        assert_eq!(Kind::parse("Complaint"), None);
    }

    #[test]
    fn open_is_every_state_before_resolved_and_outside_the_ends() {
        let open: Vec<_> = State::ALL.iter().filter(|s| s.is_open()).map(|s| s.as_str()).collect();
        assert_eq!(open, ["received", "accepted", "investigating", "planned", "agreed", "carrying_out"]);
    }
}
