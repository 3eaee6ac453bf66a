//! Takes a case in: number, clocks, link, words in the index, all on disk
//! before anybody is told so.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::request::{Key, Repeat};
use crate::ground::words::Sealer;
use crate::model::matter::{Particulars, Person};
use crate::model::project::{self, Readable};
use crate::model::view::CaseView;
use crate::registers::unit_tree;
use crate::write::append::{Applied, Onto, append};
use crate::write::intake::{self, Intake};
use crate::write::{admission, follow_rules};
use homeward_domain::case::event::{CaseReceived, Complainant, History};
use homeward_domain::case::{DecisionContext, Origin, Receipt, receive};
use homeward_domain::record::SealedContent;
use homeward_store::{Db, Lane, cases};

/// Takes a case in. The same key gives the same answer again; a reference that
/// its source has used before names the case that has it.
pub async fn take_in(
    app: &App,
    caller: Caller,
    intake: Intake,
    key: Option<Key>,
) -> Result<(CaseView, Repeat), AppError> {
    take_in_lane(app, Lane::Acts, caller, intake, key).await
}

/// [`take_in`] in the lane that an import may use.
pub(crate) async fn take_in_lane(
    app: &App,
    lane: Lane,
    caller: Caller,
    intake: Intake,
    key: Option<Key>,
) -> Result<(CaseView, Repeat), AppError> {
    let prepared = prepare(app, &caller, intake);
    let worker = app.clone();
    app.store()
        .write(lane, move |db| {
            if let Some(key) = &key
                && let Some(made) = admission::repeated(db, caller.actor, key)?
            {
                return Ok((admission::as_made(db, made)?, Repeat::Again));
            }
            let view = store(db, &worker, &caller, &prepared)?;
            admission::keep(db, caller.actor, key.as_ref(), &view.row)?;
            Ok((view, Repeat::First))
        })
        .await
}

/// Takes in a part of another case, inside the transaction that splits it.
pub(crate) fn take_in_part(
    db: &Db,
    app: &App,
    caller: &Caller,
    intake: Intake,
    origin: Origin,
) -> Result<CaseView, AppError> {
    let mut prepared = prepare(app, caller, intake);
    prepared.receipt.origin = Some(origin);
    store(db, app, caller, &prepared)
}

/// Whether a case could be taken in now; stores nothing.
pub(crate) async fn check(app: &App, caller: &Caller, intake: Intake) -> Result<(), AppError> {
    let (prepared, caller) = (prepare(app, caller, intake), caller.clone());
    let policies = app.policies();
    let moment = DecisionContext { now: app.clock().now(), actor: caller.actor, policies: &policies };
    receive(prepared.receipt.clone(), &moment)?;
    app.store()
        .read(move |db| {
            refuse_known(db, &prepared)?;
            refuse_unit(db, &caller, &prepared)
        })
        .await
}

/// Everything about an intake that needs no database.
struct Prepared {
    source: String,
    receipt: Receipt,
    contents: Vec<SealedContent>,
    readable: Readable,
    words: String,
}

fn prepare(app: &App, caller: &Caller, mut intake: Intake) -> Prepared {
    // What a desk takes in is its own unless it says otherwise.
    intake.unit = intake.unit.or_else(|| caller.units()?.first().cloned());
    let source = caller.source();
    let external_key = intake.particulars.external_reference.as_deref().map(|r| app.secrets().external_key(&source, r));
    let result = intake.past.as_ref().and_then(|past| past.result.as_deref());
    let wishes = intake.complainants.iter().map(|c| c.desired_outcome.as_deref());
    let texts: Vec<&str> = wishes.chain([Some(intake.text.as_str()), result]).flatten().collect();
    let persons: Vec<&Person> = intake.complainants.iter().filter_map(|c| c.person.as_ref()).collect();
    let words = project::intake_words(&persons, &intake.particulars, &texts);
    let representative = intake.complainants.first().and_then(|c| c.person.as_ref());
    let readable = Readable::new(representative, &intake.particulars, &intake.text);
    let received_at = intake.received_at;
    let mut sealer = Sealer::default();
    let received = received(&mut sealer, intake, external_key);
    let contents = sealer.into_contents();
    Prepared { source, receipt: Receipt { received, received_at, origin: None }, contents, readable, words }
}

fn received(sealer: &mut Sealer, intake: Intake, external_key: Option<String>) -> CaseReceived {
    // The statement is always body 1: search and lists read it by that place.
    let statement = sealer.seal(intake.text);
    let complainants = intake.complainants.into_iter().map(|c| sealed(sealer, c)).collect();
    let particulars = (intake.particulars != Particulars::default()).then(|| sealer.seal_fields(&intake.particulars));
    let history = intake.past.map(|past| History {
        state: past.state,
        ended_at: past.resolved_at,
        result: past.result.map(|text| sealer.seal(text)),
    });
    CaseReceived {
        kind: intake.kind,
        channel: intake.channel,
        category: intake.category,
        nature: intake.nature,
        danger: intake.danger,
        in_house: intake.in_house,
        unit: intake.unit,
        complainants,
        statement,
        particulars,
        occurred_at: intake.occurred_at,
        external_key,
        history,
    }
}

/// One who complains, with person and demand in bodies of their own.
pub(crate) fn sealed(sealer: &mut Sealer, one: intake::Complainant) -> Complainant {
    Complainant {
        person: one.person.map(|person| sealer.seal_fields(&person)),
        desired_outcome: one.desired_outcome.map(|text| sealer.seal(text)),
        complainant_type: one.complainant_type,
        language: one.language,
    }
}

fn store(db: &Db, app: &App, caller: &Caller, prepared: &Prepared) -> Result<CaseView, AppError> {
    refuse_known(db, prepared)?;
    refuse_unit(db, caller, prepared)?;
    let policies = app.policies();
    let moment = DecisionContext { now: app.clock().now(), actor: caller.actor, policies: &policies };
    // Judged before a number is drawn, so that a refusal leaves no gap.
    let new = receive(prepared.receipt.clone(), &moment)?;
    let id = db.next_case_serial()?;
    let Prepared { source, contents, readable, words, .. } = prepared;
    let onto = Onto::New { id, source: source.clone(), readable: readable.clone(), words: words.clone() };
    let taken_in = append(db, app, onto, (new, contents), &moment)?;
    let Applied { row, case, .. } = follow_rules::follow(db, app, taken_in)?;
    Ok(CaseView::of(row.into_row(), &case))
}

/// Who sees the cases of some units brings cases to these alone.
fn refuse_unit(db: &Db, caller: &Caller, prepared: &Prepared) -> Result<(), AppError> {
    let Some(unit) = &prepared.receipt.received.unit else { return Ok(()) };
    if !caller.reaches(unit) {
        return Err(AppError::Invalid(vec![FieldError::new("unit", "not_your_unit")]));
    }
    unit_tree::must_be_known(db, unit)
}

fn refuse_known(db: &Db, prepared: &Prepared) -> Result<(), AppError> {
    let Some(key) = &prepared.receipt.received.external_key else { return Ok(()) };
    match cases::find_external(db, &prepared.source, key)? {
        Some((_, number)) => Err(AppError::KnownReference(number)),
        None => Ok(()),
    }
}
