//! Files of cases that no entry names: what an erasure or an upload that was cut short
//! has left, and what nobody sent. A name of ours bears a mark that only this
//! installation makes, so that one is told from the other.

use crate::app::files::CASES;
use crate::app::folder::Lying;
use crate::ground::error::AppError;
use crate::ground::secrets::{Secrets, random};
use crate::model::dossier::Details;
use crate::model::replay::{load, read_events};
use homeward_domain::case::Fact;
use homeward_domain::case::event::FileFact;
use homeward_domain::record::Hash;
use homeward_domain::{CaseId, Seq};
use homeward_store::{Db, contents, events, leftovers};
use std::collections::{BTreeMap, HashSet};

/// Hexadecimal digits of a name: half of them are drawn, the others mark it.
const DIGITS: usize = 32;

/// Why a file lies there that no entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its entry was erased, and it was not removed yet.
    Erased,
    /// It was sent, and nobody was told that it was taken.
    Cut,
    /// Somebody put it there.
    Planted,
}

/// A file that no entry names.
#[derive(Clone, Debug)]
pub(crate) struct Stray {
    pub lying: Lying,
    pub why: Why,
}

/// Where a new file of a case will lie.
pub(super) fn new_key(secrets: &Secrets, case: CaseId) -> String {
    let drawn = format!("{CASES}/{case}/{:016x}", u64::from_be_bytes(random()));
    let mark = mark(secrets, &drawn);
    drawn + &mark
}

fn mark(secrets: &Secrets, drawn: &str) -> String {
    let whole = Hash(secrets.name_mark(drawn)).to_hex();
    whole.chars().take(DIGITS / 2).collect()
}

/// What lies there, by the case to which it belongs by its key; of none where it does not read so.
pub(crate) fn by_case(all: Vec<Lying>) -> BTreeMap<Option<CaseId>, Vec<Lying>> {
    let mut parted: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for lying in all {
        parted.entry(case_of(&lying.key)).or_default().push(lying);
    }
    parted
}

/// The case that a key belongs to, whatever is kept there of it.
pub(super) fn case_of(key: &str) -> Option<CaseId> {
    key.split('/').nth(1)?.parse().ok()
}

/// What no entry of a case names of what lies there for it.
pub(crate) fn of_case(
    db: &Db,
    secrets: &Secrets,
    case: Option<CaseId>,
    mut lying: Vec<Lying>,
) -> Result<Vec<Stray>, AppError> {
    let Some(case) = case else { return Ok(planted(lying)) };
    let named = named(db, case)?;
    lying.retain(|one| !named.contains(&one.key));
    if lying.is_empty() {
        return Ok(Vec::new());
    }
    let Some(erased) = lengths_erased(db, case)? else { return Ok(planted(lying)) };
    let is_cleared = leftovers::are_files_cleared(db)?;
    let why = |lying: &Lying| match drawn_and_mark(&lying.key) {
        // The record does not say any more which it was: only how long.
        Some(_) if erased.contains(&lying.bytes) => Why::Erased,
        Some((drawn, marked)) if !is_cleared || marked == mark(secrets, drawn) => Why::Cut,
        _ => Why::Planted,
    };
    Ok(lying.into_iter().map(|lying| Stray { why: why(&lying), lying }).collect())
}

/// Where the files of a case lie that its record names.
pub(crate) fn named(db: &Db, case: CaseId) -> Result<HashSet<String>, AppError> {
    let bodies = contents::of_kind(db, case, "file_attached")?;
    Ok(bodies.iter().filter_map(|body| serde_json::from_str::<Details>(body).ok()).map(|details| details.key).collect())
}

fn planted(lying: Vec<Lying>) -> Vec<Stray> {
    lying.into_iter().map(|lying| Stray { lying, why: Why::Planted }).collect()
}

/// How long the files were that were erased from a case; `None` where there is no case.
fn lengths_erased(db: &Db, case: CaseId) -> Result<Option<HashSet<u64>>, AppError> {
    let events = read_events(&events::of_case(db, case, 0)?)?;
    if events.is_empty() {
        return Ok(None);
    }
    let bodies = contents::of_case(db, case)?;
    let is_erased = |seq, slot| bodies.iter().any(|body| (body.seq, body.slot) == (seq, slot) && body.kept.is_none());
    let length = |event: &homeward_domain::case::Event| match &event.fact {
        Fact::Files(FileFact::FileAttached(f)) if is_erased(event.seq, f.details.slot) => u64::try_from(f.bytes).ok(),
        _ => None,
    };
    Ok(Some(events.iter().filter_map(length).collect()))
}

/// Both halves of a name that may be ours; that of a file which the store of objects
/// has begun to write has an ending more.
fn drawn_and_mark(key: &str) -> Option<(&str, &str)> {
    let whole = match key.split_once('#') {
        Some((whole, ending)) if !ending.is_empty() && ending.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => key,
    };
    let name = whole.strip_prefix(CASES)?.strip_prefix('/')?.split_once('/')?.1;
    let is_ours = name.len() == DIGITS && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_ours.then(|| whole.split_at(whole.len() - DIGITS / 2))
}

/// Where the files of a case lie that its record still names.
pub(crate) fn files_left(db: &Db, case: CaseId) -> Result<Vec<String>, AppError> {
    let (_, events) = load(db, case, Seq::MAX)?;
    let attached: Vec<Seq> = events
        .iter()
        .filter(|event| matches!(event.fact, Fact::Files(FileFact::FileAttached(_))))
        .map(|event| event.seq)
        .collect();
    let bodies = contents::of_case(db, case)?.into_iter().filter(|body| attached.contains(&body.seq));
    let details = bodies.filter_map(|body| serde_json::from_str::<Details>(&body.kept?.1).ok());
    Ok(details.map(|details| details.key).collect())
}
