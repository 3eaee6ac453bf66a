//! Proves the record untouched, or names the first thing that is not.

mod cases;
mod checkpoints;
mod files;
mod index;
mod strays;
mod streams;

pub(super) use cases::Known;

use super::history::{self, History, Restored};
use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::number::CaseNumber;
use homeward_domain::record::Hash;
use homeward_domain::time::{Span, Timestamp};
use homeward_domain::{CaseId, Seq};
use homeward_store::{Db, checkpoints as seals, events, serving, tip};
use std::fmt;

/// How old an event may be that a running server has not sealed.
const UNSEALED_MAX: Span = Span::hours(2);
/// A server that said so within this time is running.
const SERVING: Span = Span::minutes(2);

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

/// An entry that names another entry before it than the one that is there: of two
/// written at once, as versions before the record's key allowed on PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The entry.
    pub seq: Seq,
}

/// What is to be proven.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// One case by its number instead of everything.
    pub only: Option<String>,
    /// A checkpoint that somebody kept elsewhere: its number and root.
    pub since: Option<(i64, Hash)>,
    /// Whether the text index holds the words of each case and no others.
    pub index: bool,
}

/// What a proof found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Cases proven.
    pub cases: u64,
    /// Events proven, of cases and of streams.
    pub events: u64,
    /// Streams beside the cases proven.
    pub streams: u64,
    /// Checkpoints proven.
    pub checkpoints: u64,
    /// Events that no checkpoint seals yet.
    pub unsealed: i64,
    /// Since when the oldest of them waits, where no server is running.
    pub unsealed_since: Option<Timestamp>,
    /// Files of cases proven.
    pub files: u64,
    /// Files of erased entries that are still to be removed.
    pub files_of_erased: u64,
    /// Files of uploads that were cut short, or are under way, which no entry names.
    pub files_of_cut: u64,
    /// Restores from a backup that are on record.
    pub restored: Vec<Restored>,
    /// Forks of an earlier version.
    pub forks: Vec<Fork>,
    /// Whether somebody has put on record that the forks may stand.
    pub forks_acknowledged: bool,
    /// The first thing that is not as it was written.
    pub fault: Option<Fault>,
}

impl Proof {
    /// Whether everything holds, and what an earlier version left was acknowledged.
    pub fn holds(&self) -> bool {
        self.fault.is_none() && (self.forks.is_empty() || self.forks_acknowledged)
    }
}

/// Proves the whole record, or one case of it. Reads in pieces, so that a
/// server goes on beside it.
pub async fn verify(app: &App, only: Option<String>) -> Result<Proof, AppError> {
    verify_asked(app, Asked { only, ..Asked::default() }).await
}

/// [`verify`], with more to be proven.
pub async fn verify_asked(app: &App, asked: Asked) -> Result<Proof, AppError> {
    let under_proof = app.store().read(tip::read).await?.chain.is_some();
    if !under_proof {
        let mut proof = earlier(app).await?;
        let why = || app.unproven().unwrap_or_else(|| "the record was not brought under proof".into());
        proof.fault = Some(proof.fault.take().unwrap_or_else(|| whole(why())));
        return Ok(proof);
    }
    let history = app.store().read(history::read).await?;
    let known = known(&history);
    if let Some(number) = asked.only {
        let id = CaseNumber::parse(&number).map(CaseNumber::serial).ok_or(AppError::NotFound)?;
        let (mut proof, named) = app.store().read(move |db| cases::prove_single(db, &known, id)).await?;
        files::prove(app, &mut proof, named).await?;
        return Ok(proof);
    }
    // Checkpoints first: they tell of a cut tail and of whole cases that are
    // gone. The cases then say which event it is, where one of them can.
    let mut proof = Proof { restored: history.restored, forks_acknowledged: history.acknowledged, ..Proof::default() };
    let sealed = checkpoints::prove(app, &mut proof, true).await?;
    let of_log = proof.fault.take();
    cases::prove_all(app, &mut proof, &known, asked.index).await?;
    if proof.fault.is_none() {
        streams::prove_all(app, &mut proof).await?;
    }
    if proof.fault.is_none() {
        strays::prove(app, &mut proof).await?;
    }
    proof.fault = proof.fault.or(of_log);
    if proof.fault.is_none() {
        proof.fault = outside(app, &mut proof, sealed, asked.since).await?;
    }
    Ok(proof)
}

fn known(history: &History) -> Known {
    Known::Forks(history.proven.iter().flat_map(|proven| &proven.forks).copied().collect())
}

/// What does not hold of a case in the database, whatever lies in its files.
pub(crate) async fn fault_of(app: &App, case: CaseId) -> Result<Option<Fault>, AppError> {
    let prove = move |db: &Db| cases::prove_single(db, &known(&history::read(db)?), case);
    Ok(app.store().read(prove).await?.0.fault)
}

/// Proves what a version before the record's key has written, as that wrote it.
pub(super) async fn earlier(app: &App) -> Result<Proof, AppError> {
    let mut proof = Proof::default();
    let sealed = checkpoints::prove(app, &mut proof, false).await?;
    let of_log = proof.fault.take();
    cases::prove_all(app, &mut proof, &Known::Earlier { sealed }, false).await?;
    proof.fault = proof.fault.or(of_log);
    Ok(proof)
}

/// What only somebody outside the database can tell: a witness, a checkpoint that
/// was kept elsewhere, the time.
async fn outside(
    app: &App,
    proof: &mut Proof,
    sealed: i64,
    since: Option<(i64, Hash)>,
) -> Result<Option<Fault>, AppError> {
    if let Some(lost) = super::seal::lost(app).await? {
        return Ok(Some(whole(lost)));
    }
    if let Some((number, root)) = since {
        let found = app.store().read(move |db| seals::with_number(db, number)).await?;
        if found.map(|c| c.root) != Some(root) {
            return Ok(Some(whole(format!("checkpoint {number} with the root {} is not there", root.to_hex()))));
        }
    }
    let look = move |db: &Db| Ok::<_, AppError>((events::oldest_after(db, sealed)?, serving::last_said(db)?));
    let (oldest, served_at) = app.store().read(look).await?;
    let (now, oldest) = (app.clock().now(), oldest.map(Timestamp));
    let is_serving = now.0 - served_at < SERVING.0;
    proof.unsealed_since = oldest.filter(|_| !is_serving);
    let waits = oldest.filter(|at| is_serving && now.0 - at.0 > UNSEALED_MAX.0);
    Ok(waits.map(|at| whole(format!("events since {} are not sealed though a server is running", at.to_rfc3339()))))
}

fn whole(what: String) -> Fault {
    Fault { case: None, seq: None, what }
}
