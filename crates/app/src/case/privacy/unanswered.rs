//! Brings the journal of erasures and the record together after a crash. A line is
//! written before its erasure: the other way round a crash between the two would let the
//! next restored backup bring back what somebody was told is gone. So a line may stand
//! there of an erasure that was never done. It is taken back and not carried out: nobody
//! was told that anything was erased, whoever asked sees the case as it was and can ask
//! again, and what is erased cannot be brought back.

use crate::app::App;
use crate::ground::error::AppError;
use crate::model::{replay, survivor};
use crate::privacy::journal::{self, Deed, Noted, WrongBody};
use crate::record;
use crate::registers::erasure;
use homeward_domain::CaseId;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ContentsErased, PrivacyFact};
use homeward_domain::catalogue::ErasureGround;
use homeward_store::{Db, contents, events};

/// Takes back what the journal says was erased and the record does not know; how many
/// lines. Does nothing while an erasure is under way anywhere.
pub(crate) async fn take_back_unanswered(app: &App) -> Result<u64, AppError> {
    if undone(app).await?.is_empty() {
        return Ok(0);
    }
    let path = app.options().journal_path();
    let Some(_none_under_way) = journal::none_under_way(&path)? else { return Ok(0) };
    // What was under way a moment ago is in the record by now.
    let undone = undone(app).await?;
    for deed in &undone {
        journal::take_back(&path, *deed)?;
        tracing::warn!(?deed, "an erasure was noted in the journal and never done: it was taken back");
    }
    Ok(undone.len() as u64)
}

async fn undone(app: &App) -> Result<Vec<Deed>, AppError> {
    let lines = journal::lines_of(&app.options().journal_path())?;
    app.store().read(move |db| lines_undone(db, &lines)).await
}

/// A line of before a restore, or of another place that was restored from the same
/// record, is about cases that went on otherwise: it stays.
fn lines_undone(db: &Db, lines: &[Noted]) -> Result<Vec<Deed>, AppError> {
    let here = record::last_restored(db)?;
    let mut undone = Vec::new();
    for line in lines.iter().filter(|line| line.of == Some(here)) {
        if !is_done(db, line.deed)? {
            undone.push(line.deed);
        }
    }
    Ok(undone)
}

fn is_done(db: &Db, deed: Deed) -> Result<bool, AppError> {
    match deed {
        Deed::Erased(case, ground) => is_erased(db, case, ground, None),
        Deed::ErasedOne(case, ground, one) => is_erased(db, case, ground, Some(one.place)),
        Deed::Corrected(case, WrongBody { body, hash, .. }) => {
            let is_there = events::of_case(db, case, 0)?.iter().any(|event| event.seq == body.0 && event.hash == hash);
            let bodies = contents::of_case(db, case)?;
            let is_left = bodies.iter().any(|kept| (kept.seq, kept.slot) == body && kept.kept.is_some());
            Ok(!(is_there && is_left))
        }
        Deed::CustomerErased(id, _) => erasure::is_erased(db, id),
        // One that was cut short restricts after a restore; that takes nothing away.
        Deed::Restricted(..) | Deed::Lifted(_) | Deed::CustomerRestricted(..) | Deed::CustomerLifted(_) => Ok(true),
    }
}

/// Whether a case, or one in which something stands that was said to it, was erased on
/// a ground, whole or of one who complains; one that is not there counts as erased.
fn is_erased(db: &Db, case: CaseId, ground: ErasureGround, complainant: Option<i64>) -> Result<bool, AppError> {
    if events::of_case(db, case, 0)?.is_empty() {
        return Ok(true);
    }
    for case in [case].into_iter().chain(survivor::told_elsewhere(db, case)?.into_keys()) {
        let events = replay::read_events(&events::of_case(db, case, 0)?)?;
        let is_it =
            |f: &ContentsErased| f.ground == ground && (f.complainant == complainant || f.complainant.is_none());
        if events.iter().any(|event| matches!(&event.fact, Fact::Privacy(PrivacyFact::ContentsErased(f)) if is_it(f))) {
            return Ok(true);
        }
    }
    Ok(false)
}
