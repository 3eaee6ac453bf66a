//! Promises and their clocks: starts, pauses, extensions, alarms (journey §3).

pub(in crate::case) mod again;
pub(in crate::case) mod case_clock;
pub mod command;
pub mod event;
pub(in crate::case) mod extension;
pub(in crate::case) mod fold;
pub(in crate::case) mod happened;
pub(in crate::case) mod happening;
pub(in crate::case) mod interrupted;
pub(in crate::case) mod pauses;
pub mod rejection;
pub(in crate::case) mod retarget;
pub(in crate::case) mod running;
pub(in crate::case) mod timers;

use crate::case::command::ClockCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ClockCommand) -> Result<(), Rejection> {
    match command {
        ClockCommand::PauseClocks { reason, end, by_lead, words, how } => {
            pauses::pause(decision, reason, &end, by_lead, (words, how))
        }
        ClockCommand::ResumeClocks => pauses::resume(decision),
        ClockCommand::ExtendSettlement { reason, due_at, words, how } => {
            extension::extend(decision, reason, due_at, (words, how))
        }
        // Before every command the clocks are read.
        ClockCommand::ReadClocks => Ok(()),
        ClockCommand::FollowPolicies => {
            retarget::to_newest_versions(decision);
            Ok(())
        }
    }
}
