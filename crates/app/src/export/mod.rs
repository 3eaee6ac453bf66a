//! Exports everything in open formats: a JSON line for each case, with its
//! clocks, its words and its whole record.

pub mod backup;
mod proof;
pub mod restore;

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::model::dossier::{Dossier, Entry};
use crate::read;
use crate::registers::{self, Noun};
use homeward_domain::promises::pack::CalendarPack;
use homeward_domain::time::Timestamp;
use homeward_store::cases::{Filter, Page, Sort};
use homeward_store::policies::{self, Definition};
use homeward_store::{Db, StoreError, people, rules, views};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Cases read in one piece.
const PIECE: i64 = 200;

/// Writes `cases.jsonl`, `staff.jsonl`, `settings.jsonl`, `views.jsonl`, a file for
/// each kind of plain record, the files of cases, and `record.jsonl` with
/// `checkpoints.jsonl`, by which anybody can prove the record, into a folder; tells
/// how many cases.
pub async fn export(app: &App, folder: &Path) -> Result<u64, AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = BufWriter::new(File::create(folder.join("cases.jsonl")).map_err(failed)?);
    let caller = Caller::token(0, vec![Scope::All]);
    let (mut after, mut done) = (None, 0);
    loop {
        let page = Page { sort: Sort::Created, descending: false, after, limit: PIECE };
        let views = read::list(app, &caller, Filter::default(), page).await?;
        let Some(last) = views.last() else { break };
        after = Some((last.row.case, last.row.case));
        for view in views {
            let dossier = read::dossier(app, &caller, view.row.number, 0).await?;
            writeln!(file, "{}", case(&dossier)).map_err(failed)?;
            export_files(app, folder, &dossier).await?;
            done += 1;
        }
    }
    file.into_inner().map_err(|e| failed(e.into_error())).and_then(|f| f.sync_all().map_err(failed))?;
    let staff = app.store().read(people::all_staff).await?;
    let staff = staff.iter().map(|s| {
        json!({
            "id": s.id, "name": s.name, "email": s.email, "role": s.role, "unit": s.unit, "languages": s.languages,
            "skills": s.skills, "left_at": s.left_at.map(|at| Timestamp(at).to_rfc3339()),
        })
    });
    write_lines(&folder.join("staff.jsonl"), staff)?;
    for noun in registers::ALL {
        let records = records(app, noun).await?;
        let records = records.iter().map(|r| {
            let mut record = r.body.clone();
            record.insert("reference".into(), r.reference.clone().into());
            record.insert("name".into(), r.name.clone().into());
            Value::Object(record)
        });
        write_lines(&folder.join(format!("{}.jsonl", noun.name)), records)?;
    }
    proof::export(app, folder).await?;
    write_lines(&folder.join("settings.jsonl"), settings(app).await?.into_iter())?;
    let views = app.store().read(views::all).await?;
    let views = views.iter().map(
        |v| json!({ "name": v.name, "query": v.query, "owner": (v.owner != 0).then_some(v.owner), "actor": v.actor }),
    );
    write_lines(&folder.join("views.jsonl"), views)?;
    Ok(done)
}

/// What the company has set, in every version: promises, calendars, grading,
/// procedures, categories, rules.
async fn settings(app: &App) -> Result<Vec<Value>, AppError> {
    let line = |kind: &str, written: Definition| {
        let text = match kind {
            "calendar" => serde_json::to_value(CalendarPack::read(&written.text).map_err(StoreError::corrupt)?),
            _ => serde_json::from_str(&written.text),
        };
        Ok::<_, StoreError>(json!({
            "kind": kind, "id": written.id, "version": written.version, "actor": written.actor,
            "added_at": Timestamp(written.added_at).to_rfc3339(),
            "definition": text.map_err(StoreError::corrupt)?,
        }))
    };
    let read = move |db: &Db| {
        let mut all = Vec::new();
        for policy in crate::settings::kinds() {
            for definition in policies::all(db, policy)? {
                all.push(line(policy.0, definition)?);
            }
        }
        for newest in rules::newest(db)? {
            for rule in rules::versions(db, &newest.name)? {
                let (id, version, text) = (rule.name, rule.version, rule.definition);
                all.push(line("rule", Definition { id, version, text, actor: rule.actor, added_at: rule.added_at })?);
            }
        }
        Ok::<_, StoreError>(all)
    };
    Ok(app.store().read(read).await?)
}

/// Files as they came, each under the number of its case and its own.
async fn export_files(app: &App, folder: &Path, dossier: &Dossier) -> Result<(), AppError> {
    let mut place = 0;
    for details in dossier.entries.iter().filter_map(Entry::file_details) {
        place += 1;
        let Some(bytes) = app.files().get(&details.key).await? else { continue };
        let folder = folder.join("files").join(&dossier.view.row.number);
        let path = folder.join(format!("{place}-{}", details.name));
        let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", path.display()));
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes)).map_err(failed)?;
    }
    Ok(())
}

async fn records(app: &App, noun: Noun) -> Result<Vec<registers::View>, AppError> {
    let (mut all, mut after) = (Vec::new(), Some(0));
    while let Some(place) = after {
        let (views, next) = registers::list(app, &Caller::machine(), noun, &[], place, PIECE).await?;
        all.extend(views);
        after = next;
    }
    Ok(all)
}

fn write_lines(path: &Path, lines: impl Iterator<Item = Value>) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", path.display()));
    let mut file = File::create(path).map_err(failed)?;
    for line in lines {
        writeln!(file, "{line}").map_err(failed)?;
    }
    file.sync_all().map_err(failed)
}

fn case(dossier: &Dossier) -> Value {
    let row = &dossier.view.row;
    let time = |micros: i64| Timestamp(micros).to_rfc3339();
    let events = dossier.entries.iter().map(|entry| {
        let stored = &entry.stored;
        json!({
            "seq": stored.seq, "kind": stored.kind, "version": stored.version, "actor": stored.actor,
            "recorded_at": time(stored.recorded_at), "effective_at": time(stored.effective_at),
            "payload": dossier.payload(entry),
            "bodies": entry.bodies.iter().map(|(slot, body)| json!({"slot": slot, "body": body})).collect::<Vec<_>>(),
            "previous": stored.previous, "hash": stored.hash,
            "withdrawn_by": entry.withdrawn.as_ref().map(|withdrawn| withdrawn.by),
        })
    });
    json!({
        "number": row.number, "kind": row.kind, "state": row.state, "channel": row.channel,
        "category": row.category, "nature": row.nature, "grade": dossier.view.grade(),
        "received_at": time(row.received_at), "created_at": time(row.created_at),
        "external_reference": row.external_reference,
        "complainant": dossier.person(), "text": dossier.statement(), "desired_outcome": dossier.desired_outcome(),
        "events": events.collect::<Vec<_>>(),
    })
}
