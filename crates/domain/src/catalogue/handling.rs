//! The closed lists of handling: triage, findings, plans, responsibility.

use super::spelled;
use serde::{Deserialize, Serialize};

spelled! {
    /// What came out of a matter for those who complained.
    Outcome {
        /// All who stayed accepted a plan.
        Agreed = "agreed",
        /// Some of a group accepted, others had a final answer.
        PartlyAgreed = "partly_agreed",
        /// Nobody accepted.
        NotAgreed = "not_agreed",
    }
}

spelled! {
    /// How a case is handled, which decides its usual measures (S4 §1.1.39).
    HandlingType {
        /// 服务类
        Service = "service",
        /// 产品类
        Product = "product",
        /// 价格类
        Price = "price",
        /// 合同类
        Contract = "contract",
    }
}

spelled! {
    /// What moves a complainant; it orders the advice, and only staff see it (S2 三(一)2).
    Motive {
        /// Wants it improved: thanks, and what we changed.
        Improvement = "improvement",
        /// Wants respect: a senior person's call.
        Respect = "respect",
        /// Needs to be heard: listening first.
        BeingHeard = "being_heard",
        /// Wants compensation: figures first.
        Compensation = "compensation",
    }
}

spelled! {
    /// Whose word a finding rests on.
    WhoseWord {
        /// The complainant.
        Complainant = "complainant",
        /// A member of staff.
        Staff = "staff",
        /// A supplier.
        Supplier = "supplier",
        /// Somebody on site for us.
        OnSite = "on_site",
        /// Somebody else who was there.
        Witness = "witness",
        /// A paper, recording or system.
        Document = "document",
    }
}

spelled! {
    /// How far up a case goes.
    EscalationLevel {
        /// The lead of the desk.
        Lead = "lead",
        /// The manager.
        Manager = "manager",
    }
}

spelled! {
    /// Who outside the desk is asked.
    Respondent {
        /// A supplier.
        Supplier = "supplier",
        /// A department or unit of the company.
        Department = "department",
    }
}

spelled! {
    /// What somebody says to what is said of them.
    Position {
        /// It is so.
        Confirmed = "confirmed",
        /// A part of it is so.
        PartlyConfirmed = "partly_confirmed",
        /// It is not so.
        Disputed = "disputed",
    }
}

spelled! {
    /// Evidence that disappears (journey §3).
    EvidenceKind {
        /// Camera pictures that are overwritten.
        Cctv = "cctv",
        /// A call recording that is deleted.
        CallRecording = "call_recording",
        /// A room, a vehicle, a dish as it was.
        Room = "room",
        /// A post or page that can be taken down.
        Post = "post",
        /// Anything else.
        Other = "other",
    }
}

spelled! {
    /// Root causes, as a tree of two levels (S4 §1.1.8, S2 三(一)1).
    Cause {
        /// People: disrespect.
        Disrespect = "people.disrespect",
        /// People: coldness.
        Coldness = "people.coldness",
        /// People: careless commentary.
        CarelessCommentary = "people.careless_commentary",
        /// People: perfunctory work.
        PerfunctoryWork = "people.perfunctory_work",
        /// People: no response.
        NoResponse = "people.no_response",
        /// Process.
        Process = "process",
        /// Promise, sale and information.
        Promise = "promise",
        /// A supplier.
        Supplier = "supplier",
        /// Facility: lodging.
        Lodging = "facility.lodging",
        /// Facility: charges.
        Charges = "facility.charges",
        /// Facility: equipment.
        Equipment = "facility.equipment",
        /// Facility: transport.
        Transport = "facility.transport",
        /// Price and payment.
        Price = "price",
        /// An event from outside.
        OutsideEvent = "outside_event",
        /// The traveller.
        Traveller = "traveller",
    }
}

spelled! {
    /// What a complainant says to a plan.
    PlanAnswer {
        /// Yes.
        Accepted = "accepted",
        /// Something else is wanted.
        ChangeAsked = "change_asked",
        /// No.
        Refused = "refused",
    }
}

spelled! {
    /// In which way an answer reached us.
    AnswerWay {
        /// By the private link.
        Link = "link",
        /// By word, put on record by staff.
        Word = "word",
    }
}

spelled! {
    /// How somebody came by the private link of a complainant after the receipt.
    LinkWay {
        /// It was handed to them, to pass on.
        Given = "given",
        /// They told the number of the case and the telephone number that was left. Later
        /// versions show a page to read for that, and no link.
        NumberAndPhone = "number_and_phone",
    }
}

spelled! {
    /// How a case was settled (journey §§4, 7).
    SettledHow {
        /// A plan was accepted.
        PlanAccepted = "plan_accepted",
        /// The company gave its final answer.
        FinalAnswer = "final_answer",
        /// Nobody could be reached after all that was tried.
        Unreachable = "unreachable",
    }
}

spelled! {
    /// Who may answer for what happened (S4 ch. 5).
    ShareParty {
        /// The company.
        Company = "company",
        /// A supplier.
        Supplier = "supplier",
        /// The traveller.
        Traveller = "traveller",
        /// Somebody else.
        ThirdParty = "third_party",
        /// Nobody: force majeure.
        ForceMajeure = "force_majeure",
    }
}

spelled! {
    /// Grounds of a share; which party each is for, see [`ShareGround::is_of`].
    ShareGround {
        /// Company: integrity.
        Integrity = "integrity",
        /// Company: performance of contract.
        Performance = "performance",
        /// Company: safety.
        Safety = "safety",
        /// Company or supplier: service quality.
        ServiceQuality = "service_quality",
        /// Company or supplier: disclosure.
        Disclosure = "disclosure",
        /// Company or supplier: emergency handling.
        EmergencyHandling = "emergency_handling",
        /// Company: protection of consumer rights.
        ConsumerRights = "consumer_rights",
        /// Supplier: compliance.
        Compliance = "compliance",
        /// Supplier: quality assurance.
        QualityAssurance = "quality_assurance",
        /// Supplier: cooperation.
        Cooperation = "cooperation",
        /// Traveller or third party: own conduct.
        OwnConduct = "own_conduct",
        /// Force majeure: an event that nobody could prevent.
        UnavoidableEvent = "unavoidable_event",
    }
}

impl ShareGround {
    /// Whether a party can answer on this ground.
    pub const fn is_of(self, party: ShareParty) -> bool {
        match party {
            ShareParty::Company => matches!(
                self,
                Self::Integrity
                    | Self::Performance
                    | Self::Safety
                    | Self::ServiceQuality
                    | Self::Disclosure
                    | Self::EmergencyHandling
                    | Self::ConsumerRights
            ),
            ShareParty::Supplier => matches!(
                self,
                Self::Compliance
                    | Self::ServiceQuality
                    | Self::Disclosure
                    | Self::EmergencyHandling
                    | Self::QualityAssurance
                    | Self::Cooperation
            ),
            ShareParty::Traveller | ShareParty::ThirdParty => matches!(self, Self::OwnConduct),
            ShareParty::ForceMajeure => matches!(self, Self::UnavoidableEvent),
        }
    }
}
