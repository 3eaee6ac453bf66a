//! The record of an earlier version comes under proof: it is proven once as that
//! version wrote it, sealed to its end, and every event gets its MAC. From then on
//! an event without one is a fault.

use super::history::{self, Proven};
use super::verify;
use super::{checkpoint, mark, seal, witness};
use crate::app::{App, AppOptions};
use crate::ground::error::AppError;
use homeward_domain::actor::Actor;
use homeward_domain::record::{Deed, Hash};
use homeward_domain::time::Timestamp;
use homeward_store::streams::{self, By};
use homeward_store::tip::{self, Tip};
use homeward_store::{Db, Lane, Store, StoreError, audit, checkpoints, events};
use std::path::Path;

/// Rows that are brought along in one transaction.
const PIECE: i64 = 500;
/// Positions that get their MACs in one transaction.
const POSITIONS: i64 = 2_000;

/// Begins the chain of a record in which nothing stands yet.
pub(crate) fn begin(store: &Store, options: &AppOptions) -> Result<(), AppError> {
    let (tip, is_empty, key) = store.read_blocking(|db| {
        let tip = tip::read(db)?;
        let is_empty = tip == Tip { position: 0, chain: None } && events::without_position(db)? == 0;
        Ok::<_, StoreError>((tip, is_empty, db.key()))
    })?;
    let witness = options.witness_path();
    if tip.chain.is_some() {
        mark::set(options, key);
        return Ok(());
    }
    if !is_empty || witness::read(&witness)?.proven.is_some() || mark::is_there(options, key) {
        return Ok(());
    }
    let now = options.clock.now();
    let begun = store.write_blocking(Lane::Acts, move |db| {
        let begun = tip::begin_chain(db, Tip { position: 0, chain: Some(db.key().origin()) })?;
        if begun {
            history::note_proven(db, &Proven::default(), now)?;
        }
        Ok::<_, StoreError>(begun)
    })?;
    if !begun {
        return Ok(());
    }
    mark::set(options, key);
    witness::note_proven(&witness, 0, now)
}

/// Brings what an earlier version wrote under proof, once. A record that does not
/// hold is left as it is: it serves, is not sealed, and says why. Blocks.
pub(crate) fn bring_under_proof(app: &App, because: Because) -> Result<(), AppError> {
    if app.store().read_blocking(tip::read)?.chain.is_some() {
        return Ok(());
    }
    // The caller may stand inside a runtime, where nothing may wait; a thread of
    // its own may.
    let upgraded = std::thread::scope(|scope| {
        let run = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map_err(|e| AppError::File(e.to_string()))?.block_on(upgrade(app, because))
        };
        scope.spawn(run).join()
    });
    upgraded.unwrap_or_else(|_| Err(AppError::File("the record could not be brought under proof".into())))
}

/// Why a record without MACs is brought under proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Because {
    /// The program starts on it.
    Started,
    /// Somebody restores a backup, which an earlier version may have made.
    Restored,
}

async fn upgrade(app: &App, because: Because) -> Result<(), AppError> {
    let path = app.options().witness_path();
    let knows = |what: String| {
        app.set_unproven(Some(format!("{what} knows this record with its MACs, and they are gone")));
        Ok(())
    };
    if witness::read(&path)?.proven.is_some() {
        return knows(format!("the witness {}", path.display()));
    }
    if because == Because::Started && mark::is_there(app.options(), app.secrets().record_key()) {
        return knows(format!("the mark {}", mark::path(app.options()).display()));
    }
    tracing::info!("proving the record once, to go on under proof");
    let proof = verify::earlier(app).await?;
    if let Some(fault) = proof.fault {
        tracing::error!(%fault, "the record does not hold; it goes on without proof");
        app.set_unproven(Some(fault.to_string()));
        return Ok(());
    }
    seal::seal_earlier(app).await?;
    let newest = app.store().read(checkpoints::newest).await?;
    let (number, position) = newest.map_or((0, 0), |c| (c.number, c.last_position));
    let forks: Vec<_> = proof.forks.iter().map(|fork| (fork.case, fork.seq)).collect();
    let now = app.clock().now();
    bring_audit(app, now).await?;
    bring_rows(app, now).await?;
    let proven = Proven { position, forks };
    let noted = proven.clone();
    app.store()
        .write(Lane::Bulk, move |db| match history::read(db)?.proven {
            Some(_) => Ok(()),
            None => history::note_proven(db, &noted, now),
        })
        .await?;
    begin_chain(app, number, position, now, &path).await?;
    mark::set(app.options(), app.secrets().record_key());
    tracing::info!(position, forks = proven.forks.len(), "the record is under proof");
    Ok(())
}

/// Entries of the audit go into the streams of what they changed.
async fn bring_audit(app: &App, now: Timestamp) -> Result<(), AppError> {
    let by = move |actor: String| By { actor, at: now.0 };
    loop {
        let brought = app
            .store()
            .write(Lane::Bulk, move |db| {
                let entries = audit::first(db, PIECE)?;
                for entry in &entries {
                    let stream = format!("{}/{}", entry.noun, entry.record);
                    let deed =
                        Deed { fields: entry.change.fields.clone(), says: entry.change.says.clone(), state: None };
                    let change = &entry.change;
                    streams::note_as(db, stream, &by(change.actor.clone()), &change.verb, change.recorded_at, &deed)?;
                }
                audit::remove_until(db, entries.last().map_or(0, |entry| entry.id))?;
                Ok::<_, StoreError>(entries.len())
            })
            .await?;
        if brought == 0 {
            return Ok(());
        }
    }
}

/// Every row that decides gets an event that says what it says now.
async fn bring_rows(app: &App, now: Timestamp) -> Result<(), AppError> {
    for noun in app.store().read(streams::nouns).await? {
        let mut after = None;
        loop {
            let (from, noun) = (after.clone(), noun.clone());
            let keys = app.store().write(Lane::Bulk, move |db| bring_piece(db, &noun, from.as_deref(), now)).await?;
            let Some(last) = keys.last() else { break };
            after = Some(last.clone());
        }
    }
    Ok(())
}

fn bring_piece(db: &Db, noun: &str, after: Option<&str>, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let by = By { actor: Actor::System.to_string(), at: now.0 };
    let keys = streams::keys_after(db, noun, after, PIECE)?;
    for key in &keys {
        if streams::last_state(db, noun, key)? != streams::state(db, noun, key)? {
            streams::note_unproven(db, noun, key, &by, streams::PROVEN, Deed::default())?;
        }
    }
    Ok(keys)
}

/// Every event gets its MAC, and the chain is begun over all of them; the newest
/// checkpoint remembers where it stood.
async fn begin_chain(app: &App, number: i64, sealed: i64, now: Timestamp, witness: &Path) -> Result<(), AppError> {
    let key = app.secrets().record_key();
    let mut tip = Tip { position: 0, chain: Some(key.origin()) };
    let mut at_seal: Option<Hash> = None;
    loop {
        let from = tip;
        let (reached, passed) = app
            .store()
            .write(Lane::Bulk, move |db| {
                let (mut tip, mut passed) = (from, None);
                for placed in events::placed_after(db, from.position, POSITIONS)? {
                    let chain = tip.chain.map(|chain| key.link(&chain, placed.position, &placed.hash));
                    tip = Tip { position: placed.position, chain };
                    if placed.position == sealed {
                        passed = chain;
                    }
                }
                events::add_macs(db, from.position, tip.position)?;
                streams::add_macs(db, from.position, tip.position)?;
                Ok::<_, StoreError>((tip, passed))
            })
            .await?;
        at_seal = at_seal.or(passed);
        if reached.position > tip.position {
            tip = reached;
            continue;
        }
        let end = tip;
        let done = app
            .store()
            .write(Lane::Bulk, move |db| {
                if let Some(chain) = at_seal {
                    checkpoints::begin_chain(db, number, &chain)?;
                }
                let begun = tip::begin_chain(db, end)?;
                if begun && let Some(newest) = checkpoints::newest(db)? {
                    tip::note_sealed(db, newest.number, &checkpoint::hash_of(&newest))?;
                }
                Ok::<_, StoreError>(begun || tip::read(db)?.chain.is_some())
            })
            .await?;
        if done {
            return witness::note_proven(witness, sealed, now);
        }
    }
}
