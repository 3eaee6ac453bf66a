//! What somebody wants done to a case, in the imperative.

use super::event::{CaseReceived, Direction, MessageAct, PlanOption, Share, StartedClock};
use crate::Seq;
use crate::catalogue::{
    AnswerWay, Authority, Category, Cause, Channel, DateTopic, ErasureGround, ExtensionReason, Grade, HandlingType,
    LinkKind, Motive, Nature, ObjectorKind, PauseReason, PlanAnswer, ProceedingStep, RefusalGround, WhoseWord,
};
use crate::number::CaseNumber;
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};
use crate::triage::severity::Circumstance;
use crate::triage::strategy::Reach;

/// Wants a case taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// What the first event will say.
    pub received: CaseReceived,
    /// When the matter reached the company; now where it is not told.
    pub received_at: Option<Timestamp>,
    /// The case that this was a part of.
    pub origin: Option<Origin>,
}

/// The case that a new one was a part of, and what it has done for both.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Which case.
    pub number: CaseNumber,
    /// Promises that it has met, and when.
    pub met: Vec<(String, Timestamp)>,
    /// Who owns it.
    pub owner: Option<i64>,
}

/// Wants something done to a case that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Record what the clocks did by themselves until now, and nothing else.
    ReadClocks,
    /// Accept the case for handling.
    Accept,
    /// Do not accept it.
    Refuse {
        /// The ground, from the closed list.
        ground: RefusalGround,
        /// What the complainant is told.
        words: ContentRef,
    },
    /// Put words on record that came in or went out.
    RecordMessage {
        /// Which way.
        direction: Direction,
        /// By which way in or out.
        channel: Channel,
        /// Whether a program wrote it.
        automatic: bool,
        /// For a call or a talk: whether the two spoke with each other.
        reached: Option<bool>,
        /// What it did besides; `None` takes what is usual.
        acts: Option<Vec<MessageAct>>,
        /// For words that came in: when they reached the company, if not now.
        received_at: Option<Timestamp>,
        /// The words.
        words: ContentRef,
    },
    /// Write something for colleagues.
    AddNote {
        /// The words.
        words: ContentRef,
    },
    /// Make somebody the owner, or nobody.
    Assign {
        /// A member of staff, by number.
        owner: Option<i64>,
        /// The reason, needed where somebody else owned it.
        reason: Option<ContentRef>,
    },
    /// Say what it is about, how much it presses, how grave it is; only what
    /// is told changes.
    Triage(Box<Triage>),
    /// Put on record what was found out.
    RecordFinding {
        /// Whose word it is.
        whose: WhoseWord,
        /// When what was found happened.
        happened_at: Option<Timestamp>,
        /// The earlier finding that says otherwise.
        contradicts: Option<Seq>,
        /// What was found.
        words: ContentRef,
    },
    /// Name the causes: the facts are gathered.
    NameCauses {
        /// The root cause first.
        causes: Vec<Cause>,
        /// What it means, and the plan in mind.
        words: ContentRef,
    },
    /// Put a plan to the complainant.
    ProposePlan {
        /// The alternatives; one or more.
        options: Vec<PlanOption>,
        /// What the complainant is told.
        words: ContentRef,
    },
    /// Put on record what a complainant says to a plan.
    AnswerPlan {
        /// The version.
        version: i64,
        /// Who of a group, from 1.
        complainant: i64,
        /// What they say.
        answer: PlanAnswer,
        /// The alternative that is accepted, from 1.
        option: Option<i64>,
        /// In which way.
        way: AnswerWay,
        /// In their words.
        words: Option<ContentRef>,
    },
    /// One of a group goes on without us.
    LeaveGroup {
        /// Who, from 1.
        complainant: i64,
        /// Why.
        words: ContentRef,
    },
    /// Say the company's last word, telling the complainant.
    GiveFinalAnswer {
        /// Position, reasons, offer, ways outside.
        words: ContentRef,
    },
    /// Settle a case whose complainant cannot be reached after all that was tried.
    SettleUnreachable,
    /// Add a thing to do.
    AddMeasure {
        /// What.
        words: ContentRef,
        /// Who does it.
        owner: Option<i64>,
        /// By when.
        due_at: Option<Timestamp>,
    },
    /// Say that a measure is done.
    CompleteMeasure {
        /// Which.
        measure: i64,
        /// What shows it.
        proof: ContentRef,
    },
    /// Say that a measure is not needed any more.
    WaiveMeasure {
        /// Which.
        measure: i64,
        /// Why.
        reason: ContentRef,
    },
    /// Say who answers for what.
    SetResponsibility {
        /// The shares.
        shares: Vec<Share>,
    },
    /// Close the case with its result, telling the complainant.
    Resolve {
        /// The result notice.
        words: ContentRef,
    },
    /// Put on record whether the complainant is content.
    RecordSatisfaction {
        /// Whether they are.
        content: bool,
        /// From 1 to 5.
        rating: Option<i64>,
        /// In their words.
        words: Option<ContentRef>,
    },
    /// Take the matter up again.
    Reopen {
        /// Whether something new came up.
        new_facts: bool,
        /// Why.
        reason: ContentRef,
    },
    /// The complainant takes the matter back.
    Withdraw {
        /// Their words.
        words: ContentRef,
    },
    /// Seal the file.
    Archive {
        /// What went well, and what did not.
        summary: ContentRef,
    },
    /// Say how the case belongs to another one.
    Link {
        /// The other case.
        other: CaseNumber,
        /// How.
        how: LinkKind,
        /// Why.
        words: Option<ContentRef>,
    },
    /// Take a link back.
    Unlink {
        /// The other case.
        other: CaseNumber,
    },
    /// Let another case go on with this one.
    MergeInto {
        /// The case that goes on.
        into: CaseNumber,
        /// Why.
        words: ContentRef,
    },
    /// Go on with a case that was merged into this one, by the stricter due times.
    Absorb {
        /// The merged case.
        other: CaseNumber,
        /// When it reached the company.
        received_at: Timestamp,
        /// Its clocks, see [`super::decide::carried`].
        clocks: Vec<StartedClock>,
    },
    /// Let the case go its own way again.
    Unmerge {
        /// Promises that the other case has met meanwhile, and when.
        met: Vec<(String, Timestamp)>,
        /// Why.
        words: ContentRef,
    },
    /// Let a merged case go its own way again.
    Release {
        /// The case that was merged into this one.
        other: CaseNumber,
    },
    /// Let parts of the matter go on as cases of their own.
    Split {
        /// The new cases.
        parts: Vec<CaseNumber>,
        /// Why.
        words: ContentRef,
    },
    /// Attach a procedure outside the company.
    OpenProceeding(Box<OpenProceeding>),
    /// Put on record what happened in it.
    MoveProceeding {
        /// Which proceeding.
        proceeding: i64,
        /// What happened.
        step: ProceedingStep,
        /// Date of the document, now where it is not told.
        at: Option<Timestamp>,
        /// What it says.
        words: ContentRef,
    },
    /// Tell one of its dates.
    DateProceeding {
        /// Which proceeding.
        proceeding: i64,
        /// Which date.
        topic: DateTopic,
        /// The date.
        at: Timestamp,
        /// Where it was told.
        words: ContentRef,
    },
    /// Propose a nameless result for publication.
    ProposePublication {
        /// What it was about.
        matter: ContentRef,
        /// How it ended.
        result: ContentRef,
    },
    /// Decide on it, telling those concerned.
    DecidePublication {
        /// Whether it is published.
        publish: bool,
        /// What they are told, or why it is withheld.
        words: ContentRef,
    },
    /// Object to it.
    ObjectToPublication {
        /// Who does.
        by: ObjectorKind,
        /// Why.
        words: ContentRef,
    },
    /// Publish it.
    Publish,
    /// Let nothing of the case be deleted.
    SetHold {
        /// On what ground.
        words: ContentRef,
    },
    /// Let it be deleted again when its time is over.
    LiftHold {
        /// Why.
        words: ContentRef,
    },
    /// Stop the clocks that allow this reason, telling the complainant.
    PauseClocks {
        /// What we wait for.
        reason: PauseReason,
        /// When the pause ends by itself.
        end: PauseEnd,
        /// What the complainant was told.
        words: ContentRef,
    },
    /// Let every paused clock count again.
    ResumeClocks,
    /// Give the settlement more time, once, telling the complainant.
    ExtendSettlement {
        /// Why.
        reason: ExtensionReason,
        /// The new due time.
        due_at: Timestamp,
        /// What the complainant was told: the reason and the new date.
        words: ContentRef,
    },
    /// Say what is right where an entry was wrong.
    CorrectEntry {
        /// The entry.
        corrects: Seq,
        /// What is right.
        words: ContentRef,
    },
    /// Remove the words and personal data of the whole case.
    EraseContents {
        /// On what ground.
        ground: ErasureGround,
    },
    /// Bring running clocks to the newest versions of their promises and calendars.
    RetargetClocks,
}

/// A notice from outside, and what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenProceeding {
    /// Whose procedure.
    pub body: Authority,
    /// The law it follows, as `cn_tourism_complaint`; its version is that of the receipt.
    pub law: Option<String>,
    /// When the notice reached us, now where it is not told.
    pub received_at: Option<Timestamp>,
    /// By when it wants our answer.
    pub answer_due_at: Option<Timestamp>,
    /// Name of the body.
    pub name: ContentRef,
    /// Their number.
    pub reference: Option<ContentRef>,
    /// What it is about and what was received.
    pub words: ContentRef,
}

/// The parts of a triage; what is `None` stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Triage {
    /// What it is about and how it is handled.
    pub subject: Option<TriageSubject>,
    /// How much it presses.
    pub pressure: Option<Pressure>,
    /// How grave it is.
    pub judgement: Option<Judgement>,
    /// What becomes of a person's own grade.
    pub own_grade: Option<OwnGrade>,
    /// Why.
    pub reason: ContentRef,
}

/// What becomes of a person's own grade, which stands above the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnGrade {
    /// It stands until it is lifted.
    Set(Grade),
    /// The computed one counts again.
    Lift,
}

/// What a case is about and how it is handled.
#[derive(Clone, Debug, PartialEq)]
pub struct TriageSubject {
    /// The main category.
    pub category: Category,
    /// Any number of others.
    pub other_categories: Vec<Category>,
    /// How it is handled.
    pub handling_type: HandlingType,
    /// What moves the complainant.
    pub motives: Vec<Motive>,
}

/// How much a case presses, and which entry told so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressure {
    /// How much.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// The entry that carries the reason; the receipt is 1.
    pub carried_by: Seq,
}

/// What a person judges of severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The indicator of content, from 0 to 3.
    pub content: i64,
    /// The indicator of source; what the way in suggests where it is not told.
    pub source: Option<i64>,
    /// What sets a lowest grade by itself.
    pub circumstances: Vec<Circumstance>,
    /// What makes a general case more than the front line can carry.
    pub reach: Reach,
}

/// When a pause ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PauseEnd {
    /// At this time.
    At(Timestamp),
    /// After this much open time of a calendar.
    AfterWorking {
        /// The calendar, in its newest version.
        calendar: String,
        /// How much.
        time: Span,
    },
}
