//! What belongs to nothing on the record, and numbers that were given already.

use super::{Proof, whole};
use crate::app::App;
use crate::ground::error::AppError;
use homeward_store::{Db, counters, strays};

/// No row belongs to nothing, and no counter was put back.
pub(super) async fn prove(app: &App, proof: &mut Proof) -> Result<(), AppError> {
    let look = |db: &Db| match strays::first(db)? {
        Some(stray) => Ok(Some(stray)),
        None => counters::behind(db),
    };
    proof.fault = app.store().read(look).await?.map(whole);
    Ok(())
}
