//! Facts of a case, in the past tense. They hold no words and no personal
//! field: those are [`ContentRef`]s to bodies kept apart.

mod additions;
mod clocks;
mod connections;
mod ending;
mod errands;
mod files;
mod handling;
mod keeping;
mod proceedings;
mod publication;
mod receipt;
mod team;
mod triage;
mod words;

pub use additions::{MatterAdded, RepresentationEnded, RepresentativeNamed, ToldOfComplainant};
pub use clocks::{
    ClockBreached, ClockEnded, ClockEnteredLate, ClockExtended, ClockMet, ClockName, ClockPaused, ClockReopened,
    ClockRestored, ClockResumed, ClockRetargeted, ClockWarned, ClocksPartlyMet, ClocksStarted, LeftOut, Meanwhile,
    RetargetCause, StartedClock, Target,
};
pub use connections::{
    CaseAbsorbed, CaseMerged, CaseReleased, CaseSplit, CaseUnmerged, CasesLinked, LinkRemoved, Party, PassedOn, Via,
    named,
};
pub use ending::{
    CaseArchived, CaseReopened, CaseResolved, CaseSettled, CaseWithdrawn, FinalAnswerGiven, ReopenCause,
    ResultNoticeGiven, SatisfactionTold,
};
pub use errands::{
    EvidenceLost, EvidenceNamed, EvidenceSecured, QuestionAnswered, QuestionAsked, SiteCheckOrdered, SiteCheckReported,
};
pub use files::{FileAttached, FileMarked};
pub use handling::{
    CaseAssigned, CaseEscalated, CausesFound, ComplainantLeft, ContactFreed, ContactRestricted, FindingRecorded,
    MeasureAdded, MeasureDone, MeasureWaived, PlanAnswered, PlanOption, PlanProposed, PlannedMeasure,
    ResponsibilitySet, Share,
};
pub use keeping::{
    ContentsErased, Extract, Kept, PersonDataGiven, PersonOfCase, ProcessingRestricted, RestrictedSeen,
    RestrictionLifted,
};
pub use proceedings::{ExpectedDate, ProceedingDated, ProceedingMoved, ProceedingOpened};
pub use publication::{
    CasePublished, HoldLifted, HoldSet, PublicationDecided, PublicationObjected, PublicationProposed,
    PublicationSupplierTold, PublicationWithdrawn,
};
pub use receipt::{CaseAccepted, CaseReceived, CaseRefused, Complainant, History, ObjectionDecided, RefusalObjected};
pub use team::{
    DutyFulfilled, DutyWaived, LinkHandedOut, LinkRenewed, RulesStopped, StaffResponsibilityNamed, StepTaken,
    UnitChanged,
};
pub use triage::{AssessmentCause, CaseTriaged, KindChanged, NatureSet, SeverityAssessed};
pub use words::{
    Direction, EntryConfirmed, EntryCorrected, MessageAct, MessageRecorded, NoteAdded, Told, TranslationAdded,
};

use crate::Seq;
use crate::actor::Actor;
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

/// A fact that a decision adds, before it has a place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// When it took effect; not later than it is recorded.
    pub effective_at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// A fact in its place in the record of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place.
    pub seq: Seq,
    /// Who did it.
    pub actor: Actor,
    /// When it was written.
    pub recorded_at: Timestamp,
    /// When it took effect.
    pub effective_at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// Why a stored payload cannot be read.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// This program does not know the kind in that version.
    #[error("unknown event {kind} version {version}")]
    Unknown {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: i64,
    },
    /// The payload is not what its kind and version say.
    #[error("payload of {kind} version {version}: {source}")]
    Payload {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: i64,
        /// What the reader found.
        source: serde_json::Error,
    },
}

/// What a kind of fact says of its payload. A new meaning gets a new version,
/// and a way to lift what was written before.
trait Payload {
    /// The version that is written now.
    const VERSION: i64 = 1;

    /// Lifts a payload of an older version to the present one.
    fn lift(_version: i64, payload: Value) -> Value {
        payload
    }

    /// The bodies kept apart that it refers to, in the order of their slots.
    fn contents(&self) -> Vec<ContentRef> {
        Vec::new()
    }
}

/// Reads a payload of a version that there was; none of another.
fn read<T: Payload + DeserializeOwned>(version: i64, payload: &str) -> Option<serde_json::Result<T>> {
    if version == T::VERSION {
        return Some(serde_json::from_str(payload));
    }
    let lifted = || serde_json::from_value(T::lift(version, serde_json::from_str(payload)?));
    (1..T::VERSION).contains(&version).then(lifted)
}

/// Declares the kinds of events with their names.
macro_rules! facts {
    ($($(#[$meta:meta])* $variant:ident = $kind:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact { $($(#[$meta])* $variant($variant)),+ }

        impl Fact {
            /// The names of all kinds, as stored.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The name of the kind, as stored.
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind),+ }
            }

            /// The version of the payload that [`Self::encode`] writes.
            pub const fn version(&self) -> i64 {
                match self { $(Self::$variant(_) => <$variant as Payload>::VERSION),+ }
            }

            /// The bodies that this fact refers to.
            pub fn contents(&self) -> Vec<ContentRef> {
                match self { $(Self::$variant(fact) => fact.contents()),+ }
            }

            /// The payload as it is stored.
            pub fn encode(&self) -> String {
                let text = match self { $(Self::$variant(fact) => serde_json::to_string(fact)),+ };
                text.expect("facts hold only strings, numbers and lists, which always serialise")
            }

            /// Reads a stored payload of any version ever written.
            pub fn decode(kind: &str, version: i64, payload: &str) -> Result<Self, DecodeError> {
                let unknown = || DecodeError::Unknown { kind: kind.to_owned(), version };
                let read = match kind {
                    $($kind => read::<$variant>(version, payload).ok_or_else(unknown)?.map(Self::$variant),)+
                    _ => return Err(unknown()),
                };
                read.map_err(|source| DecodeError::Payload { kind: kind.to_owned(), version, source })
            }
        }

        $(impl From<$variant> for Fact {
            fn from(fact: $variant) -> Self { Self::$variant(fact) }
        })+
    };
}

impl Fact {
    /// Whether it tells what clocks did.
    pub fn is_of_clocks(&self) -> bool {
        self.kind().starts_with("clock")
    }

    /// The merged case by way of which it came, and from whom there.
    pub const fn via(&self) -> Option<Via> {
        match self {
            Self::MessageRecorded(f) => f.via,
            Self::NoteAdded(f) => f.via,
            Self::PlanAnswered(f) => f.via,
            Self::ComplainantLeft(f) => f.via,
            Self::SatisfactionTold(f) => f.via,
            Self::FileAttached(f) => f.via,
            Self::RefusalObjected(f) => f.via,
            Self::PublicationObjected(f) => f.via,
            _ => None,
        }
    }

    /// Who says it, of an entry that somebody's act has brought: that a clock has run out,
    /// or is about to, the program says, whoever's act let it look.
    pub const fn said_by(&self, actor: Actor) -> Actor {
        match self {
            Self::ClockBreached(_) | Self::ClockWarned(_) => Actor::System,
            _ => actor,
        }
    }
}

facts! {
    /// A case was taken in.
    CaseReceived = "case_received",
    /// More was told of the matter than at the intake, or more joined it.
    MatterAdded = "matter_added",
    /// Somebody acts for a complainant.
    RepresentativeNamed = "representative_named",
    /// Somebody acts for a complainant no more.
    RepresentationEnded = "representation_ended",
    /// Promises began to run.
    ClocksStarted = "clocks_started",
    /// A clock stopped counting until a planned end.
    ClockPaused = "clock_paused",
    /// A clock counts again.
    ClockResumed = "clock_resumed",
    /// A clock got another limit, start, promise version or calendar version.
    ClockRetargeted = "clock_retargeted",
    /// A lead gave a clock more time, once.
    ClockExtended = "clock_extended",
    /// Half or four fifths of the time has passed.
    ClockWarned = "clock_warned",
    /// What was promised happened.
    ClockMet = "clock_met",
    /// What was promised happened for some of a group; the others wait for it still.
    ClocksPartlyMet = "clocks_partly_met",
    /// The due time passed without it.
    ClockBreached = "clock_breached",
    /// What a broken clock waited for had happened in time, and was entered later.
    ClockEnteredLate = "clock_entered_late",
    /// A clock ended without being met or broken.
    ClockEnded = "clock_ended",
    /// A clock that a merge had ended goes on as if it had never stopped.
    ClockRestored = "clock_restored",
    /// What had met a clock did not happen: it counts again.
    ClockReopened = "clock_reopened",
    /// The case was accepted for handling.
    CaseAccepted = "case_accepted",
    /// The case was not accepted.
    CaseRefused = "case_refused",
    /// A complainant objects to the refusal.
    RefusalObjected = "refusal_objected",
    /// The objection was decided.
    ObjectionDecided = "objection_decided",
    /// Words went out or came in.
    MessageRecorded = "message_recorded",
    /// A colleague wrote something for colleagues.
    NoteAdded = "note_added",
    /// Somebody became the owner, or nobody.
    CaseAssigned = "case_assigned",
    /// Another unit has the case, or none.
    UnitChanged = "unit_changed",
    /// A file belongs to it.
    FileAttached = "file_attached",
    /// A file was said to be the scan of an identity paper, or not to be one.
    FileMarked = "file_marked",
    /// What its strategy asks for was done.
    DutyFulfilled = "duty_fulfilled",
    /// What its strategy asks for is not needed here.
    DutyWaived = "duty_waived",
    /// A step of its procedure was taken.
    StepTaken = "step_taken",
    /// A member of staff answers for something; for those who have the right to know.
    StaffResponsibilityNamed = "staff_responsibility_named",
    /// A complainant got a new private link; who did it was handed it.
    LinkRenewed = "link_renewed",
    /// Somebody was handed the private link of a complainant that is in force.
    LinkHandedOut = "link_handed_out",
    /// Rules that set each other off were stopped.
    RulesStopped = "rules_stopped",
    /// It goes up the chain.
    CaseEscalated = "case_escalated",
    /// Abusive contact is restricted to writing; rights and clocks stay.
    ContactRestricted = "contact_restricted",
    /// Every way is open again.
    ContactFreed = "contact_freed",
    /// A translation stands beside an entry.
    TranslationAdded = "translation_added",
    /// It is another kind of matter than was thought.
    KindChanged = "kind_changed",
    /// The case presses otherwise than was thought.
    NatureSet = "nature_set",
    /// A person said what it is about and how it is handled.
    CaseTriaged = "case_triaged",
    /// How grave the case is was judged, or judged anew.
    SeverityAssessed = "severity_assessed",
    /// Something was found out.
    FindingRecorded = "finding_recorded",
    /// A supplier or department was asked.
    QuestionAsked = "question_asked",
    /// They answered.
    QuestionAnswered = "question_answered",
    /// Somebody near goes and looks.
    SiteCheckOrdered = "site_check_ordered",
    /// They have looked.
    SiteCheckReported = "site_check_reported",
    /// There is evidence that disappears.
    EvidenceNamed = "evidence_named",
    /// It is safe.
    EvidenceSecured = "evidence_secured",
    /// It is gone.
    EvidenceLost = "evidence_lost",
    /// The causes were named; the facts are gathered.
    CausesFound = "causes_found",
    /// A plan was put to the complainant.
    PlanProposed = "plan_proposed",
    /// A complainant answered a plan.
    PlanAnswered = "plan_answered",
    /// One of a group goes on without us.
    ComplainantLeft = "complainant_left",
    /// Something has to be done.
    MeasureAdded = "measure_added",
    /// It was done.
    MeasureDone = "measure_done",
    /// It is not needed any more.
    MeasureWaived = "measure_waived",
    /// Who answers for what.
    ResponsibilitySet = "responsibility_set",
    /// The company said its last word.
    FinalAnswerGiven = "final_answer_given",
    /// A plan is accepted, or the last word is said.
    CaseSettled = "case_settled",
    /// The complainant was told the result in writing.
    ResultNoticeGiven = "result_notice_given",
    /// Everything is done and told.
    CaseResolved = "case_resolved",
    /// The complainant said whether they are content.
    SatisfactionTold = "satisfaction_told",
    /// The matter is taken up again.
    CaseReopened = "case_reopened",
    /// The complainant took the matter back.
    CaseWithdrawn = "case_withdrawn",
    /// The file is sealed.
    CaseArchived = "case_archived",
    /// The case belongs to another one.
    CasesLinked = "cases_linked",
    /// It does not after all.
    LinkRemoved = "link_removed",
    /// Another case goes on with this one.
    CaseMerged = "case_merged",
    /// This case goes on with another one.
    CaseAbsorbed = "case_absorbed",
    /// The case goes its own way again.
    CaseUnmerged = "case_unmerged",
    /// Another case goes its own way again.
    CaseReleased = "case_released",
    /// Words to this merged case stand in the one that goes on.
    PassedOn = "passed_on",
    /// Parts of the matter go on as cases of their own.
    CaseSplit = "case_split",
    /// A procedure outside the company runs.
    ProceedingOpened = "proceeding_opened",
    /// Something happened in it.
    ProceedingMoved = "proceeding_moved",
    /// One of its dates was told.
    ProceedingDated = "proceeding_dated",
    /// A nameless result was written for publication.
    PublicationProposed = "publication_proposed",
    /// A manager decided on it.
    PublicationDecided = "publication_decided",
    /// A supplier concerned was told of it, and may object.
    PublicationSupplierTold = "publication_supplier_told",
    /// Somebody concerned objects to it.
    PublicationObjected = "publication_objected",
    /// It is published.
    CasePublished = "case_published",
    /// It is public no more.
    PublicationWithdrawn = "publication_withdrawn",
    /// Nothing of the case may be deleted.
    HoldSet = "hold_set",
    /// That ground is gone.
    HoldLifted = "hold_lifted",
    /// Somebody else confirms an entry that was made later.
    EntryConfirmed = "entry_confirmed",
    /// An earlier entry was wrong; this one says how, or that it did not happen at all.
    EntryCorrected = "entry_corrected",
    /// It is kept, and shown to nobody but who must.
    ProcessingRestricted = "processing_restricted",
    /// It is shown again to everybody who works on cases.
    RestrictionLifted = "restriction_lifted",
    /// Somebody who must has opened it while it was under restriction.
    RestrictedSeen = "restricted_seen",
    /// A copy of a person's data was handed out.
    PersonDataGiven = "person_data_given",
    /// Bodies were removed on a lawful ground.
    ContentsErased = "contents_erased",
}
