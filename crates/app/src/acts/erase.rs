//! Removes words and personal data of a case on a lawful ground: bodies,
//! readable columns, index, free space. A journal beside the database lets a
//! restored backup replay it.

use super::{Done, Request};
use crate::app::App;
use crate::disk;
use crate::error::AppError;
use crate::execute::{self, Order, Repeat};
use crate::form;
use crate::project::{self, Readable};
use crate::view::CaseView;
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::{Command, Fact, Moment, Rejection, decide};
use homeward_domain::catalogue::ErasureGround;
use homeward_store::cases::{self, CaseRow, Claimed, Sight};
use homeward_store::{Db, Lane, apologies, attendance, contents, search};
use serde_json::Value;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// Body: `ground`.
pub async fn erase(app: &App, request: Request, body: &Value) -> Done {
    let ground = form::read(body, |fields| {
        let ground = fields.spelled("ground", ErasureGround::parse, ErasureGround::SPELLINGS);
        fields.required("ground", ground)
    })?;
    // What is overwritten and merged needs room first.
    disk::must_have_room(app).await?;
    let id = crate::read::id_of(&request.number)?;
    let worker = app.clone();
    // What a rule forbids must not be noted: a restored backup would do it.
    let seen = crate::read::dossier(app, &request.caller, request.number.clone(), 0).await?;
    let case = seen.case().ok_or(AppError::NotFound)?;
    let now = app.clock().now().max(case.updated_at);
    let policies = app.policies();
    let moment = Moment { now, actor: request.caller.actor, policies: &policies };
    let judged = decide(&case, Command::EraseContents { ground }, &moment);
    if let Err(rejection @ (Rejection::OnHold | Rejection::RetentionRuns { .. })) = judged {
        return Err(rejection.into());
    }
    let (actor, key) = (request.caller.actor, request.key.clone());
    let asked_before = move |db: &Db| match &key {
        Some(key) => Ok::<_, AppError>(execute::repeated(db, actor, key)?.is_some()),
        None => Ok(false),
    };
    if !app.store().read(asked_before).await? {
        must_be_fresh(&request, &seen.view.row)?;
        // Noted before it is done: an erasure that a crash kept from being noted
        // would come back with the next restored backup.
        note(&app.options().journal_path(), (seen.view.row.case, ground), false)?;
    }
    let done = app
        .store()
        .write(Lane::Acts, move |db| {
            let row = cases::claim(db, id, &request.caller.sight)?.ok_or(AppError::NotFound)?;
            if let Some(key) = &request.key
                && execute::repeated(db, request.caller.actor, key)?.is_some()
            {
                return Ok((row, Repeat::Again));
            }
            must_be_fresh(&request, &row)?;
            let row = carry_out(db, &worker, row, request.caller.actor, ground)?;
            execute::keep(db, request.caller.actor, request.key.as_ref(), &row)?;
            Ok::<_, AppError>((row, Repeat::First))
        })
        .await;
    if let Err(AppError::Stale(_) | AppError::NotFound | AppError::Rejected(_)) = done {
        note(&app.options().journal_path(), (seen.view.row.case, ground), true)?;
    }
    let (row, repeat) = done?;
    app.files().remove_all_of(row.case).await?;
    scrub(app).await?;
    Ok((CaseView::new(row.into_row())?, repeat))
}

fn must_be_fresh(request: &Request, row: &CaseRow) -> Result<(), AppError> {
    if request.if_match.is_some_and(|seq| seq != row.seq) { Err(AppError::Stale(row.seq)) } else { Ok(()) }
}

/// The cases that a journal names.
pub fn erased_cases(journal: &str) -> Vec<CaseId> {
    noted(journal).unwrap_or_default().into_iter().map(|(case, _)| case).collect()
}

/// Refuses a journal of which not every line can be read.
pub fn check_journal(journal: &str) -> Result<(), AppError> {
    noted(journal).map(|_| ())
}

/// What a journal says in the end: which case, on which ground.
fn noted(journal: &str) -> Result<Vec<(CaseId, ErasureGround)>, AppError> {
    let mut all = Vec::new();
    for (line, number) in journal.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let broken = || AppError::File(format!("line {number} of the journal of erasures is broken"));
        let entry: Value = serde_json::from_str(line).map_err(|_| broken())?;
        let case = entry["case"].as_i64().ok_or_else(broken)?;
        let ground = entry["ground"].as_str().and_then(ErasureGround::parse).ok_or_else(broken)?;
        if entry["undone"] == true {
            let place = all.iter().rposition(|noted| *noted == (case, ground));
            place.map(|place| all.remove(place));
        } else {
            all.push((case, ground));
        }
    }
    Ok(all)
}

/// Does again what a journal says, on a database restored from before it. Each
/// is done once more at most. Tells how many cases it changed.
pub async fn replay(app: &App, journal: &str) -> Result<u64, AppError> {
    let mut erased = 0;
    for (id, ground) in noted(journal)? {
        let worker = app.clone();
        let done = app
            .store()
            .write(Lane::Bulk, move |db| match cases::claim(db, id, &Sight::All)? {
                None => Err(AppError::NotFound),
                Some(row) => carry_out(db, &worker, row, Actor::System, ground),
            })
            .await;
        match done {
            Ok(_) => {
                app.files().remove_all_of(id).await?;
                erased += 1;
            }
            // Erased before the backup was made, or taken in after it.
            Err(AppError::Rejected(Rejection::NothingToChange) | AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if erased > 0 {
        scrub(app).await?;
    }
    Ok(erased)
}

fn carry_out(db: &Db, app: &App, row: Claimed, actor: Actor, ground: ErasureGround) -> Result<Claimed, AppError> {
    let order = Order { command: Command::EraseContents { ground }, contents: Vec::new() };
    let row = execute::carry_out(db, app, row, actor, &order)?;
    let (case, events) = execute::load(db, row.case, row.seq)?;
    for event in events.iter().rev() {
        if let Fact::ContentsErased(erased) = &event.fact {
            contents::erase(db, row.case, &erased.bodies)?;
            break;
        }
    }
    let bare = project::row(row.case, &case, row.head, row.source.clone(), Readable::default());
    let bare = cases::replace(db, &row, bare)?;
    apologies::remove(db, bare.case)?;
    attendance::forget(db, bare.case)?;
    search::replace(db, bare.case, &project::with_number("", &bare.number))?;
    Ok(bare)
}

async fn scrub(app: &App) -> Result<(), AppError> {
    let store = app.store().clone();
    let done = tokio::task::spawn_blocking(move || store.scrub()).await;
    Ok(done.map_err(|e| AppError::File(e.to_string()))??)
}

/// Adds a line, or one that takes back what was noted and then not done. A line that
/// could not be written whole is cut off, so that the journal can be read to its end.
fn note(journal: &Path, (case, ground): (CaseId, ErasureGround), undone: bool) -> Result<(), AppError> {
    let end = if undone { ",\"undone\":true}\n" } else { "}\n" };
    let line = format!("{{\"case\":{case},\"ground\":\"{}\"{end}", ground.as_str());
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    let written = options.open(journal).and_then(|mut file| {
        // Other copies of the program write here as well.
        file.lock()?;
        let before = file.metadata()?.len();
        let added = file.write_all(line.as_bytes()).and_then(|()| file.sync_all());
        added.or_else(|error| file.set_len(before).and(Err(error)))
    });
    written.map_err(|error| disk::file_error(journal.display(), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_and_then_not_done_is_not_done_by_a_restore() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures.jsonl");
        let (first, second) = ((7, ErasureGround::Order), (8, ErasureGround::PersonRequest));
        for (entry, undone) in [(first, false), (second, false), (first, false), (first, true)] {
            note(&path, entry, undone).unwrap();
        }
        assert_eq!(noted(&std::fs::read_to_string(&path).unwrap()).unwrap(), [first, second]);
        assert!(check_journal("{\"case\":7,\"ground\":\"order\"}\n{\"case\"").is_err());
    }
}
