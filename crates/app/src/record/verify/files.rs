//! Files of cases: each that the record names lies there as it was sent, and no
//! other does.

use super::{Fault, Proof, whole};
use crate::app::App;
use crate::error::AppError;
use crate::files::{self, Details};
use homeward_domain::Seq;
use homeward_store::contents;
use std::collections::HashSet;

/// A file that the record names, to be held against the store of files.
pub(super) struct Named {
    pub case: String,
    pub seq: Seq,
    pub details: Details,
}

/// Each file that is named lies there as it was sent.
pub(super) async fn prove(app: &App, proof: &mut Proof, named: Vec<Named>) -> Result<(), AppError> {
    for Named { case, seq, details } in named {
        if proof.fault.is_some() {
            break;
        }
        if files::is_sound(app, &details).await? {
            proof.files += 1;
        } else if erased_meanwhile(app, &case, seq).await? {
            // An erasure took body and file while this was on its way.
        } else {
            let what = "its file is missing or was altered".into();
            proof.fault = Some(Fault { case: Some(case), seq: Some(seq), what });
        }
    }
    Ok(())
}

async fn erased_meanwhile(app: &App, case: &str, seq: Seq) -> Result<bool, AppError> {
    let id = crate::read::id_of(case)?;
    let kept = app.store().read(move |db| contents::of_case(db, id)).await?;
    Ok(!kept.iter().any(|body| body.seq == seq && body.kept.is_some()))
}

/// No file lies there that the record does not name. One that was just sent waits
/// for its entry.
pub(super) async fn prove_no_others(app: &App, proof: &mut Proof, named: &HashSet<String>) -> Result<(), AppError> {
    let planted = app.files().settled_keys(app.clock().now()).await?.into_iter().find(|key| !named.contains(key));
    if let Some(key) = planted {
        proof.fault = Some(whole(format!("the file {key} belongs to no entry")));
    } else if let Some(key) = app.files().stray(app.clock().now()).await? {
        proof.fault = Some(whole(format!("the file {key} was not put there by this program")));
    }
    Ok(())
}
