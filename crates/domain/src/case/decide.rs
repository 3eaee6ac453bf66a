//! What a command adds to the record of a case. The rules stand in the rooms.

use crate::case::DecisionContext;
use crate::case::command::{ClockCommand, Command, CorrectionCommand, FileCommand, IntakeCommand, PrivacyCommand};
use crate::case::decision::Decision;
use crate::case::event::NewEvent;
use crate::case::rejection::Rejection;
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::case::who::Via;
use crate::case::{
    acceptance, clocks, closing, complainants, connections, conversation, corrections, files, intake, investigation,
    plans, privacy, proceedings, publication, responsibility, team, triage,
};

pub use closing::ending::{ArchiveLacks, lacks_for_archive};
pub use closing::result::{letters_owed, may_be_told as may_tell_result, must_be_one_letter};
pub use closing::settlement::LAST_OFFER;
pub use connections::links::PARTS_MAX;
pub use connections::merging::{brought_back, carried, parties};
pub use files::rules::FILES_MAX;
pub use intake::additions::{COMPLAINANTS_MAX, takes_additions, tells_contacts_alone};
pub use intake::rules::receive;
pub use plans::rules::OPTIONS_MAX;
pub use privacy::erasure::is_asked_by_person;
pub use responsibility::rules::SHARES_MAX;

/// The most entries that one case may hold. A case that comes near it is fed
/// by a machine that went wrong.
pub const ENTRIES_MAX: i64 = 50_000;

/// What a command adds to the record of a case. Before it is judged, the
/// clocks say what they did until now, so an answer that comes late can never
/// get in before its own breach.
pub fn decide(case: &Case, command: Command, at: &DecisionContext) -> Result<Vec<NewEvent>, Rejection> {
    decide_by_way(case, command, None, at)
}

/// The same for a command that comes by way of a merged case.
pub fn decide_by_way(
    case: &Case,
    command: Command,
    via: Option<Via>,
    at: &DecisionContext,
) -> Result<Vec<NewEvent>, Rejection> {
    if case.seq >= ENTRIES_MAX {
        return Err(Rejection::TooManyEntries(ENTRIES_MAX));
    }
    let mut decision = Decision::new(case, at).by_way(via);
    clocks::timers::settle(&mut decision);
    if command == Command::Clocks(ClockCommand::ReadClocks) {
        triage::rules::keep_up(&mut decision);
        return Ok(decision.into_events());
    }
    if !is_about_what_is_kept(&command) {
        must_go_on(case, &command)?;
    }
    let follows = command == Command::Clocks(ClockCommand::FollowPolicies);
    in_its_room(&mut decision, command)?;
    clocks::timers::settle(&mut decision);
    triage::rules::keep_up(&mut decision);
    let events = decision.into_events();
    if follows && events.is_empty() { Err(Rejection::NothingToChange) } else { Ok(events) }
}

/// Whether a command is about what the record keeps, and not about the matter: it is
/// carried out however the case stands.
const fn is_about_what_is_kept(command: &Command) -> bool {
    matches!(
        command,
        Command::Privacy(
            PrivacyCommand::EraseContents(_)
                | PrivacyCommand::EraseWrong(_)
                | PrivacyCommand::Restriction(_)
                | PrivacyCommand::GivePersonData(_)
        ) | Command::Intake(IntakeCommand::CorrectContacts(_))
            | Command::Files(FileCommand::MarkFile { .. })
            | Command::Corrections(CorrectionCommand::CorrectEntry(_))
    )
}

/// Refuses what is said to a case that was finished in another system, or that was merged
/// into one that goes on.
fn must_go_on(case: &Case, command: &Command) -> Result<(), Rejection> {
    if matches!(case.status, CaseStatus::Historic { .. }) && !case.state().is_open() {
        return Err(Rejection::History);
    }
    if connections::merging::may_be_done(case, command) { Ok(()) } else { Err(connections::merging::goes_on(case)) }
}

fn in_its_room(decision: &mut Decision, command: Command) -> Result<(), Rejection> {
    match command {
        Command::Intake(command) => intake::decide(decision, command),
        Command::Complainants(command) => complainants::decide(decision, command),
        Command::Acceptance(command) => acceptance::decide(decision, command),
        Command::Triage(command) => triage::decide(decision, command),
        Command::Conversation(command) => conversation::decide(decision, command),
        Command::Team(command) => team::decide(decision, command),
        Command::Investigation(command) => investigation::decide(decision, command),
        Command::Plans(command) => plans::decide(decision, command),
        Command::Responsibility(command) => responsibility::decide(decision, command),
        Command::Closing(command) => closing::decide(decision, command),
        Command::Connections(command) => connections::decide(decision, command),
        Command::Proceedings(command) => proceedings::decide(decision, command),
        Command::Publication(command) => publication::decide(decision, command),
        Command::Clocks(command) => clocks::decide(decision, command),
        Command::Files(command) => files::decide(decision, command),
        Command::Privacy(command) => privacy::decide(decision, command),
        Command::Corrections(command) => corrections::decide(decision, command),
    }
}
