//! Streams beside the cases: their events, and the rows that they decide.

use super::{Fault, Proof, whole};
use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::record::{Deed, Hash, StreamEvent};
use homeward_store::{Db, StoreError, results, streams};

/// Streams, or rows, read in one piece.
const PIECE: i64 = 500;

/// Proves every stream, then that every row that decides has one.
pub(super) async fn prove_all(app: &App, proof: &mut Proof) -> Result<(), AppError> {
    let mut after = None;
    while proof.fault.is_none() {
        let from = after.clone();
        let (names, events, fault) = app.store().read(move |db| prove_piece(db, from.as_deref())).await?;
        let Some(last) = names.last() else { break };
        proof.streams += names.len() as u64;
        proof.events += events;
        proof.fault = fault;
        after = Some(last.clone());
    }
    for noun in app.store().read(streams::nouns).await? {
        prove_rows(app, proof, &noun).await?;
    }
    let tables = streams::all().map(|subject| subject.table);
    let tables: Vec<&str> = tables.chain(["cases", "results"]).collect();
    if proof.fault.is_none()
        && let Some(told) = app.store().read(move |db| db.index_against_rows(&tables)).await?
    {
        proof.fault = Some(whole(format!("an index does not say what its rows say: {told}")));
    }
    if proof.fault.is_none()
        && let Some(case) = app.store().read(results::of_no_case).await?
    {
        proof.fault = Some(whole(format!("a result is noted of case {case}, which is not there")));
    }
    Ok(())
}

fn prove_piece(db: &Db, after: Option<&str>) -> Result<(Vec<String>, u64, Option<Fault>), StoreError> {
    let names = streams::after(db, after, PIECE)?;
    let mut count = 0;
    for name in &names {
        let events = streams::of_stream(db, name)?;
        count += events.len() as u64;
        let fault = match prove_events(db, &events) {
            Some(what) => Some(what),
            None => prove_state(db, name, &events)?,
        };
        if let Some(what) = fault {
            return Ok((names.clone(), count, Some(whole(format!("{name}{what}")))));
        }
    }
    Ok((names, count, None))
}

/// The events of a stream follow each other and are this installation's.
fn prove_events(db: &Db, events: &[(StreamEvent, Option<Hash>)]) -> Option<String> {
    let mut previous = Hash::NONE;
    for ((event, mac), seq) in events.iter().zip(1..) {
        let fault = |what: &str| Some(format!(", event {seq}: {what}"));
        if event.seq != seq {
            return fault("is gone");
        }
        if event.computed_hash() != event.hash {
            return fault("was altered");
        }
        if event.previous != previous {
            return fault("does not follow the one before");
        }
        if *mac != Some(db.key().event(&event.hash)) {
            return fault("was not written by this installation");
        }
        previous = event.hash;
    }
    None
}

/// The rows say what the last event says they do.
fn prove_state(db: &Db, name: &str, events: &[(StreamEvent, Option<Hash>)]) -> Result<Option<String>, StoreError> {
    let (noun, key) = name.split_once('/').unwrap_or_default();
    if !streams::decides(noun) {
        return Ok(None);
    }
    let Some((last, _)) = events.last() else { return Ok(None) };
    let deed: Deed = serde_json::from_str(&last.payload).map_err(StoreError::corrupt)?;
    Ok(match (deed.state, streams::state(db, noun, key)?) {
        (said, found) if said == found => None,
        (Some(_), None) => Some(": its row is gone".into()),
        (None, Some(_)) => Some(": a row is there that was taken away".into()),
        _ => Some(": its row is not what was written last".into()),
    })
}

async fn prove_rows(app: &App, proof: &mut Proof, noun: &str) -> Result<(), AppError> {
    let mut after = None;
    while proof.fault.is_none() {
        let (from, noun) = (after.clone(), noun.to_owned());
        let look = move |db: &Db| {
            let keys = streams::keys_after(db, &noun, from.as_deref(), PIECE)?;
            for key in &keys {
                if !streams::has_begun(db, &noun, key)? {
                    let what = format!("{noun}/{key}: its row was not written by this installation");
                    return Ok::<_, StoreError>((keys.clone(), Some(whole(what))));
                }
            }
            Ok((keys, None))
        };
        let (keys, fault) = app.store().read(look).await?;
        proof.fault = fault;
        let Some(last) = keys.last() else { break };
        after = Some(last.clone());
    }
    Ok(())
}
