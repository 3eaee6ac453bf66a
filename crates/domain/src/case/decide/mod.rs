//! Every rule about what may be done to a case, one family to a file.

mod acceptance;
mod alarms;
mod draft;
mod erasure;
mod extension;
mod intake;
mod messages;
mod nature;
mod pauses;
mod retarget;

pub use intake::receive;

use super::Moment;
use super::command::Command;
use super::event::{CaseAssigned, EntryCorrected, NewEvent, NoteAdded};
use super::rejection::Rejection;
use super::state::{Case, Standing};
use crate::promises::MetBy;
use crate::record::ContentRef;
use draft::Draft;

/// The most entries that one case may hold. A case that comes near it is fed
/// by a machine that went wrong.
pub const ENTRIES_MAX: i64 = 50_000;

/// What a command adds to the record of a case. Before it is judged, the
/// clocks say what they did until now, so an answer that comes late can never
/// get in before its own breach.
pub fn decide(case: &Case, command: Command, at: &Moment) -> Result<Vec<NewEvent>, Rejection> {
    if case.seq >= ENTRIES_MAX {
        return Err(Rejection::TooManyEntries(ENTRIES_MAX));
    }
    let mut draft = Draft::new(case, at);
    alarms::settle(&mut draft);
    if command == Command::ReadClocks {
        return Ok(draft.into_events());
    }
    match command {
        Command::EraseContents { ground } => erasure::erase(&mut draft, ground)?,
        Command::CorrectEntry { corrects, words } => correct(&mut draft, corrects, words)?,
        _ if matches!(case.standing, Standing::Historic { .. }) && !case.state().is_open() => {
            return Err(Rejection::History);
        }
        Command::AddNote { words } => draft.push(NoteAdded { words }),
        Command::Assign { owner, reason } => assign(&mut draft, owner, reason)?,
        Command::Accept => acceptance::accept(&mut draft)?,
        Command::Refuse { ground, words } => acceptance::refuse(&mut draft, ground, words)?,
        Command::RecordMessage { direction, channel, automatic, reached, acts, received_at, words } => {
            let message = messages::Message { direction, channel, automatic, reached, acts, received_at, words };
            messages::record(&mut draft, &message)?;
        }
        Command::SetNature { nature, danger, carried_by, reason } => {
            nature::set(&mut draft, nature, danger, carried_by, reason)?;
        }
        Command::PauseClocks { reason, end, words } => pauses::pause(&mut draft, reason, &end, words)?,
        Command::ResumeClocks => pauses::resume(&mut draft)?,
        Command::ExtendSettlement { reason, due_at, words } => extension::extend(&mut draft, reason, due_at, words)?,
        Command::RetargetClocks => retarget::to_newest_versions(&mut draft)?,
        Command::ReadClocks => {}
    }
    alarms::settle(&mut draft);
    Ok(draft.into_events())
}

fn assign(draft: &mut Draft, owner: Option<i64>, reason: Option<ContentRef>) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("assign"));
    }
    if draft.case().owner == owner {
        return Err(Rejection::NothingToChange);
    }
    if draft.case().owner.is_some() && reason.is_none() {
        return Err(Rejection::ReasonMissing);
    }
    draft.push(CaseAssigned { owner, reason });
    if owner.is_some() {
        draft.meet(&[MetBy::Taken]);
    }
    Ok(())
}

fn correct(draft: &mut Draft, corrects: crate::Seq, words: ContentRef) -> Result<(), Rejection> {
    if draft.case().entry(corrects).is_none() {
        return Err(Rejection::NoSuchEntry(corrects));
    }
    draft.push(EntryCorrected { corrects, words });
    Ok(())
}
