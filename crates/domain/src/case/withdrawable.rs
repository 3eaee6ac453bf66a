//! Which entries can be withdrawn because what they say did not happen. One can be that
//! is somebody's word that something was said, found or done, by us or by those who
//! complain. What the program did
//! itself happened as it says; what a person decided is put right by deciding anew, on
//! record and with its own consequences (journey §1, "Rules of the record").

use super::event::{Event, Fact};
use crate::actor::Actor;
use crate::catalogue::SettledHow;

/// What puts an untrue entry right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutRight {
    /// It is withdrawn.
    Withdrawing,
    /// It is withdrawn by a lead, whose word it is.
    WithdrawingByLead,
    /// It is withdrawn while the case is open; an ended one is taken up again first.
    WithdrawingWhileOpen,
    /// What it rests on is withdrawn, if that is somebody's word; else another act.
    WithWhatItRestsOn(&'static str),
    /// Another act, by its resource in the API.
    By(&'static str),
    /// Nothing: the program itself did what it says.
    Nothing,
    /// Nothing: whoever complains has written it themselves.
    Theirs,
    /// Nothing: a correction is corrected by another one, and what was withdrawn is put
    /// on record again, with its own time.
    Again,
}

/// What puts an entry right that is not true.
pub fn put_right(event: &Event) -> PutRight {
    match (event.actor, of(&event.fact)) {
        (_, follows @ PutRight::WithWhatItRestsOn(_)) => follows,
        (Actor::Complainant(_), _) => PutRight::Theirs,
        (_, other) => other,
    }
}

/// The same of every kind of entry, whoever wrote it. None is left out, so that a new
/// kind is thought of.
#[allow(clippy::too_many_lines, reason = "a line for each kind of entry, and no rule of its own")]
const fn of(fact: &Fact) -> PutRight {
    match fact {
        // Somebody's word that something was said, found or done.
        Fact::MessageRecorded(_)
        | Fact::NoteAdded(_)
        | Fact::TranslationAdded(_)
        | Fact::FindingRecorded(_)
        | Fact::QuestionAnswered(_)
        | Fact::SiteCheckReported(_)
        | Fact::EvidenceSecured(_)
        | Fact::EvidenceLost(_)
        | Fact::DutyFulfilled(_)
        | Fact::StepTaken(_)
        | Fact::EntryConfirmed(_)
        | Fact::PublicationSupplierTold(_)
        | Fact::ProceedingMoved(_)
        // Their word, as somebody of ours took it down.
        | Fact::PlanAnswered(_)
        | Fact::ComplainantLeft(_)
        | Fact::RefusalObjected(_)
        | Fact::SatisfactionTold(_)
        | Fact::CaseWithdrawn(_) => PutRight::Withdrawing,
        Fact::MeasureDone(_) => PutRight::WithdrawingWhileOpen,
        // That nobody could be reached is the word of a lead; agreement is theirs.
        Fact::CaseSettled(f) => match f.how {
            SettledHow::Unreachable => PutRight::WithdrawingByLead,
            SettledHow::PlanAccepted | SettledHow::FinalAnswer => PutRight::WithWhatItRestsOn("reopening"),
        },
        Fact::CaseReopened(_) => PutRight::WithWhatItRestsOn("resolution"),

        // What was told of the matter, and who speaks for whom.
        Fact::MatterAdded(_) => PutRight::By("additions"),
        Fact::RepresentativeNamed(_) => PutRight::By("representation_ends"),
        Fact::RepresentationEnded(_) => PutRight::By("representatives"),

        // What was begun and ends by an act of its own.
        Fact::QuestionAsked(_) => PutRight::By("question_answer"),
        Fact::SiteCheckOrdered(_) => PutRight::By("site_check_report"),
        Fact::EvidenceNamed(_) => PutRight::By("evidence_loss"),
        Fact::MeasureAdded(_) => PutRight::By("measure_waiver"),
        Fact::ProceedingOpened(_) => PutRight::By("proceeding_steps"),
        Fact::HoldSet(_) => PutRight::By("hold_release"),
        Fact::ContactRestricted(_) => PutRight::By("contact_release"),
        Fact::ProcessingRestricted(_) => PutRight::By("restriction_release"),
        Fact::CasesLinked(_) => PutRight::By("link_removals"),
        Fact::CaseMerged(_) | Fact::CaseAbsorbed(_) => PutRight::By("unmerge"),

        // What was decided, and is decided anew.
        Fact::DutyWaived(_) => PutRight::By("duties"),
        Fact::MeasureWaived(_) => PutRight::By("measures"),
        Fact::CausesFound(_) => PutRight::By("causes"),
        Fact::PlanProposed(_) => PutRight::By("plans"),
        Fact::ResponsibilitySet(_) => PutRight::By("responsibility"),
        Fact::StaffResponsibilityNamed(_) => PutRight::By("staff_responsibility"),
        Fact::CaseAssigned(_) => PutRight::By("assignment"),
        Fact::UnitChanged(_) => PutRight::By("unit"),
        Fact::CaseEscalated(_) => PutRight::By("notes"),
        Fact::ContactFreed(_) => PutRight::By("contact_restriction"),
        Fact::KindChanged(_) => PutRight::By("kind"),
        Fact::NatureSet(_) | Fact::CaseTriaged(_) | Fact::SeverityAssessed(_) => PutRight::By("triage"),
        Fact::ProceedingDated(_) => PutRight::By("proceeding_dates"),
        Fact::HoldLifted(_) => PutRight::By("hold"),
        Fact::RestrictionLifted(_) => PutRight::By("restriction"),
        Fact::LinkRemoved(_) => PutRight::By("links"),
        Fact::CaseUnmerged(_) | Fact::CaseReleased(_) | Fact::CaseSplit(_) => PutRight::By("merge"),

        // Where the case stands, and moves on from.
        Fact::CaseAccepted(_) => PutRight::By("acceptance"),
        Fact::CaseRefused(_)
        | Fact::ObjectionDecided(_)
        | Fact::FinalAnswerGiven(_)
        | Fact::CaseResolved(_)
        | Fact::CaseArchived(_) => PutRight::By("reopening"),
        Fact::ResultNoticeGiven(_) => PutRight::By("result_notice"),
        Fact::PublicationProposed(_) | Fact::PublicationObjected(_) => PutRight::By("publication_decision"),
        Fact::PublicationDecided(_) | Fact::CasePublished(_) => PutRight::By("publication_objections"),

        Fact::EntryCorrected(f) if f.withdraws => PutRight::Again,
        // A file that does not belong here is erased by a correction.
        Fact::EntryCorrected(_) | Fact::FileAttached(_) => PutRight::By("corrections"),
        Fact::FileMarked(_) => PutRight::By("file_mark"),

        // What the program did itself.
        Fact::CaseReceived(_)
        | Fact::ClocksStarted(_)
        | Fact::ClockPaused(_)
        | Fact::ClockResumed(_)
        | Fact::ClockRetargeted(_)
        | Fact::ClockExtended(_)
        | Fact::ClockWarned(_)
        | Fact::ClockMet(_)
        | Fact::ClocksPartlyMet(_)
        | Fact::ClockBreached(_)
        | Fact::ClockEnteredLate(_)
        | Fact::ClockEnded(_)
        | Fact::ClockRestored(_)
        | Fact::ClockReopened(_)
        | Fact::LinkRenewed(_)
        | Fact::LinkHandedOut(_)
        | Fact::RulesStopped(_)
        | Fact::PassedOn(_)
        | Fact::PublicationWithdrawn(_)
        | Fact::RestrictedSeen(_)
        | Fact::PersonDataGiven(_)
        | Fact::ContentsErased(_) => PutRight::Nothing,
    }
}
