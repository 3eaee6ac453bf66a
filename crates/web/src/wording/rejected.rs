//! Why a rule forbids an act, in words.

use super::{name, time};
use crate::language::{Language, message};
use homeward_domain::case::Rejection;
use homeward_domain::case::rejection::{
    AcceptanceRejection, ClockRejection, ClosingRejection, ComplainantRejection, ConnectionRejection,
    ConversationRejection, CorrectionRejection, FileRejection, InvestigationRejection, PlanRejection, PrivacyRejection,
    ProceedingRejection, PublicationRejection, ResponsibilityRejection, TriageRejection,
};
use homeward_domain::catalogue::KeptGround;

/// Why a rule forbids an act, in words.
pub fn rejected(language: Language, rejection: &Rejection) -> String {
    let key = match rejection {
        Rejection::Privacy(PrivacyRejection::RetentionRuns { ground: KeptGround::RetentionPeriod, .. }) => {
            "rule-retention-not-over".to_owned()
        }
        _ => format!("rule-{}", rejection.code().replace('_', "-")),
    };
    message(language, &key, &[("detail", &detail(language, rejection))])
}

/// What a rule says of the case at hand, as its reader writes it.
fn detail(language: Language, rejection: &Rejection) -> String {
    match rejection {
        Rejection::State { state, .. } | Rejection::Connections(ConnectionRejection::OtherNotOpen { state }) => {
            message(language, &format!("state-{}", state.as_str().replace('_', "-")), &[])
        }
        Rejection::Corrections(CorrectionRejection::PutRightBy { act }) => {
            message(language, &format!("act-{}", act.replace('_', "-")), &[])
        }
        Rejection::Conversation(ConversationRejection::WayOtherwise { way, told }) => {
            let named = [name(language, "channel", way.as_str()), name(language, "told", told.as_str())];
            named.join(" + ")
        }
        Rejection::Conversation(
            ConversationRejection::ToldBeforeItWas { at }
            | ConversationRejection::SaidBeforeItWas { at }
            | ConversationRejection::NextWordTooLate { latest: at },
        )
        | Rejection::Clocks(ClockRejection::ExtensionTooShort { present: at })
        | Rejection::Privacy(PrivacyRejection::RetentionRuns { until: at, .. })
        | Rejection::Publication(PublicationRejection::ObjectionRuns { until: at }) => time(language, at.0),
        Rejection::Connections(ConnectionRejection::GoesOn { into })
        | Rejection::Corrections(CorrectionRejection::PartFirst { into }) => into.to_string(),
        Rejection::Complainants(ComplainantRejection::AddresseeLeft { who }) => places(language, who),
        Rejection::Closing(ClosingRejection::EndedDifferently { alike }) => {
            let letters: Vec<String> = alike.iter().map(|who| places(language, who)).collect();
            letters.join(&message(language, "list-separator-outer", &[]))
        }
        other => figure(other).map_or_else(|| listed(language, other), |figure| figure.to_string()),
    }
}

/// The one whole number that a rule names: an entry, a limit, a count.
const fn figure(rejection: &Rejection) -> Option<i64> {
    match rejection {
        Rejection::NoSuchEntry(n)
        | Rejection::TooManyEntries(n)
        | Rejection::Conversation(
            ConversationRejection::NothingToTell(n)
            | ConversationRejection::EnteredTooLate { hours_max: n }
            | ConversationRejection::ReviewDate { days_max: n },
        )
        | Rejection::Corrections(
            CorrectionRejection::NothingToConfirm(n)
            | CorrectionRejection::WithdrawnBefore(n)
            | CorrectionRejection::DoneByProgram(n)
            | CorrectionRejection::WrittenByThem(n)
            | CorrectionRejection::WithdrawFirst(n)
            | CorrectionRejection::FollowsFrom(n)
            | CorrectionRejection::CannotBeWithdrawn(n)
            | CorrectionRejection::WithdrawalStands(n),
        )
        | Rejection::Clocks(
            ClockRejection::PauseEnd { days_max: n }
            | ClockRejection::ExtensionTooLong { days_max: n }
            | ClockRejection::PausedTooLong { days_max: n },
        )
        | Rejection::Triage(TriageRejection::OnlyByLead { minutes: n })
        | Rejection::Acceptance(AcceptanceRejection::NotAskedTwice { asked: n })
        | Rejection::Connections(ConnectionRejection::TooManyLinks(n))
        | Rejection::Investigation(
            InvestigationRejection::TooManyErrands(n) | InvestigationRejection::NoOpenErrand(n),
        )
        | Rejection::Files(FileRejection::TooManyFiles(n) | FileRejection::NoSuchFile { count: n })
        | Rejection::Complainants(
            ComplainantRejection::TooManyComplainants(n)
            | ComplainantRejection::TooManyRepresentatives(n)
            | ComplainantRejection::NoSuchComplainant { count: n }
            | ComplainantRejection::NoSuchAddressee { count: n }
            | ComplainantRejection::NoSuchRepresentative { count: n },
        )
        | Rejection::Proceedings(
            ProceedingRejection::TooManyProceedings(n) | ProceedingRejection::NoSuchProceeding(n),
        )
        | Rejection::Plans(
            PlanRejection::NotTheNewestPlan { newest: n }
            | PlanRejection::NoSuchOption { count: n }
            | PlanRejection::NoOpenMeasure(n),
        )
        | Rejection::Closing(
            ClosingRejection::MeasuresOpen { count: n }
            | ClosingRejection::FinalAnswerTooEarly { refused: n }
            | ClosingRejection::NotTriedEnough { attempts: n },
        )
        | Rejection::Responsibility(ResponsibilityRejection::SharesNotWhole { sum: n }) => Some(*n),
        _ => None,
    }
}

/// Some of those who complain, by their places.
fn places(language: Language, who: &[i64]) -> String {
    let places: Vec<String> = who.iter().map(i64::to_string).collect();
    places.join(&message(language, "list-separator", &[]))
}

/// What a rule lists, in words.
fn listed(language: Language, rejection: &Rejection) -> String {
    let (list, spellings): (&str, Vec<&str>) = match rejection {
        Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }) => {
            ("closing-item", lacks.iter().map(|one| one.as_str()).collect())
        }
        Rejection::Closing(ClosingRejection::DutiesOpen { duties }) => {
            ("duty", duties.iter().map(|one| one.as_str()).collect())
        }
        Rejection::Closing(ClosingRejection::ItemsMissing { items }) => {
            ("item", items.iter().map(|one| one.as_str()).collect())
        }
        _ => return String::new(),
    };
    let named: Vec<String> = spellings.into_iter().map(|one| name(language, list, one)).collect();
    named.join(&message(language, "list-separator", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_domain::case::event::Told;
    use homeward_domain::case::rejection::{IntakeRejection, TeamRejection};
    use homeward_domain::catalogue::{Channel, ClosingItem, State};
    use homeward_domain::number::CaseNumber;
    use homeward_domain::time::Timestamp;

    fn rejections() -> Vec<Rejection> {
        vec![
            Rejection::State { act: "accept", state: State::Refused },
            Rejection::History,
            Rejection::Intake(IntakeRejection::ReceivedInFuture),
            Rejection::Corrections(CorrectionRejection::WithdrawnBefore(7)),
            Rejection::Corrections(CorrectionRejection::PutRightBy { act: "plans" }),
            Rejection::Corrections(CorrectionRejection::DoneByProgram(7)),
            Rejection::Corrections(CorrectionRejection::WrittenByThem(7)),
            Rejection::Corrections(CorrectionRejection::WithdrawalStands(7)),
            Rejection::Corrections(CorrectionRejection::OnlyByWriterOrLead),
            Rejection::Corrections(CorrectionRejection::OnlyByAnotherLead),
            Rejection::Corrections(CorrectionRejection::PartFirst { into: CaseNumber::new(7, Timestamp::EARLIEST) }),
            Rejection::Intake(IntakeRejection::OccurredAfterReceipt),
            Rejection::Intake(IntakeRejection::EndOutOfOrder),
            Rejection::NoSuchEntry(7),
            Rejection::Complainants(ComplainantRejection::EndedInFuture),
            Rejection::Conversation(ConversationRejection::NotOurWords),
            Rejection::Conversation(ConversationRejection::NotEnteredLater),
            Rejection::Conversation(ConversationRejection::HappenedBeforeReceipt),
            Rejection::Conversation(ConversationRejection::EnteredTooLate { hours_max: 72 }),
            Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: Timestamp::EARLIEST }),
            Rejection::Conversation(ConversationRejection::SaidBeforeItWas { at: Timestamp::EARLIEST }),
            Rejection::Conversation(ConversationRejection::WayOtherwise { way: Channel::Letter, told: Told::ByVoice }),
            Rejection::Corrections(CorrectionRejection::NothingToConfirm(7)),
            Rejection::Corrections(CorrectionRejection::OwnEntry),
            Rejection::Conversation(ConversationRejection::ToldOtherwise),
            Rejection::Conversation(ConversationRejection::WayMissing),
            Rejection::Conversation(ConversationRejection::NothingToTell(7)),
            Rejection::NothingToChange,
            Rejection::ReasonMissing,
            Rejection::Clocks(ClockRejection::PauseNotAllowed),
            Rejection::Clocks(ClockRejection::PauseEnd { days_max: 60 }),
            Rejection::Clocks(ClockRejection::NoSuchCalendar),
            Rejection::Clocks(ClockRejection::NothingPaused),
            Rejection::Clocks(ClockRejection::ExtensionNotAllowed),
            Rejection::Clocks(ClockRejection::ExtensionTooShort { present: Timestamp::EARLIEST }),
            Rejection::Conversation(ConversationRejection::AutomaticMessage),
            Rejection::Conversation(ConversationRejection::ActsInbound),
            Rejection::Connections(ConnectionRejection::SameCase),
            Rejection::Connections(ConnectionRejection::OtherNotOpen { state: State::Merged }),
            Rejection::Connections(ConnectionRejection::GoesOn { into: CaseNumber::new(5, Timestamp::EARLIEST) }),
            Rejection::Connections(ConnectionRejection::EmptySplit),
            Rejection::Investigation(InvestigationRejection::NoOpenErrand(2)),
            Rejection::Investigation(InvestigationRejection::TooManyErrands(500)),
            Rejection::Investigation(InvestigationRejection::DueInPast),
            Rejection::Conversation(ConversationRejection::NextWordNotAhead),
            Rejection::Conversation(ConversationRejection::NextWordTooLate { latest: Timestamp::EARLIEST }),
            Rejection::Closing(ClosingRejection::FinalAnswerUntold),
            Rejection::Conversation(ConversationRejection::ReviewDate { days_max: 90 }),
            Rejection::Connections(ConnectionRejection::TooManyLinks(200)),
        ]
    }

    fn rejections_of_what_comes_later() -> Vec<Rejection> {
        vec![
            Rejection::Proceedings(ProceedingRejection::NoSuchProcedure),
            Rejection::Proceedings(ProceedingRejection::AnswerDueBeforeNotice),
            Rejection::Proceedings(ProceedingRejection::NoSuchProceeding(3)),
            Rejection::Proceedings(ProceedingRejection::TooManyProceedings(50)),
            Rejection::Proceedings(ProceedingRejection::ProceedingOver),
            Rejection::Proceedings(ProceedingRejection::StepOfAnotherBody),
            Rejection::Publication(PublicationRejection::BeforeOthers),
            Rejection::Publication(PublicationRejection::NoPublication),
            Rejection::Publication(PublicationRejection::NotApproved),
            Rejection::Acceptance(AcceptanceRejection::ObjectedBefore),
            Rejection::Acceptance(AcceptanceRejection::NoObjection),
            Rejection::Privacy(PrivacyRejection::OnHold),
            Rejection::Privacy(PrivacyRejection::EntryProves),
            Rejection::Privacy(PrivacyRejection::RetentionRuns {
                until: Timestamp::EARLIEST,
                ground: KeptGround::TransactionRecord,
            }),
            Rejection::Team(TeamRejection::DutyOfAnotherStrategy),
            Rejection::Team(TeamRejection::DutyWithoutStaff),
            Rejection::Files(FileRejection::TooManyFiles(500)),
            Rejection::TooManyEntries(9),
            Rejection::Complainants(ComplainantRejection::TooManyComplainants(501)),
            Rejection::Acceptance(AcceptanceRejection::OwnRefusal),
            Rejection::Team(TeamRejection::DutyShownByRecord),
            Rejection::Team(TeamRejection::DutyBeforeContact),
            Rejection::Team(TeamRejection::NotALead),
            Rejection::Team(TeamRejection::NotAManager),
            Rejection::Team(TeamRejection::ReviewWithoutTime),
            Rejection::Team(TeamRejection::ReviewTime),
            Rejection::Complainants(ComplainantRejection::NoSuchAddressee { count: 3 }),
            Rejection::Plans(PlanRejection::OptionsNotTheirs),
            Rejection::Complainants(ComplainantRejection::AddresseeSettled),
            Rejection::Complainants(ComplainantRejection::AddresseeLeft { who: vec![2] }),
            Rejection::Complainants(ComplainantRejection::NobodySpeaks),
            Rejection::Closing(ClosingRejection::EndedDifferently { alike: vec![vec![1, 4], vec![3]] }),
            Rejection::Conversation(ConversationRejection::NextWordForSome),
            Rejection::Closing(ClosingRejection::NotReadyToClose { lacks: ClosingItem::ALL.to_vec() }),
            Rejection::Closing(ClosingRejection::DutiesOpen { duties: vec![] }),
            Rejection::Closing(ClosingRejection::ProceedingRuns),
            Rejection::Publication(PublicationRejection::SamePerson),
            Rejection::Publication(PublicationRejection::SupplierNotTold),
            Rejection::Publication(PublicationRejection::PublicationNotTold),
            Rejection::Publication(PublicationRejection::ObjectionRuns { until: Timestamp::EARLIEST }),
            Rejection::Triage(TriageRejection::OnlyByLead { minutes: 15 }),
            Rejection::Clocks(ClockRejection::ExtensionTooLong { days_max: 30 }),
            Rejection::Clocks(ClockRejection::PausedTooLong { days_max: 30 }),
            Rejection::Acceptance(AcceptanceRejection::NotAskedTwice { asked: 1 }),
            Rejection::Closing(ClosingRejection::ItemsMissing { items: vec![] }),
            Rejection::Complainants(ComplainantRejection::TooManyRepresentatives(50)),
            Rejection::Complainants(ComplainantRejection::NoSuchRepresentative { count: 1 }),
            Rejection::Files(FileRejection::NoSuchFile { count: 0 }),
        ]
    }

    #[test]
    fn every_rejection_has_words_in_both_languages() {
        for language in Language::ALL {
            for rejection in rejections().into_iter().chain(rejections_of_what_comes_later()) {
                let words = rejected(language, &rejection);
                assert!(!words.starts_with("rule-"), "{words}");
                let raw = Timestamp::EARLIEST.to_rfc3339();
                assert!(!words.contains(&raw), "a time in a sentence is for people: {words}");
            }
        }
    }
}
