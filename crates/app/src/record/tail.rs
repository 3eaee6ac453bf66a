//! Proves what no checkpoint seals yet: that each event behind the newest one was
//! written by this installation, and that they are all there in their order.

use super::checkpoint;
use homeward_domain::record::Hash;
use homeward_store::checkpoints::{self, Checkpoint};
use homeward_store::events::{self, Kept};
use homeward_store::tip::{self, Tip};
use homeward_store::{Db, Store, StoreError, streams};
use std::collections::BTreeMap;

/// Positions read in one piece.
const PIECE: i64 = 2_000;

/// The stretch between the newest checkpoint and the end of the log.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    /// The newest checkpoint.
    pub newest: Option<Checkpoint>,
    /// The chain up to it.
    pub chain: Hash,
    /// The end of the log.
    pub tip: Tip,
}

/// Proves the tail as it is now, or says in English what is not as it was written;
/// beside a running server it grows meanwhile.
pub(super) async fn prove(store: &Store) -> Result<Result<Tail, String>, StoreError> {
    let (newest, tip, sealed) =
        store.read(|db| Ok::<_, StoreError>((checkpoints::newest(db)?, tip::read(db)?, tip::sealed(db)?))).await?;
    let key = store.read(|db| Ok::<_, StoreError>(db.key())).await?;
    let (number, from) = newest.as_ref().map_or((0, 0), |c| (c.number, c.last_position));
    let named = newest.as_ref().map(|c| key.checkpoint(number, &checkpoint::hash_of(c)));
    if sealed != (number, named) {
        let what = format!("the newest checkpoint is not the one that was made last, number {}", sealed.0);
        return Ok(Err(what));
    }
    let begins = newest.as_ref().map_or(Some(key.origin()), |c| c.chain);
    let (Some(chain), Some(ends)) = (begins, tip.chain) else {
        return Ok(Err("the record of an earlier version was not proven".into()));
    };
    let (mut position, mut link) = (from, chain);
    while position < tip.position {
        let (after, until) = (position, tip.position.min(position + PIECE));
        let piece = store.read(move |db| stretch(db, after, until)).await?;
        for (found, (hash, fault)) in piece {
            if let Some(fault) = fault {
                return Ok(Err(fault));
            }
            if found != position + 1 {
                return Ok(Err(format!("the event at position {} is gone", position + 1)));
            }
            (position, link) = (found, key.link(&link, found, &hash));
        }
        if position < until {
            return Ok(Err(format!("the event at position {} is gone", position + 1)));
        }
    }
    if link != ends {
        let what = format!("the events behind position {from} are not those that were recorded, or not in their order");
        return Ok(Err(what));
    }
    Ok(Ok(Tail { newest, chain, tip }))
}

/// Events of cases and streams by their positions: the hash of each, and what is
/// wrong with it.
fn stretch(db: &Db, after: i64, until: i64) -> Result<BTreeMap<i64, (Hash, Option<String>)>, StoreError> {
    let key = db.key();
    let judged = |name: String, (computed, hash): (Hash, Hash), mac| {
        let fault = match mac {
            _ if computed != hash => Some(format!("{name} was altered")),
            Some(mac) if mac == key.event(&hash) => None,
            _ => Some(format!("{name} was not written by this installation")),
        };
        (hash, fault)
    };
    let mut found = BTreeMap::new();
    for Kept { event, position, mac } in events::between(db, after, until)? {
        let name = format!("case {}, event {}", event.case, event.seq);
        found.insert(position.unwrap_or_default(), judged(name, (event.computed_hash(), event.hash), mac));
    }
    for (position, event, mac) in streams::between(db, after, until)? {
        let name = format!("{}, event {}", event.stream, event.seq);
        found.insert(position, judged(name, (event.computed_hash(), event.hash), mac));
    }
    Ok(found)
}
