//! A command on a case inside a transaction: replay, decide, append.

use crate::app::App;
use crate::ground::error::AppError;
use crate::model::replay::load;
use crate::write::append::{Applied, Onto, append};
use homeward_domain::actor::Actor;
use homeward_domain::case::who::Via;
use homeward_domain::case::{Command, DecisionContext, decide_by_way};
use homeward_domain::record::SealedContent;
use homeward_domain::{CaseId, Seq};
use homeward_store::Db;
use homeward_store::cases::Claimed;

/// A command with the bodies it refers to.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub command: Command,
    pub contents: Vec<SealedContent>,
    /// The merged case by way of which it comes, and from whom.
    pub via: Option<Via>,
    /// The case whose files lie where those that it names do.
    pub files_of: Option<CaseId>,
}

impl Order {
    /// A command to the case itself.
    pub const fn new(command: Command, contents: Vec<SealedContent>) -> Self {
        Self { command, contents, via: None, files_of: None }
    }
}

/// Does a command on a case inside a transaction.
pub(crate) fn step(db: &Db, app: &App, row: Claimed, actor: Actor, order: &Order) -> Result<Applied, AppError> {
    if order.files_of.is_some_and(|of| of != row.case) {
        // It was merged, or parted again, while they were on their way.
        return Err(AppError::Stale(row.seq));
    }
    let (case, record) = load(db, row.case, Seq::MAX)?;
    // Within a case time never goes back, whatever the computer's clock does.
    let now = app.clock().now().max(case.updated_at);
    let policies = app.policies();
    let moment = DecisionContext { now, actor, policies: &policies };
    let new = decide_by_way(&case, order.command.clone(), order.via, &moment)?;
    if new.is_empty() {
        return Ok(Applied { row, case, events: Vec::new() });
    }
    append(db, app, Onto::Known(Box::new((row, case, record))), (new, &order.contents), &moment)
}
