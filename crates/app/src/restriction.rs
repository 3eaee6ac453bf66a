//! Who may see what is under restriction (trust, "Privacy"): whoever must, and has
//! said why within the hour.

use crate::caller::{Caller, Scope};
use crate::error::AppError;
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::catalogue::RestrictionGround;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::cases::CaseRow;
use homeward_store::{Db, events};

/// How long a reason opens what is under restriction.
pub const SEEN_FOR: Span = Span::hours(1);

/// What somebody is told who may not see it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restricted {
    /// On what ground nobody sees it.
    pub ground: RestrictionGround,
    /// Since when.
    pub since: Timestamp,
    /// Until when it must be kept, where an erasure was refused.
    pub until: Option<Timestamp>,
    /// Whether they may open it once they say why.
    pub may_open: bool,
}

/// Refuses staff and programs who have not said why they must see a case that is
/// under restriction. The person themself, and the program, are not refused.
pub(crate) fn must_be_open(db: &Db, caller: &Caller, row: &CaseRow, now: Timestamp) -> Result<(), AppError> {
    if !row.restricted || !matches!(caller.actor, Actor::Staff(_) | Actor::Token(_)) {
        return Ok(());
    }
    let may_open = caller.may(Scope::PrivacyWrite);
    let seen_at = events::last_by(db, row.case, "restricted_seen", &caller.actor.to_string())?;
    if may_open && seen_at.is_some_and(|at| now < Timestamp(at) + SEEN_FOR) {
        return Ok(());
    }
    let (case, _) = crate::execute::load(db, row.case, Seq::MAX)?;
    let Some(restriction) = case.restriction else { return Ok(()) };
    let (ground, since, until) = (restriction.ground, restriction.since, restriction.until);
    Err(AppError::Restricted(Restricted { ground, since, until, may_open }))
}
