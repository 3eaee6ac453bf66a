//! A command on a case: load, decide, append, in one transaction.

use crate::admission::{Door, admitted};
use crate::app::App;
use crate::append::{Applied, Onto, append};
use crate::caller::Caller;
use crate::error::AppError;
use crate::merged;
use crate::project::{self, Readable};
use crate::restriction;
use crate::rules;
use crate::secrets::hash_secret;
use crate::view::CaseView;
use homeward_domain::actor::Actor;
use homeward_domain::case::event::{ConversationFact, MessageRecorded};
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_domain::case::who::Via;
use homeward_domain::case::{Case, Command, DecisionContext, Event, Fact, Rejection, decide_by_way};
use homeward_domain::record::{Hash, SealedContent, StoredEvent};
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{CaseRow, Claimed, Sight};
use homeward_store::commands::Made;
use homeward_store::{Db, Lane, StoreError, cases, commands, events, search};

/// An idempotency key with the fingerprint of the request that carries it.
#[derive(Clone, Debug)]
pub struct Key {
    /// Stored in place of the key, which may be anything its sender likes.
    name: String,
    fingerprint: Hash,
}

impl Key {
    /// A key, and what identifies the request: method, path and body.
    pub fn new(key: &str, method: &str, path: &str, body: &[u8]) -> Self {
        let mut request = Vec::with_capacity(method.len() + path.len() + body.len() + 2);
        request.extend_from_slice(method.as_bytes());
        request.push(0);
        request.extend_from_slice(path.as_bytes());
        request.push(0);
        request.extend_from_slice(body);
        let fingerprint = homeward_domain::record::content_hash(b"request", &request);
        Self { name: hash_secret(key).to_hex(), fingerprint }
    }

    /// What is stored in its place.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What its request made.
    pub(crate) const fn made(&self, case: CaseId, seq: Seq) -> Made {
        Made { fingerprint: self.fingerprint, case, seq }
    }
}

/// Whether an answer is the first or a repeat of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Done now.
    First,
    /// Done before under the same key; this is the same answer again.
    Again,
}

/// A command with the bodies it refers to.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub command: Command,
    pub contents: Vec<SealedContent>,
    /// The merged case by way of which it comes, and from whom.
    pub via: Option<Via>,
    /// The case whose files lie where those that it names do.
    pub files_of: Option<CaseId>,
}

impl Order {
    /// A command to the case itself.
    pub const fn new(command: Command, contents: Vec<SealedContent>) -> Self {
        Self { command, contents, via: None, files_of: None }
    }
}

/// What a caller asks of a case that is there.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The case by its number.
    pub number: String,
    /// The last entry that the caller has seen; refused when there are newer ones.
    pub if_match: Option<Seq>,
    /// So that a repeat does nothing twice.
    pub key: Option<Key>,
}

/// Does a command on behalf of a caller.
pub(crate) async fn execute(app: &App, request: Request, order: Order) -> Result<(CaseView, Repeat), AppError> {
    let id = crate::read::id_of(&request.number)?;
    let worker = app.clone();
    let door = if order.command.is_of_restriction() { Door::OfRestriction } else { Door::Open };
    app.store()
        .write(Lane::Acts, move |db| {
            if door == Door::OfRestriction {
                merged::claim_before(db, id)?;
            }
            let goes_on = merged::goes_on(db, id, &order.command)?;
            let (row, other) = merged::claim(db, id, goes_on, &request.caller.sight)?;
            admitted((db, &worker), &request, row, door, |row| {
                let actor = request.caller.actor;
                let done = match other {
                    None => carry_out(db, &worker, row, actor, &order),
                    Some(other) => merged::pass_on(db, &worker, (row, other), actor, &order),
                };
                let row = done.map_err(|error| closing_the_last(db, &request.caller, &worker, error))?;
                if door == Door::OfRestriction {
                    merged::reindex_elsewhere(db, id)?;
                }
                Ok(row)
            })
        })
        .await
}

/// A refusal that names the case at the end of all merges; where that one is under
/// restriction and closed to the caller, this one goes on behind it.
fn closing_the_last(db: &Db, caller: &Caller, app: &App, error: AppError) -> AppError {
    let error = merged::naming_the_last(db, error);
    let AppError::Rejected(Rejection::Connections(ConnectionRejection::GoesOn { into })) = &error else { return error };
    let last = match cases::find(db, into.serial(), &Sight::All) {
        Ok(row) => row,
        Err(failed) => return failed.into(),
    };
    let closed = last.map_or(Ok(()), |row| restriction::must_be_open(db, caller, &row, app.clock().now()));
    closed.err().unwrap_or(error)
}

/// Does a command on a case inside a transaction, and what the rules of the
/// company do then; gives the case's new row.
pub(crate) fn carry_out(db: &Db, app: &App, row: Claimed, actor: Actor, order: &Order) -> Result<Claimed, AppError> {
    let step = step(db, app, row, actor, order)?;
    Ok(rules::follow(db, app, step)?.row)
}

/// Does a command on a case inside a transaction.
pub(crate) fn step(db: &Db, app: &App, row: Claimed, actor: Actor, order: &Order) -> Result<Applied, AppError> {
    if order.files_of.is_some_and(|of| of != row.case) {
        // It was merged, or parted again, while they were on their way.
        return Err(AppError::Stale(row.seq));
    }
    let (case, record) = load(db, row.case, Seq::MAX)?;
    // Within a case time never goes back, whatever the computer's clock does.
    let now = app.clock().now().max(case.updated_at);
    let policies = app.policies();
    let moment = DecisionContext { now, actor, policies: &policies };
    let new = decide_by_way(&case, order.command.clone(), order.via, &moment)?;
    if new.is_empty() {
        return Ok(Applied { row, case, events: Vec::new() });
    }
    append(db, app, Onto::Known(Box::new((row, case, record))), (new, &order.contents), &moment)
}

/// The case as its events up to a place leave it.
pub(crate) fn load(db: &Db, id: CaseId, until: Seq) -> Result<(Case, Vec<Event>), StoreError> {
    let stored = events::of_case(db, id, 0)?;
    let upto = stored.partition_point(|event| event.seq <= until);
    let events = read_events(&stored[..upto])?;
    let case = Case::replay(&events).ok_or_else(|| StoreError::corrupt("a case does not begin as one"))?;
    Ok((case, events))
}

/// Stored events of one case as rules read them, in their order.
pub(crate) fn read_events(stored: &[StoredEvent]) -> Result<Vec<Event>, StoreError> {
    let one = |(place, event): (usize, &StoredEvent)| {
        let mut read = read_event(event)?;
        if let Fact::Conversation(ConversationFact::MessageRecorded(message)) = &mut read.fact
            && is_written_by_an_act(&stored[place..])
        {
            message.read_as_on_page();
        }
        Ok(read)
    };
    stored.iter().enumerate().map(one).collect()
}

/// Whether the first of these is a message of version 1 that the act of the same
/// command wrote by itself.
fn is_written_by_an_act(stored: &[StoredEvent]) -> bool {
    let Some((first, rest)) = stored.split_first().filter(|(first, _)| first.version == 1) else { return false };
    let mut of_command = rest.iter().take_while(|event| event.command == first.command);
    of_command.any(|event| MessageRecorded::WRITTEN_BY.contains(&event.kind.as_str()))
}

/// A stored event by itself.
fn read_event(stored: &StoredEvent) -> Result<Event, StoreError> {
    Ok(Event {
        seq: stored.seq,
        actor: Actor::parse(&stored.actor).ok_or_else(|| StoreError::corrupt("an event has no actor"))?,
        recorded_at: Timestamp(stored.recorded_at),
        effective_at: Timestamp(stored.effective_at),
        fact: decode(stored)?,
    })
}

fn decode(stored: &StoredEvent) -> Result<Fact, StoreError> {
    Fact::decode(&stored.kind, stored.version, &stored.payload).map_err(StoreError::corrupt)
}

/// Brings the index up to date with what is left of a case's words, and its row
/// with who complains now.
pub(crate) fn reindex(db: &Db, row: Claimed) -> Result<Claimed, StoreError> {
    let (_, events) = load(db, row.case, Seq::MAX)?;
    let (readable, words) = project::found_now(db, row.case, &events)?;
    search::replace(db, row.case, &project::with_number(&words, &row.number))?;
    if Readable::of_row(&row) == readable {
        return Ok(row);
    }
    cases::replace(db, &row, readable.put_in((*row).clone()))
}

/// What the same key made before; refused where the request was another.
pub(crate) fn repeated(db: &Db, actor: Actor, key: &Key) -> Result<Option<Made>, AppError> {
    match commands::find(db, &actor.to_string(), &key.name)? {
        Some(made) if made.fingerprint == key.fingerprint => Ok(Some(made)),
        Some(_) => Err(AppError::KeyReused),
        None => Ok(None),
    }
}

/// Keeps what a request made under its key.
pub(crate) fn keep(db: &Db, actor: Actor, key: Option<&Key>, row: &CaseRow) -> Result<(), StoreError> {
    let Some(key) = key else { return Ok(()) };
    let made = Made { fingerprint: key.fingerprint, case: row.case, seq: row.seq };
    commands::keep(db, &actor.to_string(), &key.name, made, row.updated_at)
}

/// The case as it was after one of its entries, to give the same answer again.
pub(crate) fn as_of(db: &Db, row: &CaseRow, seq: Seq) -> Result<CaseView, StoreError> {
    let (case, _) = load(db, row.case, seq)?;
    CaseView::new(project::row(row.case, &case, row.head, row.source.clone(), Readable::of_row(row)))
}

/// The case that a repeated intake made, as it was then.
pub(crate) fn as_made(db: &Db, made: Made) -> Result<CaseView, AppError> {
    let row = cases::find(db, made.case, &Sight::All)?.ok_or(AppError::NotFound)?;
    Ok(as_of(db, &row, made.seq)?)
}
