//! The record as anybody can prove it who has the public key: every event exactly as
//! it was hashed, and the checkpoints with their signatures. `docs/proof.md` says how.

use super::write_lines;
use crate::app::App;
use crate::ground::error::AppError;
use crate::record::told;
use homeward_domain::record::{StoredEvent, StreamEvent};
use homeward_store::checkpoints;
use homeward_store::events::{self, Kept};
use homeward_store::{Db, StoreError, streams};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Positions read in one piece.
const PIECE: i64 = 2_000;

/// Writes `record.jsonl` and `checkpoints.jsonl`.
pub(super) async fn export(app: &App, folder: &Path) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", folder.display()));
    let mut file = BufWriter::new(File::create(folder.join("record.jsonl")).map_err(failed)?);
    let last = app.store().read(events::last_position).await?;
    for after in (0..last).step_by(usize::try_from(PIECE).unwrap_or(usize::MAX)) {
        let lines = app.store().read(move |db| piece(db, after, last.min(after + PIECE))).await?;
        for line in lines.into_values() {
            writeln!(file, "{line}").map_err(failed)?;
        }
    }
    file.into_inner().map_err(|e| failed(e.into_error())).and_then(|f| f.sync_all().map_err(failed))?;
    let seals = app.store().read(checkpoints::all).await?;
    write_lines(&folder.join("checkpoints.jsonl"), seals.iter().map(|seal| told(app, seal)))
}

fn piece(db: &Db, after: i64, until: i64) -> Result<BTreeMap<i64, Value>, StoreError> {
    let of_cases = events::between(db, after, until)?.into_iter();
    let of_cases = of_cases.filter_map(|Kept { event, position, .. }| Some((position?, of_case(position?, &event))));
    let of_streams = streams::between(db, after, until)?.into_iter();
    let of_streams = of_streams.map(|(position, event, _)| (position, of_stream(position, &event)));
    Ok(of_cases.chain(of_streams).collect())
}

fn of_case(position: i64, event: &StoredEvent) -> Value {
    json!({
        "position": position, "case": event.case, "seq": event.seq, "version": event.version,
        "recorded_at": event.recorded_at, "effective_at": event.effective_at, "kind": event.kind,
        "actor": event.actor, "command": event.command, "payload": event.payload,
        "previous": event.previous, "hash": event.hash,
    })
}

fn of_stream(position: i64, event: &StreamEvent) -> Value {
    json!({
        "position": position, "stream": event.stream, "seq": event.seq, "version": event.version,
        "recorded_at": event.recorded_at, "effective_at": event.effective_at, "kind": event.kind,
        "actor": event.actor, "payload": event.payload, "previous": event.previous, "hash": event.hash,
    })
}
