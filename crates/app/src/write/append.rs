//! The way into the record: the only writer of events. Intake and acts go through it, so
//! that what was decided, the row of the case, its words in the index and every projection
//! are on disk together.

use crate::app::App;
use crate::ground::error::AppError;
use crate::ground::secrets::random;
use crate::model::project::{self, Readable};
use crate::model::replay::placed;
use crate::write::projection::{Appended, ChainedEvent};
use crate::write::projections;
use homeward_domain::case::event::{FileFact, PrivacyFact};
use homeward_domain::case::{Case, DecisionContext, Event, Fact, NewEvent};
use homeward_domain::record::{Hash, SealedContent, StoredEvent};
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::Claimed;
use homeward_store::{Db, StoreError, cases, contents, events, search};

/// Where decided events go.
pub(crate) enum Onto {
    /// A case that begins with them.
    New {
        /// Its serial number.
        id: CaseId,
        /// Who brings it: the actor, as it is stored.
        source: String,
        /// The texts of its row, prepared before.
        readable: Readable,
        /// Its words in the index but its number, prepared before.
        words: String,
    },
    /// A case that is there, with its record so far.
    Known(Box<(Claimed, Case, Vec<Event>)>),
}

/// What came of it.
pub(crate) struct Applied {
    /// The case's new row.
    pub row: Claimed,
    /// The case after it.
    pub case: Case,
    /// What was added to its record.
    pub events: Vec<Event>,
}

/// Stores decided events with the bodies they refer to, removes the bodies that they say
/// are erased, and brings along whatever follows from them.
pub(crate) fn append(
    db: &Db,
    app: &App,
    onto: Onto,
    (new, contents): (Vec<NewEvent>, &[SealedContent]),
    moment: &DecisionContext,
) -> Result<Applied, AppError> {
    let (id, after) = match &onto {
        Onto::New { id, .. } => (*id, (0, Hash::NONE)),
        Onto::Known(known) => (known.0.case, (known.1.seq, known.0.head)),
    };
    let chained = chain(id, after, moment, new);
    let head = chained.last().map_or(after.1, |last| last.stored.hash);
    store(db, &chained, contents)?;
    let (case, row) = match onto {
        Onto::New { id, source, readable, words } => {
            let case = Case::replay(chained.iter().map(|one| &one.event)).ok_or(AppError::NotFound)?;
            let row = cases::add(db, project::row(id, &case, head, source, readable))?;
            search::add(db, id, &project::with_number(&words, &row.number))?;
            (case, row)
        }
        Onto::Known(known) => {
            let (row, case, mut record) = *known;
            let case = chained.iter().fold(case, |case, one| case.apply(&one.event));
            record.extend(chained.iter().map(|one| one.event.clone()));
            let row = found_by(db, &row, &case, head, &record, changes_words(&chained, contents))?;
            (case, row)
        }
    };
    let appended = Appended { id, case: &case, events: &chained, contents, actor: moment.actor };
    for projection in projections::ALL {
        (projection.append)(db, app, &appended)?;
    }
    Ok(Applied { row, case, events: chained.into_iter().map(|one| one.event).collect() })
}

/// Whether new events change by which words a case is found, or the texts of its row.
fn changes_words(chained: &[ChainedEvent], contents: &[SealedContent]) -> bool {
    let changes = |one: &ChainedEvent| {
        matches!(
            one.event.fact,
            // The name of an identity paper is found by nobody.
            Fact::Files(FileFact::FileMarked(_))
                | Fact::Privacy(
                    PrivacyFact::ContentsErased(_)
                        | PrivacyFact::ProcessingRestricted(_)
                        | PrivacyFact::RestrictionLifted(_)
                )
        )
    };
    !contents.is_empty() || chained.iter().any(changes)
}

/// Writes the row of a case, and its words in the index where they have changed.
fn found_by(
    db: &Db,
    row: &Claimed,
    case: &Case,
    head: Hash,
    record: &[Event],
    changes_words: bool,
) -> Result<Claimed, StoreError> {
    let readable = if changes_words {
        let (readable, words) = project::found_now(db, row.case, record)?;
        search::replace(db, row.case, &project::with_number(&words, &row.number))?;
        readable
    } else {
        Readable::of_row(row)
    };
    let changed = project::row(row.case, case, head, row.source.clone(), readable);
    cases::replace(db, row, changed)
}

fn store(db: &Db, chained: &[ChainedEvent], bodies: &[SealedContent]) -> Result<(), StoreError> {
    events::append(db, chained.iter().map(|one| &one.stored))?;
    for one in chained {
        let references = one.event.fact.contents();
        let own: Vec<&SealedContent> = bodies.iter().filter(|c| references.contains(&c.reference)).collect();
        contents::add(db, one.stored.case, one.stored.seq, &own)?;
        if let Fact::Privacy(PrivacyFact::ContentsErased(erased)) = &one.event.fact {
            contents::erase(db, one.stored.case, &erased.bodies)?;
            for projection in projections::ALL {
                (projection.erase)(db, one.stored.case, erased)?;
            }
        }
    }
    Ok(())
}

/// Decided events in their places.
fn chain(id: CaseId, after: (Seq, Hash), moment: &DecisionContext, new: Vec<NewEvent>) -> Vec<ChainedEvent> {
    let command = format!("{:032x}", u128::from_be_bytes(random()));
    let (mut seq, mut previous) = after;
    let one = |new: NewEvent| {
        seq += 1;
        let stored = StoredEvent {
            case: id,
            seq,
            kind: new.fact.kind().into(),
            version: new.fact.version(),
            actor: new.fact.said_by(moment.actor).to_string(),
            command: command.clone(),
            recorded_at: moment.now.0,
            effective_at: new.effective_at.0,
            payload: new.fact.encode(),
            previous,
            hash: Hash::NONE,
        }
        .sealed();
        previous = stored.hash;
        ChainedEvent { stored, event: placed(seq, moment.actor, moment.now, new) }
    };
    new.into_iter().map(one).collect()
}
