//! The log as a whole: checkpoints, positions, and the chain over all of them.

use super::{Fault, Proof, whole};
use crate::app::App;
use crate::ground::error::AppError;
use crate::record::checkpoint;
use homeward_domain::record::{Hash, merkle_root};
use homeward_store::checkpoints::{self, Checkpoint};
use homeward_store::events::{self, Placed};
use homeward_store::tip::{self, Tip};
use homeward_store::{Db, StoreError};
use std::collections::HashSet;

/// Positions read in one piece.
const POSITIONS: i64 = 50_000;

/// Proves checkpoints and what lies behind them; gives the last sealed position.
/// A record that is not under proof has no chain.
pub(super) async fn prove(app: &App, proof: &mut Proof, under_proof: bool) -> Result<i64, AppError> {
    let look = |db: &Db| Ok::<_, StoreError>((checkpoints::all(db)?, tip::sealed(db)?));
    let (all, sealed) = app.store().read(look).await?;
    let mut walk = Walk {
        position: 0,
        chain: app.secrets().record_key().origin(),
        previous: Hash::NONE,
        cases: 0,
        is_chained: false,
    };
    for (checkpoint, number) in all.iter().zip(1..) {
        if let Some(what) = walk.over(app, checkpoint, number).await? {
            proof.fault = Some(whole(format!("checkpoint {number}: {what}")));
            return Ok(walk.position);
        }
        proof.checkpoints += 1;
    }
    let newest = all.last().map(|c| (c.number, checkpoint::hash_of(c)));
    let named =
        newest.map_or((0, None), |(number, hash)| (number, Some(app.secrets().record_key().checkpoint(number, &hash))));
    let end = walk.position;
    if under_proof && !walk.is_chained && !all.is_empty() {
        proof.fault = Some(whole(format!("checkpoint {}: the chain beside it is gone", all.len())));
        return Ok(end);
    }
    proof.fault = walk.tail(app, proof, under_proof).await?;
    if proof.fault.is_none() && under_proof && sealed != named {
        let what = format!("the newest checkpoint is number {}, and number {} was made last", named.0, sealed.0);
        proof.fault = Some(whole(what));
    }
    Ok(end)
}

/// How far the log was walked.
struct Walk {
    position: i64,
    chain: Hash,
    previous: Hash,
    cases: i64,
    /// Whether a chain stands beside the last checkpoint: from the first that has one
    /// on, every one does.
    is_chained: bool,
}

impl Walk {
    /// Walks over what one checkpoint seals; tells what is wrong with it.
    async fn over(&mut self, app: &App, checkpoint: &Checkpoint, number: i64) -> Result<Option<String>, AppError> {
        let follows = checkpoint.number == number
            && checkpoint.previous == self.previous
            && checkpoint.first_position == self.position + 1;
        if !follows {
            return Ok(Some("does not follow the one before".into()));
        }
        if !app.secrets().signed(&checkpoint::message(checkpoint), &checkpoint.signature) {
            return Ok(Some("its signature is not this installation's".into()));
        }
        let (after, count) = (self.position, checkpoint.last_position - self.position);
        let stretch = app.store().read(move |db| events::placed_after(db, after, count)).await?;
        self.cases += i64::try_from(stretch.iter().filter(|event| event.begins_case).count()).unwrap_or(i64::MAX);
        let leaves: Vec<_> = stretch.iter().map(|event| (event.position, event.hash)).collect();
        if merkle_root(&leaves) != checkpoint.root || self.cases != checkpoint.case_count {
            return Ok(Some(not_sealed(checkpoint, &stretch)));
        }
        self.link(app, &stretch);
        match checkpoint.chain {
            Some(chain) if chain != self.chain => {
                return Ok(Some("the chain beside it is not this installation's".into()));
            }
            None if self.is_chained => return Ok(Some("the chain beside it is gone".into())),
            chain => self.is_chained = chain.is_some(),
        }
        self.position = checkpoint.last_position;
        self.previous = checkpoint::hash_of(checkpoint);
        Ok(None)
    }

    /// Positions behind the last seal run on without a gap, up to the end of the
    /// log, and their chain is the one that this installation wrote there. Both
    /// are read in one view: beside a running server they move together.
    async fn tail(mut self, app: &App, proof: &mut Proof, under_proof: bool) -> Result<Option<Fault>, AppError> {
        let sealed = self.position;
        loop {
            let position = self.position;
            let look =
                move |db: &Db| Ok::<_, AppError>((events::placed_after(db, position, POSITIONS)?, tip::read(db)?));
            let (stretch, tip) = app.store().read(look).await?;
            if stretch.is_empty() {
                proof.unsealed = position - sealed;
                return Ok(self.end(sealed, tip, under_proof));
            }
            let gone = stretch.iter().zip(position + 1..).find(|(event, expected)| event.position != *expected);
            if let Some((_, missing)) = gone {
                return Ok(Some(whole(format!("the event at position {missing} is gone"))));
            }
            self.link(app, &stretch);
            self.position = stretch.last().map_or(position, |event| event.position);
        }
    }

    fn end(&self, sealed: i64, tip: Tip, under_proof: bool) -> Option<Fault> {
        let position = self.position;
        if tip.position > position {
            let counted = tip.position;
            return Some(whole(format!("the events behind position {position} are gone; {counted} were recorded")));
        }
        if tip.position < position {
            let last = tip.position;
            return Some(whole(format!("an event stands at position {position}, behind the end of the log at {last}")));
        }
        let moved = under_proof && tip.chain != Some(self.chain);
        moved.then(|| {
            whole(format!(
                "the events behind position {sealed} are not those that were recorded, or not in their order"
            ))
        })
    }

    fn link(&mut self, app: &App, stretch: &[Placed]) {
        let key = app.secrets().record_key();
        self.chain = stretch.iter().fold(self.chain, |chain, event| key.link(&chain, event.position, &event.hash));
    }
}

fn not_sealed(checkpoint: &Checkpoint, stretch: &[Placed]) -> String {
    let found: HashSet<i64> = stretch.iter().map(|event| event.position).collect();
    let (first, last) = (checkpoint.first_position, checkpoint.last_position);
    let gone = (first..=last).find(|position| !found.contains(position));
    let gone = gone.map_or_else(String::new, |position| format!("; the event at position {position} is gone"));
    format!("events at positions {first}–{last} are not those that were sealed{gone}")
}
