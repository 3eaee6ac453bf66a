//! What can be wanted in this room.

use crate::Seq;
use crate::catalogue::{Category, Grade, HandlingType, Kind, Motive, Nature};
use crate::record::ContentRef;
use crate::triage::severity::Circumstance;
use crate::triage::strategy::ImpactScope;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum TriageCommand {
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
}

/// The parts of a triage; what is `None` stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Triage {
    /// What it is about and how it is handled.
    pub subject: Option<TriageSubject>,
    /// How much it presses.
    pub pressure: Option<PriorityChange>,
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
pub struct PriorityChange {
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
    pub reach: ImpactScope,
}
