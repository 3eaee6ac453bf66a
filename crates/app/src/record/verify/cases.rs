//! Cases: their events, bodies and rows.

use super::files::{self, Named};
use super::{Fault, Fork, Proof};
use crate::app::App;
use crate::ground::error::AppError;
use crate::model::replay;
use crate::record::rebuild;
use crate::write::projection::Record;
use crate::write::projections;
use homeward_domain::case::event::PrivacyFact;
use homeward_domain::case::{Event, Fact};
use homeward_domain::number::CaseNumber;
use homeward_domain::record::{Hash, RecordKey, StoredEvent, content_hash};
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{CaseRow, Sight};
use homeward_store::contents::Body;
use homeward_store::events::Kept;
use homeward_store::{Db, StoreError, cases, contents, events};
use std::collections::{HashMap, HashSet};

/// Cases read in one piece.
const PIECE: i64 = 500;

/// What is known of entries that name another one before them.
#[derive(Clone, Debug)]
pub(in crate::record) enum Known {
    /// The record of an earlier version: no event has a MAC yet, and a fork is the
    /// old fault where a checkpoint of that version seals it.
    Earlier { sealed: i64 },
    /// A record under proof, with the forks that were found when it came there.
    Forks(HashSet<(CaseId, Seq)>),
}

/// Proves every case, and that no file lies there that none of them names.
pub(super) async fn prove_all(app: &App, proof: &mut Proof, known: &Known, index: bool) -> Result<(), AppError> {
    if let Some(case) = app.store().read::<_, AppError>(|db| Ok(cases::before_the_first(db)?)).await? {
        proof.fault = Some(super::whole(format!("case {case} was not written by this installation")));
    }
    let mut after = 0;
    let mut keys = HashSet::new();
    while proof.fault.is_none() {
        let known = known.clone();
        let piece = app.store().read(move |db| prove_piece(db, &known, after)).await?;
        proof.cases += piece.proof.cases;
        proof.events += piece.proof.events;
        proof.forks.extend(piece.proof.forks);
        proof.fault = piece.proof.fault;
        keys.extend(piece.named.iter().map(|named| named.details.key.clone()));
        files::prove(app, proof, piece.named).await?;
        let Some(last) = piece.last else { break };
        after = last;
    }
    if proof.fault.is_none() {
        files::prove_no_others(app, proof, &keys).await?;
    }
    if proof.fault.is_none() && index {
        super::index::prove(app, proof).await?;
    }
    Ok(())
}

struct Piece {
    proof: Proof,
    named: Vec<Named>,
    last: Option<CaseId>,
}

fn prove_piece(db: &Db, known: &Known, after: CaseId) -> Result<Piece, AppError> {
    let ids = events::cases_after(db, after, PIECE)?;
    let is_last = i64::try_from(ids.len()).is_ok_and(|count| count < PIECE);
    let last = ids.last().copied();
    let (mut proof, mut named) = (Proof::default(), Vec::new());
    // A row without events between these cases is a case whose events are gone.
    let until = last.filter(|_| !is_last).unwrap_or(CaseId::MAX);
    let with_events: HashSet<CaseId> = ids.iter().copied().collect();
    let rows = cases::numbers_between(db, after, until)?;
    if let Some((_, number)) = rows.into_iter().find(|(id, _)| !with_events.contains(id)) {
        proof.fault = Some(Fault { case: Some(number), seq: None, what: "its events are gone".into() });
        return Ok(Piece { proof, named, last });
    }
    for id in ids {
        prove_into(db, known, id, &mut proof, &mut named)?;
        if proof.fault.is_some() {
            break;
        }
    }
    Ok(Piece { proof, named, last })
}

pub(super) fn prove_single(db: &Db, known: &Known, id: CaseId) -> Result<(Proof, Vec<Named>), AppError> {
    let (mut proof, mut named) = (Proof::default(), Vec::new());
    prove_into(db, known, id, &mut proof, &mut named)?;
    if proof.events > 0 {
        return Ok((proof, named));
    }
    let row = cases::find(db, id, &Sight::All)?.ok_or(AppError::NotFound)?;
    proof.fault = Some(Fault { case: Some(row.number), seq: None, what: "its events are gone".into() });
    Ok((proof, named))
}

fn prove_into(db: &Db, known: &Known, id: CaseId, proof: &mut Proof, named: &mut Vec<Named>) -> Result<(), AppError> {
    let stored = events::kept_of_case(db, id)?;
    let row = cases::find(db, id, &Sight::All)?;
    let bodies = contents::of_case(db, id)?;
    proof.cases += 1;
    proof.events += stored.len() as u64;
    let begun_at = stored.first().map_or(0, |kept| kept.event.recorded_at);
    let number =
        row.as_ref().map_or_else(|| CaseNumber::new(id, Timestamp(begun_at)).to_string(), |r| r.number.clone());
    let mut forks = Vec::new();
    let fault = match prove_case(db.key(), known, &stored, row.as_ref(), &bodies, &mut forks) {
        None => prove_projections(db, id, &stored, &bodies)?,
        fault => fault,
    };
    proof.forks.extend(forks.into_iter().map(|seq| Fork { case: id, number: number.clone(), seq }));
    if let Some(fault) = fault {
        proof.fault = Some(Fault { case: Some(number), ..fault });
    } else if let Some(row) = row {
        named.extend(named_files(&row.number, &stored, bodies)?);
    }
    Ok(())
}

/// The files that the events of a case name, as far as they are not erased.
fn named_files(case: &str, stored: &[Kept], bodies: Vec<Body>) -> Result<Vec<Named>, AppError> {
    let attached: HashSet<Seq> =
        stored.iter().filter(|e| e.event.kind == "file_attached").map(|e| e.event.seq).collect();
    let kept = bodies.into_iter().filter(|body| attached.contains(&body.seq));
    let details = kept.filter_map(|body| Some((body.seq, body.kept?.1)));
    let named = details.map(|(seq, text)| {
        let details = serde_json::from_str(&text).map_err(StoreError::corrupt)?;
        Ok(Named { case: case.to_owned(), seq, details })
    });
    named.collect()
}

/// What is kept beside its record follows from its entries.
fn prove_projections(db: &Db, case: CaseId, stored: &[Kept], bodies: &[Body]) -> Result<Option<Fault>, AppError> {
    let events = read_events(stored)?;
    let record = Record { case, events: &events, bodies };
    for projection in projections::ALL {
        if !(projection.follows)(db, &record)? {
            let what = format!("{} does not follow from its events", projection.name);
            return Ok(Some(Fault { case: None, seq: None, what }));
        }
    }
    Ok(None)
}

fn prove_case(
    key: RecordKey,
    known: &Known,
    stored: &[Kept],
    row: Option<&CaseRow>,
    bodies: &[Body],
    forks: &mut Vec<Seq>,
) -> Option<Fault> {
    let fault = |seq, what: &str| Some(Fault { case: None, seq, what: what.into() });
    let (mut previous, mut recorded_at) = (Hash::NONE, 0);
    for (place, (kept, seq)) in stored.iter().zip(1..).enumerate() {
        let event = &kept.event;
        if event.seq != seq {
            return fault(Some(seq), "is gone");
        }
        if event.computed_hash() != event.hash {
            return fault(Some(seq), "was altered");
        }
        if kept.mac.map_or(matches!(known, Known::Forks(_)), |mac| mac != key.event(&event.hash)) {
            return fault(Some(seq), "was not written by this installation");
        }
        if event.previous != previous {
            if !known.is_fork(kept, &stored[..place]) {
                return fault(Some(seq), "does not follow the one before");
            }
            forks.push(seq);
        }
        if event.recorded_at < recorded_at {
            return fault(Some(seq), "was recorded before the one before it");
        }
        (previous, recorded_at) = (event.hash, event.recorded_at);
    }
    let events = match read_events(stored) {
        Ok(events) => events,
        Err(error) => return fault(None, &error.to_string()),
    };
    if let Some(fault) = prove_bodies(&events, bodies) {
        return Some(fault);
    }
    let Some(row) = row else { return fault(None, "its row is gone") };
    let last = stored.last().map_or(0, |kept| kept.event.seq);
    if row.seq > last {
        return fault(Some(last + 1), "is gone");
    }
    match rebuild::rebuilt_row(row, &events, bodies, previous) {
        Some(rebuilt) if rebuilt == *row => None,
        _ => fault(None, "its row does not follow from its events"),
    }
}

fn read_events(stored: &[Kept]) -> Result<Vec<Event>, StoreError> {
    let events: Vec<StoredEvent> = stored.iter().map(|kept| kept.event.clone()).collect();
    replay::read_events(&events)
}

fn prove_bodies(events: &[Event], bodies: &[Body]) -> Option<Fault> {
    let erased: HashSet<(Seq, i64)> = events
        .iter()
        .filter_map(|event| {
            if let Fact::Privacy(PrivacyFact::ContentsErased(f)) = &event.fact { Some(&f.bodies) } else { None }
        })
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

impl Known {
    /// Whether an entry that does not follow the one before it is the old fault:
    /// it begins what one command did, and names an earlier entry of its case.
    fn is_fork(&self, kept: &Kept, before: &[Kept]) -> bool {
        let event = &kept.event;
        let names_earlier = before.iter().any(|earlier| earlier.event.hash == event.previous);
        let begins_command = before.last().is_some_and(|last| last.event.command != event.command);
        let is_known = match self {
            Self::Earlier { sealed } => kept.position.is_some_and(|position| position <= *sealed),
            Self::Forks(forks) => forks.contains(&(event.case, event.seq)),
        };
        names_earlier && begins_command && is_known
    }
}
