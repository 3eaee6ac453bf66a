//! Erases what was wrong in earlier entries in the transaction that puts what is right
//! on record (个保法 46; GDPR 16). The journal notes it first, so that a restored backup
//! does it again.

use super::finish::finish;
use super::{Done, Request};
use crate::app::{App, room};
use crate::ground::caller::Scope;
use crate::ground::error::AppError;
use crate::ground::request::{self, Repeat};
use crate::ground::words::Sealer;
use crate::model::dossier::{Dossier, Entry};
use crate::model::tellings::Telling;
use crate::privacy::journal::{self, Deed, Fields, WrongBody};
use crate::read;
use crate::write::admission::{Door, admitted, asked_before, must_be_fresh};
use crate::write::follow_rules;
use crate::write::step::Order;
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{PrivacyCommand, Wrong};
use homeward_domain::case::event::{ConversationFact, Extract};
use homeward_domain::case::{Command, DecisionContext, Fact, Rejection, decide};
use homeward_domain::record::ContentRef;
use homeward_store::cases::{self, Claimed};
use homeward_store::{Db, Lane, leftovers};
use serde_json::{Map, Value};

/// Does what puts the right on record, and erases the wrong that is found in the case
/// as it was before. A hold of the case refuses both.
pub(crate) async fn with(
    app: &App,
    request: Request,
    order: Order,
    find: impl Fn(&Dossier) -> Vec<WrongBody> + Send + Sync + 'static,
) -> Done {
    request.caller.must(Scope::PrivacyWrite)?;
    // What is overwritten and merged needs room first.
    room::must_have_room(app).await?;
    let seen = read::whole(app, &request.caller, request.number.clone()).await?;
    let (id, mut wrong) = (seen.view.row.case, Vec::new());
    if !asked_before(app, &request).await? {
        must_be_fresh(&request, &seen.view.row)?;
        wrong = find(&seen);
        // What a rule forbids must not be noted: a restored backup would do it.
        judge(app, &request, &seen, &order, &wrong)?;
    }
    let under_way = journal::under_way(app).await?;
    wrong.iter().try_for_each(|one| under_way.note(Deed::Corrected(id, *one)))?;
    let done = write(app, request, order, wrong.clone(), find).await;
    if !matches!(done, Ok((_, Repeat::First)) | Err(AppError::Store(_))) {
        wrong.iter().try_for_each(|one| under_way.take_back(Deed::Corrected(id, *one)))?;
    }
    drop(under_way);
    let done = done?;
    finish(app, id).await?;
    Ok(done)
}

/// Refuses what a rule forbids, before anything is noted.
fn judge(app: &App, request: &Request, seen: &Dossier, order: &Order, wrong: &[WrongBody]) -> Result<(), AppError> {
    let case = seen.case().ok_or(AppError::NotFound)?;
    let policies = app.policies();
    let moment = DecisionContext {
        now: app.clock().now().max(case.updated_at),
        actor: request.caller.actor,
        policies: &policies,
    };
    decide(&case, order.command.clone(), &moment)?;
    if !wrong.is_empty() {
        decide(&case, erasing(seen, wrong).command, &moment)?;
    }
    Ok(())
}

async fn write(
    app: &App,
    request: Request,
    order: Order,
    noted: Vec<WrongBody>,
    find: impl Fn(&Dossier) -> Vec<WrongBody> + Send + Sync + 'static,
) -> Done {
    let (id, worker) = (request::id_of(&request.number)?, app.clone());
    app.store()
        .write(Lane::Acts, move |db| {
            let row = cases::claim(db, id, &request.caller.sight)?;
            admitted((db, &worker), &request, row, Door::Open, |row| {
                let dossier = read::dossier_of(db, (*row).clone())?;
                if find(&dossier) != noted {
                    return Err(AppError::Stale(row.seq));
                }
                let actor = request.caller.actor;
                let row = follow_rules::carry_out(db, &worker, row, actor, &order)?;
                if noted.is_empty() {
                    return Ok(row);
                }
                leftovers::ask_scrub(db)?;
                follow_rules::carry_out(db, &worker, row, actor, &erasing(&dossier, &noted))
            })
        })
        .await
}

/// Does again what the journal says of a body, on a restored backup.
pub(super) fn again(db: &Db, app: &App, row: Claimed, wrong: WrongBody) -> Result<Claimed, AppError> {
    let dossier = read::dossier_of(db, (*row).clone())?;
    let (seq, slot) = wrong.body;
    let entry = dossier.entry(seq).filter(|entry| entry.stored.hash == wrong.hash).ok_or(AppError::NotFound)?;
    let is_left = entry.bodies.iter().any(|(other, body)| *other == slot && body.is_some());
    if !is_left {
        return Err(Rejection::NothingToChange.into());
    }
    follow_rules::carry_out(db, app, row, Actor::System, &erasing(&dossier, &[wrong]))
}

/// The command, with an extract of each body of which only fields were wrong.
fn erasing(dossier: &Dossier, wrong: &[WrongBody]) -> Order {
    let mut sealer = Sealer::default();
    let mut extracts = Vec::new();
    for one in wrong.iter().filter(|one| !one.fields.is_empty()) {
        let words = body(dossier, one.body).and_then(|text| without(text, one.fields));
        extracts.extend(words.map(|text| Extract { of: one.body, words: sealer.seal(text) }));
    }
    let bodies = wrong.iter().map(|one| one.body).collect();
    Order::new(Command::Privacy(PrivacyCommand::EraseWrong(Wrong { bodies, extracts })), sealer.into_contents())
}

fn body(dossier: &Dossier, (seq, slot): (Seq, i64)) -> Option<&str> {
    let bodies = &dossier.entry(seq)?.bodies;
    bodies.iter().find(|(other, _)| *other == slot)?.1.as_deref()
}

/// Fields of a body without some of them.
fn without(text: &str, fields: Fields) -> Option<String> {
    let mut told: Map<String, Value> = serde_json::from_str(text).ok()?;
    for name in fields.names() {
        told.remove(name);
    }
    Some(Value::Object(told).to_string())
}

/// Every body that is left of an entry, and of its translations.
pub(crate) fn of_entry(dossier: &Dossier, wrong: Seq) -> Vec<WrongBody> {
    let renders = |entry: &&Entry| matches!(&entry.event.fact, Fact::Conversation(ConversationFact::TranslationAdded(f)) if f.of == wrong);
    let entries = dossier.entry(wrong).into_iter().chain(dossier.entries.iter().filter(renders));
    let bodies = |entry: &Entry| {
        let (seq, hash) = (entry.event.seq, entry.stored.hash);
        let left = entry.bodies.iter().filter(|(_, body)| body.is_some());
        let wrong = |slot: &i64| WrongBody { body: (seq, *slot), hash, fields: Fields::default() };
        left.map(|(slot, _)| wrong(slot)).collect::<Vec<_>>()
    };
    entries.flat_map(bodies).collect()
}

/// The bodies of these tellings that say otherwise what is told anew, with the fields
/// in which they do.
pub(crate) fn replaced(tellings: &[Telling], told: &Map<String, Value>) -> Vec<WrongBody> {
    let wrong = |telling: &Telling| {
        let entry = telling.lies;
        let before: Map<String, Value> = serde_json::from_str(entry.words(telling.reference)?).ok()?;
        let says_otherwise = |(name, value): &(&String, &Value)| before.get(*name).is_some_and(|old| old != *value);
        let fields = Fields::of(told.iter().filter(says_otherwise).map(|(name, _)| name.as_str()));
        let body = (entry.event.seq, telling.reference.slot);
        (!fields.is_empty()).then_some(WrongBody { body, hash: entry.stored.hash, fields })
    };
    tellings.iter().filter_map(wrong).collect()
}

/// What a sealed body of fields tells.
pub(crate) fn told(order: &Order, reference: Option<ContentRef>) -> Map<String, Value> {
    let body = order.contents.iter().find(|content| Some(content.reference) == reference);
    body.and_then(|content| serde_json::from_str(&content.body).ok()).unwrap_or_default()
}
