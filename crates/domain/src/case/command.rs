//! What somebody wants done to a case, in the imperative, by the rooms that it is for.

pub use super::acceptance::command::*;
pub use super::clocks::command::*;
pub use super::closing::command::*;
pub use super::complainants::command::*;
pub use super::connections::command::*;
pub use super::conversation::command::*;
pub use super::corrections::command::*;
pub use super::files::command::*;
pub use super::intake::command::*;
pub use super::investigation::command::*;
pub use super::plans::command::*;
pub use super::privacy::command::*;
pub use super::proceedings::command::*;
pub use super::publication::command::*;
pub use super::responsibility::command::*;
pub use super::team::command::*;
pub use super::triage::command::*;

/// Declares the rooms of which something can be wanted.
macro_rules! rooms {
    ($($(#[$meta:meta])* $room:ident($command:ident)),+ $(,)?) => {
        /// Wants something done to a case that is there.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Command { $($(#[$meta])* $room($command)),+ }

        $(impl From<$command> for Command {
            fn from(command: $command) -> Self { Self::$room(command) }
        })+
    };
}

rooms! {
    /// Tell more of the matter.
    Intake(IntakeCommand),
    /// Say who complains, who acts for them, and hand out their links.
    Complainants(ComplainantCommand),
    /// Accept or refuse it.
    Acceptance(AcceptanceCommand),
    /// Judge what it is about, how much it presses, how grave it is.
    Triage(TriageCommand),
    /// Put words on record.
    Conversation(ConversationCommand),
    /// Say who at the company does what.
    Team(TeamCommand),
    /// Find out what happened.
    Investigation(InvestigationCommand),
    /// Put plans and do what they promise.
    Plans(PlanCommand),
    /// Say who answers for what.
    Responsibility(ResponsibilityCommand),
    /// Settle, close, take up again.
    Closing(ClosingCommand),
    /// Say how it belongs to other cases.
    Connections(ConnectionCommand),
    /// Follow what runs outside the company.
    Proceedings(ProceedingCommand),
    /// Publish a nameless result, step by step.
    Publication(PublicationCommand),
    /// Let clocks be read, paused, extended, re-targeted.
    Clocks(ClockCommand),
    /// Let files belong to it.
    Files(FileCommand),
    /// Say what is kept, erased, restricted, handed out.
    Privacy(PrivacyCommand),
    /// Confirm or correct an entry.
    Corrections(CorrectionCommand),
}

impl Command {
    /// Whether it is about what is kept and who may see it, which needs no sight of
    /// what is under restriction.
    pub const fn is_of_restriction(&self) -> bool {
        matches!(
            self,
            Self::Privacy(
                PrivacyCommand::EraseContents(_) | PrivacyCommand::Restriction(_) | PrivacyCommand::GivePersonData(_)
            )
        )
    }

    /// Whether it is said to whoever handles the matter: to a merged case, it is said
    /// to the one that goes on.
    pub const fn is_said_to_the_matter(&self) -> bool {
        matches!(
            self,
            Self::Conversation(ConversationCommand::RecordMessage(_) | ConversationCommand::AddNote { .. })
                | Self::Plans(PlanCommand::AnswerPlan { .. })
                | Self::Complainants(ComplainantCommand::LeaveGroup { .. })
                | Self::Closing(ClosingCommand::RecordSatisfaction { .. })
                | Self::Files(FileCommand::AttachFiles { .. })
                | Self::Acceptance(AcceptanceCommand::ObjectToRefusal { .. })
                | Self::Publication(PublicationCommand::Object { .. })
        )
    }

    /// Who of those who complain says it, where it tells that; from 1.
    pub fn said_by(&self) -> Option<i64> {
        match self {
            Self::Conversation(ConversationCommand::RecordMessage(words)) => words.complainants.first().copied(),
            Self::Plans(PlanCommand::AnswerPlan { complainant, .. })
            | Self::Complainants(ComplainantCommand::LeaveGroup { complainant, .. })
            | Self::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant, .. }) => Some(*complainant),
            _ => None,
        }
    }
}
