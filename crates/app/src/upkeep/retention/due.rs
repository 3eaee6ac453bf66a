//! Whether the time of a case is over, and what forbids that something of it goes.

use crate::case;
use crate::ground::error::AppError;
use crate::read;
use crate::registers::erasure;
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::event::PrivacyFact;
use homeward_domain::case::privacy::due::{Held, held};
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Case, CaseStatus, Command, DecisionContext, Fact, Rejection, decide};
use homeward_domain::catalogue::ErasureGround;
use homeward_domain::policies::Policies;
use homeward_domain::time::Timestamp;
use homeward_store::Db;
use homeward_store::cases::{self, Sight};

/// What is found in a case.
pub(super) enum Found {
    /// Something of it goes now; whether something has to stay.
    Due {
        /// Whether what proves a transaction stays.
        stays: bool,
    },
    /// Its time is over, and it stays.
    Held(Held),
    /// Nothing goes before a time.
    Not(Timestamp),
}

/// A case with what is found in it.
pub(super) struct Judged {
    /// Its number.
    pub number: String,
    /// Its last entry.
    pub seq: i64,
    /// What is found.
    pub found: Found,
}

/// Judges a case by the policies; `None` where it is there no more.
pub(super) fn judge(db: &Db, policies: &Policies, id: CaseId, now: Timestamp) -> Result<Option<Judged>, AppError> {
    let Some(row) = cases::find(db, id, &Sight::All)? else { return Ok(None) };
    let (number, seq) = (row.number.clone(), row.seq);
    let dossier = read::dossier_of(db, row)?;
    let case = dossier.case().ok_or(AppError::NotFound)?;
    let found = if let Some(begins) = begins(db, policies, &case)? {
        if now < begins {
            Found::Not(begins)
        } else if let Some(why) = held(&case) {
            Found::Held(why)
        } else {
            let last_day = erasure::last_day_of(db, &dossier)?;
            due(policies, &case, case::erasure_of(&dossier, ErasureGround::RetentionEnded, None, last_day).command, now)
        }
    } else if matches!(case.status, CaseStatus::Merged { .. }) {
        // Its day comes with the end of the case that goes on, which nothing here tells.
        Found::Not(now)
    } else {
        Found::Not(Timestamp::LATEST)
    };
    Ok(Some(Judged { number, seq, found }))
}

/// When the first of a case may go. A merged one waits for the case that goes on.
fn begins(db: &Db, policies: &Policies, case: &Case) -> Result<Option<Timestamp>, AppError> {
    let ended = match &case.status {
        CaseStatus::Merged { into, .. } => {
            let survivor = cases::find(db, into.serial(), &Sight::All)?;
            survivor.filter(|row| !row.is_open).and_then(|row| row.ended_at).map(Timestamp)
        }
        standing => standing.ended_at().filter(|_| !case.state().is_open()),
    };
    Ok(ended.and_then(|ended| policies.retention().begins(ended)))
}

fn due(policies: &Policies, case: &Case, command: Command, now: Timestamp) -> Found {
    let now = now.max(case.updated_at);
    let moment = DecisionContext { now, actor: Actor::System, policies };
    match decide(case, command, &moment) {
        Ok(facts) => {
            let stays =
                facts.iter().any(|fact| matches!(&fact.fact, Fact::Privacy(PrivacyFact::ContentsErased(erased)) if erased.kept.is_some()));
            Found::Due { stays }
        }
        Err(Rejection::Privacy(PrivacyRejection::RetentionRuns { until, .. })) => Found::Not(until),
        Err(_) => Found::Not(Timestamp::LATEST),
    }
}
