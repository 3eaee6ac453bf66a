//! Files of cases: each that the record names lies there as it was sent, and no
//! other does.

use super::{Fault, Proof, whole};
use crate::app::App;
use crate::app::files::CASES;
use crate::files;
use crate::files::strays::{self, Why};
use crate::ground::error::AppError;
use crate::model::dossier::Details;
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
    let id = crate::ground::request::id_of(case)?;
    let kept = app.store().read(move |db| contents::of_case(db, id)).await?;
    Ok(!kept.iter().any(|body| body.seq == seq && body.kept.is_some()))
}

/// No file lies there that nobody sent. What an erasure or an upload that was cut short
/// has left is counted; the next sweep of a server removes it.
pub(super) async fn prove_no_others(app: &App, proof: &mut Proof, named: &HashSet<String>) -> Result<(), AppError> {
    let mut lying = app.files().lying(CASES).await?;
    lying.retain(|one| !named.contains(&one.key));
    for (case, lying) in strays::by_case(lying) {
        let secrets = app.secrets().clone();
        for stray in app.store().read(move |db| strays::of_case(db, &secrets, case, lying.clone())).await? {
            match stray.why {
                Why::Erased => proof.files_of_erased += 1,
                Why::Cut => proof.files_of_cut += 1,
                Why::Planted => {
                    let what = format!("the file {} belongs to no entry", stray.lying.key);
                    proof.fault.get_or_insert(whole(what));
                }
            }
        }
    }
    if proof.fault.is_none()
        && let Some(key) = app.files().stray(app.clock().now()).await?
    {
        proof.fault = Some(whole(format!("the file {key} was not put there by this program")));
    }
    Ok(())
}
