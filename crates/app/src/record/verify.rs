//! Proves the record untouched, or names the first thing that is not.

use super::{rebuild, seal};
use crate::app::App;
use crate::error::AppError;
use crate::execute;
use crate::files::{self, Details};
use homeward_domain::case::{Event, Fact};
use homeward_domain::number::CaseNumber;
use homeward_domain::record::{Hash, StoredEvent, content_hash, merkle_root};
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{CaseRow, Sight};
use homeward_store::contents::Body;
use homeward_store::{Db, cases, checkpoints, contents, events};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Cases read in one piece.
const PIECE: i64 = 500;
/// Positions read in one piece.
const POSITIONS: i64 = 50_000;

/// Something in the record that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The case; `None` where it is the log as a whole.
    pub case: Option<String>,
    /// The event, where it is one.
    pub seq: Option<Seq>,
    /// What is wrong, in English, for an operator.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.case, self.seq) {
            (Some(case), Some(seq)) => write!(f, "case {case}, event {seq}: {}", self.what),
            (Some(case), None) => write!(f, "case {case}: {}", self.what),
            _ => f.write_str(&self.what),
        }
    }
}

/// What a proof found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Cases proven.
    pub cases: u64,
    /// Events proven.
    pub events: u64,
    /// Checkpoints proven.
    pub checkpoints: u64,
    /// Events that no checkpoint seals yet.
    pub unsealed: i64,
    /// Files of cases proven.
    pub files: u64,
    /// The first thing that is not as it was written.
    pub fault: Option<Fault>,
}

/// A file that the record names, to be held against the store of files.
struct Named {
    case: String,
    seq: Seq,
    details: Details,
}

/// Proves the whole record, or one case of it. Reads in pieces, so that a
/// server goes on beside it.
pub async fn verify(app: &App, only: Option<String>) -> Result<Proof, AppError> {
    if let Some(number) = only {
        let id = CaseNumber::parse(&number).map(CaseNumber::serial).ok_or(AppError::NotFound)?;
        let (mut proof, named) = app.store().read(move |db| prove_single(db, id)).await?;
        prove_files(app, &mut proof, named).await?;
        return Ok(proof);
    }
    // Checkpoints first: they tell of a cut tail and of whole cases that are
    // gone. The cases then say which event it is, where one of them can.
    let mut proof = Proof::default();
    prove_checkpoints(app, &mut proof).await?;
    let of_log = proof.fault.take();
    prove_cases(app, &mut proof).await?;
    proof.fault = proof.fault.or(of_log);
    Ok(proof)
}

async fn prove_cases(app: &App, proof: &mut Proof) -> Result<(), AppError> {
    let mut after = 0;
    while proof.fault.is_none() {
        let piece = app.store().read(move |db| prove_piece(db, after)).await?;
        proof.cases += piece.proof.cases;
        proof.events += piece.proof.events;
        proof.fault = piece.proof.fault;
        prove_files(app, proof, piece.named).await?;
        let Some(last) = piece.last else { break };
        after = last;
    }
    Ok(())
}

/// Each file that is named lies there as it was sent.
async fn prove_files(app: &App, proof: &mut Proof, named: Vec<Named>) -> Result<(), AppError> {
    for Named { case, seq, details } in named {
        if proof.fault.is_some() {
            break;
        }
        if files::is_sound(app, &details).await? {
            proof.files += 1;
        } else if erased_meanwhile(app, &case, seq).await? {
            // An erasure took body and file while this was on its way.
        } else {
            let what = "its file is missing or was altered".into();
            proof.fault = Some(Fault { case: Some(case), seq: Some(seq), what });
        }
    }
    Ok(())
}

async fn erased_meanwhile(app: &App, case: &str, seq: Seq) -> Result<bool, AppError> {
    let id = crate::read::id_of(case)?;
    let kept = app.store().read(move |db| contents::of_case(db, id)).await?;
    Ok(!kept.iter().any(|body| body.seq == seq && body.kept.is_some()))
}

async fn prove_checkpoints(app: &App, proof: &mut Proof) -> Result<(), AppError> {
    let all = app.store().read(checkpoints::all).await?;
    let (mut previous, mut position, mut case_count) = (Hash::NONE, 0, 0);
    for (checkpoint, number) in all.iter().zip(1..) {
        let fault = |what: &str| Some(whole(format!("checkpoint {number}: {what}")));
        if checkpoint.number != number || checkpoint.previous != previous || checkpoint.first_position != position + 1 {
            proof.fault = fault("does not follow the one before");
            return Ok(());
        }
        if !app.secrets().signed(&seal::message(checkpoint), &checkpoint.signature) {
            proof.fault = fault("its signature is not this installation's");
            return Ok(());
        }
        let count = checkpoint.last_position - position;
        let stretch = app.store().read(move |db| events::hashes_after(db, position, count)).await?;
        case_count += i64::try_from(stretch.iter().filter(|(_, seq, _)| *seq == 1).count()).unwrap_or(i64::MAX);
        let leaves: Vec<_> = stretch.into_iter().map(|(position, _, hash)| (position, hash)).collect();
        if merkle_root(&leaves) != checkpoint.root || case_count != checkpoint.case_count {
            let found: HashSet<i64> = leaves.iter().map(|(position, _)| *position).collect();
            let (first, last) = (checkpoint.first_position, checkpoint.last_position);
            let gone = (first..=last).find(|position| !found.contains(position));
            let gone = gone.map_or_else(String::new, |position| format!("; the event at position {position} is gone"));
            proof.fault = fault(&format!("events at positions {first}–{last} are not those that were sealed{gone}"));
            return Ok(());
        }
        (previous, position) = (seal::hash_of(checkpoint), checkpoint.last_position);
        proof.checkpoints += 1;
    }
    prove_tail(app, proof, position).await
}

/// Positions behind the last seal run on without a gap, up to the counter. Both
/// are read in one view: beside a running server they move together.
async fn prove_tail(app: &App, proof: &mut Proof, sealed: i64) -> Result<(), AppError> {
    let mut position = sealed;
    loop {
        let look = move |db: &Db| Ok((events::hashes_after(db, position, POSITIONS)?, events::last_position(db)?));
        let (stretch, counted) = app.store().read::<_, AppError>(look).await?;
        if stretch.is_empty() {
            proof.unsealed = position - sealed;
            if counted > position {
                let what = format!("the events behind position {position} are gone; {counted} were recorded");
                proof.fault = Some(whole(what));
            }
            return Ok(());
        }
        for (found, _, _) in &stretch {
            if *found != position + 1 {
                proof.fault = Some(whole(format!("the event at position {} is gone", position + 1)));
                return Ok(());
            }
            position = *found;
        }
    }
}

struct Piece {
    proof: Proof,
    named: Vec<Named>,
    last: Option<CaseId>,
}

fn prove_piece(db: &Db, after: CaseId) -> Result<Piece, AppError> {
    let ids = events::cases_after(db, after, PIECE)?;
    let is_last = i64::try_from(ids.len()).is_ok_and(|count| count < PIECE);
    let last = ids.last().copied();
    let (mut proof, mut named) = (Proof::default(), Vec::new());
    // A row without events between these cases is a case whose events are gone.
    let until = last.filter(|_| !is_last).unwrap_or(CaseId::MAX);
    let known: HashSet<CaseId> = ids.iter().copied().collect();
    let rows = cases::numbers_between(db, after, until)?;
    if let Some((_, number)) = rows.into_iter().find(|(id, _)| !known.contains(id)) {
        proof.fault = Some(Fault { case: Some(number), seq: None, what: "its events are gone".into() });
        return Ok(Piece { proof, named, last });
    }
    for id in ids {
        prove_into(db, id, &mut proof, &mut named)?;
        if proof.fault.is_some() {
            break;
        }
    }
    Ok(Piece { proof, named, last })
}

fn prove_single(db: &Db, id: CaseId) -> Result<(Proof, Vec<Named>), AppError> {
    let (mut proof, mut named) = (Proof::default(), Vec::new());
    prove_into(db, id, &mut proof, &mut named)?;
    if proof.events > 0 {
        return Ok((proof, named));
    }
    let row = cases::find(db, id, &Sight::All)?.ok_or(AppError::NotFound)?;
    proof.fault = Some(Fault { case: Some(row.number), seq: None, what: "its events are gone".into() });
    Ok((proof, named))
}

fn prove_into(db: &Db, id: CaseId, proof: &mut Proof, named: &mut Vec<Named>) -> Result<(), AppError> {
    let stored = events::of_case(db, id, 0)?;
    let row = cases::find(db, id, &Sight::All)?;
    let bodies = contents::of_case(db, id)?;
    proof.cases += 1;
    proof.events += stored.len() as u64;
    if let Some(mut fault) = prove_case(&stored, row.as_ref(), &bodies) {
        fault.case = Some(match &row {
            Some(row) => row.number.clone(),
            None => CaseNumber::new(id, Timestamp(stored.first().map_or(0, |e| e.recorded_at))).to_string(),
        });
        proof.fault = Some(fault);
    } else if let Some(row) = row {
        named.extend(named_files(&row.number, &stored, bodies)?);
    }
    Ok(())
}

/// The files that the events of a case name, as far as they are not erased.
fn named_files(case: &str, stored: &[StoredEvent], bodies: Vec<Body>) -> Result<Vec<Named>, AppError> {
    let attached: HashSet<Seq> = stored.iter().filter(|e| e.kind == "file_attached").map(|e| e.seq).collect();
    let kept = bodies.into_iter().filter(|body| attached.contains(&body.seq));
    let details = kept.filter_map(|body| Some((body.seq, body.kept?.1)));
    let named = details.map(|(seq, text)| {
        let details = serde_json::from_str(&text).map_err(homeward_store::StoreError::corrupt)?;
        Ok(Named { case: case.to_owned(), seq, details })
    });
    named.collect()
}

fn prove_case(stored: &[StoredEvent], row: Option<&CaseRow>, bodies: &[Body]) -> Option<Fault> {
    let fault = |seq, what: &str| Some(Fault { case: None, seq, what: what.into() });
    let (mut previous, mut recorded_at) = (Hash::NONE, 0);
    for (event, seq) in stored.iter().zip(1..) {
        if event.seq != seq {
            return fault(Some(seq), "is gone");
        }
        if event.computed_hash() != event.hash {
            return fault(Some(seq), "was altered");
        }
        if event.previous != previous {
            return fault(Some(seq), "does not follow the one before");
        }
        if event.recorded_at < recorded_at {
            return fault(Some(seq), "was recorded before the one before it");
        }
        (previous, recorded_at) = (event.hash, event.recorded_at);
    }
    let events = match execute::read_events(stored) {
        Ok(events) => events,
        Err(error) => return fault(None, &error.to_string()),
    };
    if let Some(fault) = prove_bodies(&events, bodies) {
        return Some(fault);
    }
    let Some(row) = row else { return fault(None, "its row is gone") };
    let last = stored.last().map_or(0, |event| event.seq);
    if row.seq > last {
        return fault(Some(last + 1), "is gone");
    }
    match rebuild::rebuilt_row(row, &events, bodies, previous) {
        Some(rebuilt) if rebuilt == *row => None,
        _ => fault(None, "its row does not follow from its events"),
    }
}

fn prove_bodies(events: &[Event], bodies: &[Body]) -> Option<Fault> {
    let erased: HashSet<(Seq, i64)> = events
        .iter()
        .filter_map(|event| if let Fact::ContentsErased(f) = &event.fact { Some(&f.bodies) } else { None })
        .flatten()
        .copied()
        .collect();
    let mut kept: HashMap<(Seq, i64), &Body> = bodies.iter().map(|b| ((b.seq, b.slot), b)).collect();
    for event in events {
        for reference in event.fact.contents() {
            let key = (event.seq, reference.slot);
            let fault = |what: &str| Some(Fault { case: None, seq: Some(event.seq), what: what.into() });
            match kept.remove(&key).and_then(|body| body.kept.as_ref()) {
                Some(_) if erased.contains(&key) => return fault("a body that was erased is there"),
                Some((salt, body)) if content_hash(salt, body.as_bytes()) != reference.hash => {
                    return fault("a body was altered");
                }
                None if !erased.contains(&key) => return fault("a body is missing without an erasure"),
                _ => {}
            }
        }
    }
    let (seq, _) = kept.into_keys().min()?;
    Some(Fault { case: None, seq: Some(seq), what: "a body belongs to no entry".into() })
}

fn whole(what: String) -> Fault {
    Fault { case: None, seq: None, what }
}
