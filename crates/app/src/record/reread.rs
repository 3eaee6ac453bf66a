//! Makes the rows of cases anew that an earlier program made by another reading
//! of the record. The record itself stays as it is.

use crate::model::project::{self, Readable};
use crate::model::replay::load;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, Sight};
use homeward_store::{Db, Lane, Store, StoreError, rereads};

/// Cases of one transaction.
const PIECE: i64 = 50;

/// Does so for all that wait. Blocks; several copies may do it at once.
pub(crate) fn reread(store: &Store) -> Result<(), StoreError> {
    loop {
        let waiting = store.read_blocking(|db| rereads::first(db, PIECE))?;
        if waiting.is_empty() {
            return Ok(());
        }
        tracing::info!(cases = waiting.len(), "reading records of an earlier version");
        store.write_blocking(Lane::Acts, move |db| waiting.iter().try_for_each(|case| one(db, *case)))?;
    }
}

fn one(db: &Db, id: CaseId) -> Result<(), StoreError> {
    if let Some(before) = cases::claim(db, id, &Sight::All)? {
        let (case, _) = load(db, id, Seq::MAX)?;
        let row = project::row(id, &case, before.head, before.source.clone(), Readable::of_row(&before));
        cases::replace(db, &before, row)?;
    }
    rereads::done(db, id)
}
