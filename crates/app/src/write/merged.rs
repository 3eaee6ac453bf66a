//! Where the matter of a merged case goes on, and how what is said to it comes there:
//! the words stand in the case that goes on, a pointer to them in this one (journey §4).

use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::model::project;
use crate::model::survivor::told_elsewhere;
use crate::write::follow_rules;
use crate::write::step::{self, Order};
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::Command;
use homeward_domain::case::command::{ConnectionCommand, ConversationCommand, FileCommand};
use homeward_domain::case::event::PassedOn;
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::who::Via;
use homeward_domain::number::CaseNumber;
use homeward_store::Db;
use homeward_store::cases::{self, Claimed, Sight};

/// Puts what is said to a merged case on the record of the one that goes on, and notes
/// in this one where it stands; gives the row of this one.
pub(crate) fn pass_on(
    db: &Db,
    app: &App,
    (row, other): (Claimed, Claimed),
    actor: Actor,
    order: &Order,
) -> Result<Claimed, AppError> {
    let number = CaseNumber::parse(&row.number).ok_or(AppError::NotFound)?;
    let into = CaseNumber::parse(&other.number).ok_or(AppError::NotFound)?;
    let complainant = match actor {
        Actor::Complainant(place) => place,
        _ => order.command.said_by().unwrap_or(REPRESENTATIVE),
    };
    if let Command::Conversation(ConversationCommand::RecordMessage(words)) = &order.command
        && words.complainants.len() > 1
    {
        // What comes by this way is of one of those who complained here.
        return Err(AppError::Invalid(vec![FieldError::new("complainants", "one_of_merged")]));
    }
    let via = Via { case: number, complainant };
    let mut theirs = Order { via: Some(via), ..order.clone() };
    if let Command::Files(FileCommand::AttachFiles { about, .. }) = &mut theirs.command {
        // The entry that was named is one of the merged case.
        *about = None;
    }
    let step = step::step(db, app, other, actor, &theirs)?;
    let entries = step.events.iter().filter(|event| event.fact.via() == Some(via)).map(|event| event.seq).collect();
    follow_rules::follow(db, app, step)?;
    let noted = Order::new(Command::Connections(ConnectionCommand::PassOn(PassedOn { into, entries })), Vec::new());
    follow_rules::carry_out(db, app, row, actor, &noted)
}

/// Brings the index of the cases up to date in which something stands that was said to
/// one while it was merged, which came under restriction or came out of it.
pub(crate) fn reindex_elsewhere(db: &Db, id: CaseId) -> Result<(), AppError> {
    for other in told_elsewhere(db, id)?.into_keys() {
        if let Some(row) = cases::claim(db, other, &Sight::All)? {
            project::reindex(db, row)?;
        }
    }
    Ok(())
}
