//! The text index, on request: it holds the words of each case and no others.

use super::{Proof, whole};
use crate::app::App;
use crate::ground::error::AppError;
use crate::model::{project, replay};
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, Sight};
use homeward_store::search::{Fingerprint, fingerprint};
use homeward_store::{Db, StoreError, events};
use std::collections::{BTreeSet, HashMap};

/// Cases read in one piece.
const PIECE: i64 = 200;
/// How often a case that differs is looked at again: beside a running server its
/// words may have changed between two looks.
const LOOKS: usize = 3;

pub(super) async fn prove(app: &App, proof: &mut Proof) -> Result<(), AppError> {
    let mut suspects = differing(app, None).await?;
    for _ in 1..LOOKS {
        if suspects.is_empty() {
            return prove_ways(app, proof).await;
        }
        suspects = differing(app, Some(suspects)).await?;
    }
    if let Some(case) = suspects.first() {
        proof.fault = Some(whole(format!("the text index of case {case} does not hold its words and no others")));
    }
    Ok(())
}

/// What stands in the index is also found there.
async fn prove_ways(app: &App, proof: &mut Proof) -> Result<(), AppError> {
    let store = app.store().clone();
    let leads = tokio::task::spawn_blocking(move || store.index_leads_to_words());
    if !leads.await.map_err(|e| AppError::File(e.to_string()))?? {
        let what = "the text index does not lead to words that stand in it; homeward rebuild builds it anew";
        proof.fault = Some(whole(what.into()));
    }
    Ok(())
}

/// The cases whose words in the index are not theirs, of all or of some.
async fn differing(app: &App, among: Option<BTreeSet<CaseId>>) -> Result<BTreeSet<CaseId>, AppError> {
    let store = app.store().clone();
    let indexed = tokio::task::spawn_blocking(move || store.indexed());
    let mut indexed: HashMap<CaseId, Fingerprint> = indexed.await.map_err(|e| AppError::File(e.to_string()))??;
    let (mut found, mut after) = (BTreeSet::new(), 0);
    loop {
        let piece = app.store().read(move |db| expected(db, after)).await?;
        let Some((last, _)) = piece.last() else { break };
        after = *last;
        for (case, expected) in piece {
            if indexed.remove(&case).unwrap_or_default() != expected {
                found.insert(case);
            }
        }
    }
    found.extend(indexed.into_keys());
    Ok(match among {
        Some(among) => &found & &among,
        None => found,
    })
}

fn expected(db: &Db, after: CaseId) -> Result<Vec<(CaseId, Fingerprint)>, StoreError> {
    let one = |id: CaseId| {
        let (_, events) = replay::load(db, id, Seq::MAX)?;
        let (_, words) = project::found_now(db, id, &events)?;
        let number = cases::find(db, id, &Sight::All)?.map(|row| row.number).unwrap_or_default();
        let words = project::with_number(&words, &number);
        Ok((id, fingerprint(words.split(' ').filter(|word| !word.is_empty()))))
    };
    events::cases_after(db, after, PIECE)?.into_iter().map(one).collect()
}
