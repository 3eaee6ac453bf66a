//! What somebody wants done to a case, in the imperative.

mod parts;

pub use parts::{
    Correcting, Erasing, Judgement, NewFile, ObjectionDecision, OpenProceeding, Origin, OwnGrade, PauseEnd, Pressure,
    Publishing, Question, Receipt, Restricting, SiteCheck, TakesPart, Telling, Triage, TriageSubject, Withdrawing,
    Words, Wrong,
};

use super::event::{
    CaseAbsorbed, MatterAdded, PassedOn, PersonDataGiven, PlanOption, RepresentationEnded, RepresentativeNamed, Share,
    StartedClock,
};
use crate::Seq;
use crate::catalogue::{
    AnswerWay, Cause, DateTopic, EscalationLevel, EvidenceKind, ExtensionReason, Item, Kind, LinkKind, LinkWay,
    PauseReason, PlanAnswer, Position, ProceedingStep, RefusalGround, WhoseWord,
};
use crate::number::CaseNumber;
use crate::record::ContentRef;
use crate::time::Timestamp;
use crate::triage::strategy::Duty;

/// Wants something done to a case that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Record what the clocks did by themselves until now, and nothing else.
    ReadClocks,
    /// Put more of the matter on record than the intake did.
    AddToMatter(Box<MatterAdded>),
    /// Put right how somebody is reached, of a case that takes nothing else in any more.
    CorrectContacts(Box<MatterAdded>),
    /// Say who acts for a complainant; the number 0 stands for the next.
    NameRepresentative(Box<RepresentativeNamed>),
    /// Say that somebody acts for a complainant no more, and since when.
    EndRepresentation {
        /// What ended, and why.
        ended: RepresentationEnded,
        /// When, where it was not now.
        at: Option<Timestamp>,
    },
    /// Accept the case for handling.
    Accept,
    /// Do not accept it.
    Refuse {
        /// The ground, from the closed list.
        ground: RefusalGround,
        /// What the complainant is told.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
    },
    /// Object to the refusal; once.
    ObjectToRefusal {
        /// Who of a group does, from 1.
        complainant: i64,
        /// Why.
        words: ContentRef,
    },
    /// Decide on that, telling the complainant.
    DecideObjection(ObjectionDecision),
    /// Put words on record that came in or went out.
    RecordMessage(Box<Words>),
    /// Confirm, as somebody else, a call or letter that was entered later.
    ConfirmEntry {
        /// The entry.
        entry: Seq,
        /// What shows it.
        words: Option<ContentRef>,
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
    /// Let it go up the chain.
    Escalate {
        /// How far.
        to: EscalationLevel,
        /// Why.
        words: ContentRef,
    },
    /// Restrict abusive contact to writing.
    RestrictContact {
        /// When it is looked at again.
        review_at: Timestamp,
        /// What happened.
        words: ContentRef,
    },
    /// Open every way again.
    FreeContact {
        /// Why.
        words: ContentRef,
    },
    /// Put a translation beside an entry.
    AddTranslation {
        /// The entry.
        of: Seq,
        /// The language it is in.
        language: String,
        /// The words.
        words: ContentRef,
    },
    /// Say that it is another kind of matter.
    ChangeKind {
        /// What it is.
        to: Kind,
        /// Why.
        reason: ContentRef,
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
    /// Ask a supplier or a department.
    AskQuestion(Box<Question>),
    /// Put their answer on record.
    AnswerQuestion {
        /// Which question.
        question: i64,
        /// Whether they confirm or dispute.
        position: Position,
        /// Their answer.
        words: ContentRef,
    },
    /// Let somebody near go and look.
    OrderSiteCheck(SiteCheck),
    /// Put on record what they saw.
    ReportSiteCheck {
        /// Which check.
        check: i64,
        /// What was seen.
        words: ContentRef,
    },
    /// Name evidence that disappears unless it is secured.
    NameEvidence {
        /// What kind.
        what: EvidenceKind,
        /// Where it is.
        words: ContentRef,
    },
    /// Say that it is safe.
    SecureEvidence {
        /// Which evidence.
        evidence: i64,
        /// Where it is kept.
        words: ContentRef,
    },
    /// Say that it is gone.
    LoseEvidence {
        /// Which evidence.
        evidence: i64,
        /// Why.
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
        /// How it came to them.
        how: Telling,
        /// To whom of a group; to all where nobody is named.
        complainants: Vec<i64>,
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
        /// When they said it, where it is written down later.
        happened_at: Option<Timestamp>,
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
        /// How it came to them.
        how: Telling,
        /// To whom of a group; to all where nobody is named.
        complainants: Vec<i64>,
    },
    /// Settle a case whose complainant cannot be reached after all that was tried.
    SettleUnreachable,
    /// Add a thing to do.
    AddMeasure {
        /// What, in words of one's own.
        words: Option<ContentRef>,
        /// Which of the usual measures of its handling type.
        template: Option<String>,
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
    /// Tell the complainant the result.
    GiveResultNotice {
        /// The whole notice.
        words: ContentRef,
        /// What we changed because of it, where that was told by itself.
        changed: Option<ContentRef>,
        /// How it came to them.
        how: Telling,
        /// To whom of a group; to all where nobody is named.
        complainants: Vec<i64>,
    },
    /// Close the case.
    Resolve {
        /// What is said at it, where anything is.
        words: Option<ContentRef>,
        /// How it came to them.
        how: Telling,
    },
    /// Put on record whether the complainant is content.
    RecordSatisfaction {
        /// Whether they are.
        content: bool,
        /// From 1 to 5.
        rating: Option<i64>,
        /// In their words.
        words: Option<ContentRef>,
        /// When they said it, where it is written down later.
        happened_at: Option<Timestamp>,
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
        /// Items of the record that are neither filled nor said not to be given.
        missing: Vec<Item>,
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
    Absorb(Box<CaseAbsorbed>),
    /// Note where something stands that was said to this merged case.
    PassOn(PassedOn),
    /// Let the case go its own way again.
    Unmerge {
        /// Promises that the other case has met meanwhile, and when.
        met: Vec<(String, Timestamp)>,
        /// Clocks that run there since by words to this case, and when they were met,
        /// see [`super::decide::brought_back`].
        brought: Vec<(StartedClock, Option<Timestamp>)>,
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
    /// Publish a nameless result, step by step.
    Publication(Publishing),
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
        /// Whether a lead says so.
        by_lead: bool,
        /// What the complainant was told.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
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
        /// How it came to them.
        how: Telling,
    },
    /// Say what is right where an entry was wrong.
    CorrectEntry(Correcting),
    /// Remove what was wrong.
    EraseWrong(Wrong),
    /// Remove the words and personal data of the case, as far as they may go.
    EraseContents(Erasing),
    /// Say who may see what is kept.
    Restriction(Restricting),
    /// Hand out a copy of a person's data.
    GivePersonData(PersonDataGiven),
    /// Let files belong to the case.
    AttachFiles {
        /// The entry they belong to.
        about: Option<Seq>,
        /// The files, which lie where they are kept.
        files: Vec<NewFile>,
    },
    /// Say whether a file is the scan of an identity paper.
    MarkFile {
        /// Which file, from 1.
        file: i64,
        /// Whether it is one.
        is_paper: bool,
    },
    /// Say that what the strategy asks for was done.
    FulfilDuty {
        /// Which duty.
        duty: Duty,
        /// Who takes part by it.
        staff: Option<TakesPart>,
        /// When it was, of a review.
        at: Option<Timestamp>,
        /// What was done.
        words: ContentRef,
    },
    /// Say that what the strategy asks for is not needed here.
    WaiveDuty {
        /// Which duty.
        duty: Duty,
        /// Why.
        reason: ContentRef,
    },
    /// Say what a member of staff answers for.
    NameStaffResponsibility {
        /// Who, and for what.
        details: ContentRef,
    },
    /// Take a step of the procedure.
    TakeStep {
        /// Which.
        step: String,
        /// What was done.
        words: Option<ContentRef>,
    },
    /// Give the case to another unit, or to none.
    MoveToUnit {
        /// The unit by its reference.
        unit: Option<String>,
        /// The reason, needed where another unit had it.
        reason: Option<ContentRef>,
    },
    /// Give a complainant a new private link.
    RenewLink {
        /// Which complainant, from 1.
        complainant: i64,
    },
    /// Hand out the private link of a complainant that is in force.
    HandOutLink {
        /// Which complainant, from 1.
        complainant: i64,
        /// How whoever gets it comes by it.
        way: LinkWay,
    },
    /// Put on record that rules set each other off for too long.
    StopRules {
        /// Those that would have gone on.
        rules: Vec<i64>,
        /// How long the chain was.
        depth: i64,
    },
    /// Bring running clocks and the grade to the newest versions of what the company has set.
    FollowPolicies,
}
