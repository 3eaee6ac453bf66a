//! Nameless results that are public, and how many a manager withheld (journey §7).

use crate::app::App;
use crate::ground::error::AppError;
use crate::read;
use crate::write::projection::Projection;
use homeward_domain::CaseId;
use homeward_domain::case::event::PublicationFact;
use homeward_domain::case::{Event, Fact};
use homeward_domain::time::{Span, Timestamp};
use homeward_store::cases::{self, Sight};
use homeward_store::results::{self as rows, Decided};
use homeward_store::{Db, StoreError};

/// The most results of the page; they stay for thirty days each.
const RESULTS_MAX: i64 = 200;
/// Over which time withheld ones are counted.
const LOOKS_BACK: Span = Span::hours(24 * 365);

/// A result as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The category of the case; empty where it has none.
    pub category: String,
    /// What it was about.
    pub matter: String,
    /// How it ended.
    pub result: String,
    /// Since when it is public.
    pub since: Timestamp,
}

/// What is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The results, the newest first.
    pub published: Vec<Published>,
    /// How many were withheld in the last 365 days.
    pub withheld: i64,
}

/// What is public now. A result whose words were erased is not.
pub async fn public(app: &App) -> Result<Results, AppError> {
    let now = app.clock().now();
    app.store()
        .read(move |db| {
            let mut published = Vec::new();
            for decided in rows::public(db, now.0, RESULTS_MAX)? {
                published.extend(words(db, &decided)?);
            }
            Ok(Results { published, withheld: rows::withheld(db, now.0 - LOOKS_BACK.0)? })
        })
        .await
}

fn words(db: &Db, decided: &Decided) -> Result<Option<Published>, AppError> {
    let Some(row) = cases::find(db, decided.case, &Sight::All)? else { return Ok(None) };
    let category = row.category.clone();
    let dossier = read::dossier_of(db, row)?;
    // The last proposal is the one that was decided on.
    let proposed = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Publication(PublicationFact::PublicationProposed(proposed)) => Some((entry, proposed)),
        _ => None,
    });
    Ok(proposed.and_then(|(entry, proposed)| {
        Some(Published {
            category,
            matter: entry.words(proposed.matter)?.to_owned(),
            result: entry.words(proposed.result)?.to_owned(),
            since: Timestamp(decided.decided_at),
        })
    }))
}

/// What is noted of the result of a case.
pub(crate) const PROJECTION: Projection = Projection {
    name: "what is published of it",
    append: |db, _, appended| Ok(keep(db, appended.id, appended.events.iter().map(|one| &one.event))?),
    // A result whose words were erased is not public.
    erase: |_, _, _| Ok(()),
    rebuild: |db, _, record| {
        rows::remove(db, record.case)?;
        keep(db, record.case, record.events.iter())
    },
    follows: |db, record| {
        let said = said(record.case, record.events.iter());
        let said = if let Said::Noted(decided) = said { Some(decided) } else { None };
        Ok(rows::of_case(db, record.case)? == said)
    },
};

fn keep<'a>(db: &Db, case: CaseId, events: impl Iterator<Item = &'a Event>) -> Result<(), StoreError> {
    match said(case, events) {
        Said::Noted(decided) => rows::put(db, &decided),
        Said::Gone => rows::remove(db, case),
        Said::Nothing => Ok(()),
    }
}

/// What entries say of a case's result in the end.
enum Said {
    Nothing,
    Gone,
    Noted(Decided),
}

fn said<'a>(case: CaseId, events: impl Iterator<Item = &'a Event>) -> Said {
    let one = |event: &Event| {
        let decided_at = event.recorded_at.0;
        match &event.fact {
            Fact::Publication(PublicationFact::CasePublished(fact)) => {
                Some(Said::Noted(Decided { case, is_public: true, decided_at, until: fact.until.0 }))
            }
            Fact::Publication(PublicationFact::PublicationDecided(fact)) if !fact.publish => {
                Some(Said::Noted(Decided { case, is_public: false, decided_at, until: 0 }))
            }
            Fact::Publication(PublicationFact::PublicationWithdrawn(_)) => Some(Said::Gone),
            _ => None,
        }
    };
    events.filter_map(one).last().unwrap_or(Said::Nothing)
}
