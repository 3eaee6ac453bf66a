//! The parts of commands that say much at once.

use super::Command;
use crate::Seq;
use crate::case::event::{CaseReceived, Direction, Extract, MessageAct, Told};
use crate::case::of_one::OfOne;
use crate::catalogue::{
    Authority, Category, Channel, ErasureGround, Grade, HandlingType, Motive, Nature, ObjectorKind, Respondent,
    RestrictionGround,
};
use crate::number::CaseNumber;
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};
use crate::triage::severity::Circumstance;
use crate::triage::strategy::Reach;
use jiff::civil::Date;

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
    /// When the complainant last heard from us.
    pub heard_at: Option<Timestamp>,
    /// Who owns it.
    pub owner: Option<i64>,
}

/// Words that came in or went out.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Which way.
    pub direction: Direction,
    /// By which way in or out.
    pub channel: Channel,
    /// Whether a program wrote it.
    pub automatic: bool,
    /// For a call or a talk: whether the two spoke with each other.
    pub reached: Option<bool>,
    /// For words of ours: how they came to the complainant; `None` takes what
    /// can be said of the channel by itself.
    pub told: Option<Told>,
    /// The entry on their page that is told by it.
    pub tells: Option<Seq>,
    /// What it did besides; `None` takes what is usual.
    pub acts: Option<Vec<MessageAct>>,
    /// For words that came in: when they reached the company, if not now.
    pub received_at: Option<Timestamp>,
    /// For a call or letter of ours that is entered later: when it was.
    pub happened_at: Option<Timestamp>,
    /// The language they are in.
    pub language: Option<String>,
    /// For words that went out: when they hear from us next.
    pub next_word_at: Option<Timestamp>,
    /// Whether it was night then where the traveller is.
    pub at_night: bool,
    /// Why they were rung up all the same.
    pub night: Option<ContentRef>,
    /// Whom of a group they are for, or whose they are; nobody is named for all.
    pub complainants: Vec<i64>,
    /// Why they were rung up although contact is restricted to writing, where that was done.
    pub despite: Option<ContentRef>,
    /// The words.
    pub words: ContentRef,
}

/// How what an act says to the complainant came to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// How; `None` puts it on their page and no more.
    pub told: Option<Told>,
    /// By which way; `None` takes the one that they used last, where it fits.
    pub channel: Option<Channel>,
    /// Whether it is night where the traveller is.
    pub at_night: bool,
    /// Why they were rung up all the same.
    pub night: Option<ContentRef>,
    /// Why they were rung up although contact is restricted to writing, where that was done.
    pub despite: Option<ContentRef>,
    /// When it was, where it is written down later.
    pub happened_at: Option<Timestamp>,
}

/// A member of staff who takes part in a case by a duty, with what their role lets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakesPart {
    /// Who, by number.
    pub staff: i64,
    /// Whether they lead a desk.
    pub leads: bool,
    /// Whether they decide as a manager does.
    pub manages: bool,
}

/// A question to somebody outside the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Who is asked.
    pub respondent: Respondent,
    /// The supplier or unit, by its reference.
    pub to: String,
    /// The working calendar of a unit, where it has its own.
    pub calendar: Option<String>,
    /// The facts they need, and the question.
    pub words: ContentRef,
}

/// An order to go and look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteCheck {
    /// Who goes there.
    pub owner: Option<i64>,
    /// By when.
    pub due_at: Timestamp,
    /// The place.
    pub place: ContentRef,
    /// What is looked at.
    pub words: ContentRef,
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
    /// Whether a lead says so.
    pub by_lead: bool,
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

/// A file that lies where files are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its type by its content.
    pub media_type: String,
    /// Its length.
    pub bytes: i64,
    /// Its name, its hash and where it lies.
    pub details: ContentRef,
    /// Whether it is the scan of an identity paper.
    pub is_paper: bool,
}

/// Wants words and personal data removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasing {
    /// On what ground.
    pub ground: ErasureGround,
    /// Whether the case names a booking, which no event says.
    pub booked: bool,
    /// The last day of what was booked, where that is known.
    pub last_day: Option<Date>,
    /// What would stay of bodies that hold more than proves a transaction; those of
    /// bodies that go altogether are not used.
    pub extracts: Vec<Extract>,
    /// The entries that it is about; all of them where none stands here. Those of a
    /// merged case in another one go with that case, and restrict nobody else.
    pub only: Option<Vec<Seq>>,
    /// Whose data it is about, of several who complain; the whole case where it is nobody's.
    pub of_one: Option<OfOne>,
    /// Whether it was done before and is done again on a restored backup, whose
    /// settings may be older.
    pub again: bool,
}

impl Erasing {
    /// Of a case that names no booking.
    pub const fn on(ground: ErasureGround) -> Self {
        Self { ground, booked: false, last_day: None, extracts: Vec::new(), only: None, of_one: None, again: false }
    }
}

/// A step on the way of a nameless result to the public page (journey §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publishing {
    /// Propose it.
    Propose {
        /// What it was about.
        matter: ContentRef,
        /// How it ended.
        result: ContentRef,
    },
    /// Decide on it, telling the complainant.
    Decide {
        /// Whether it is published.
        publish: bool,
        /// What they are told, or why it is withheld.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
    },
    /// Put on record that a supplier concerned was told of it.
    TellSupplier {
        /// How it came to them.
        channel: Channel,
        /// What they were told, and who of them took it.
        words: ContentRef,
    },
    /// Object to it.
    Object {
        /// Who does.
        by: ObjectorKind,
        /// Why.
        words: ContentRef,
    },
    /// Put it on the public page.
    Release,
}

/// Says who may see what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restricting {
    /// Nobody but who must.
    Put {
        /// On what ground.
        ground: RestrictionGround,
        /// Until when it must be kept, where an erasure was refused.
        until: Option<Timestamp>,
        /// What was asked and why.
        words: Option<ContentRef>,
    },
    /// Everybody again who works on cases.
    Lift {
        /// Why.
        words: Option<ContentRef>,
    },
    /// Somebody who must, now.
    See {
        /// Why they must.
        words: ContentRef,
    },
}

impl Command {
    /// Whether it is about what is kept and who may see it, which needs no sight of
    /// what is under restriction.
    pub const fn is_of_restriction(&self) -> bool {
        matches!(self, Self::EraseContents(_) | Self::Restriction(_) | Self::GivePersonData(_))
    }

    /// Whether it is said to whoever handles the matter: to a merged case, it is said
    /// to the one that goes on.
    pub const fn is_said_to_the_matter(&self) -> bool {
        matches!(
            self,
            Self::RecordMessage(_)
                | Self::AddNote { .. }
                | Self::AnswerPlan { .. }
                | Self::LeaveGroup { .. }
                | Self::RecordSatisfaction { .. }
                | Self::AttachFiles { .. }
                | Self::ObjectToRefusal { .. }
                | Self::Publication(Publishing::Object { .. })
        )
    }

    /// Who of those who complain says it, where it tells that; from 1.
    pub fn said_by(&self) -> Option<i64> {
        match self {
            Self::RecordMessage(words) => words.complainants.first().copied(),
            Self::AnswerPlan { complainant, .. }
            | Self::LeaveGroup { complainant, .. }
            | Self::ObjectToRefusal { complainant, .. } => Some(*complainant),
            _ => None,
        }
    }
}

/// Bodies that were wrong and go, because what is right is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The bodies, by event and slot.
    pub bodies: Vec<(Seq, i64)>,
    /// What of them was right, in their place.
    pub extracts: Vec<Extract>,
}

/// What is right where an entry was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correcting {
    /// The entry.
    pub corrects: Seq,
    /// What is right, for colleagues.
    pub words: ContentRef,
    /// Where what it says did not happen at all: who says so.
    pub withdraws: Option<Withdrawing>,
}

/// That what an entry says did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawing {
    /// What the complainant reads of it, where they read anything.
    pub for_page: Option<ContentRef>,
    /// Whether a lead says so.
    pub by_lead: bool,
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

/// What was decided on an objection to a refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectionDecision {
    /// Whether the case is taken up after all.
    pub upheld: bool,
    /// The reasons.
    pub words: ContentRef,
    /// How they came to the complainant.
    pub how: Telling,
    /// Whether the company has nobody else who may decide.
    pub alone: bool,
}
