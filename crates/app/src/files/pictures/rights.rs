//! To whom the original of a picture is open: it says where and when, by whose phone,
//! and often shows more than the copy.

use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::model::dossier::Dossier;
use homeward_domain::actor::Actor;

/// Whether the originals of a case are open to somebody: its owner, whoever leads its
/// unit, whoever may read the logs; and a program that may see contact points.
pub fn may_see_originals(caller: &Caller, dossier: &Dossier) -> bool {
    let row = &dossier.view.row;
    match caller.actor {
        Actor::Staff(staff) => {
            let leads = || caller.may(Scope::ExtensionsWrite) && caller.reaches(&row.unit);
            row.owner == staff || leads() || caller.may(Scope::LogRead)
        }
        Actor::Token(_) => caller.may(Scope::ContactsRead),
        Actor::System => true,
        _ => false,
    }
}

/// Refuses whoever may not.
pub(crate) fn must_see_originals(caller: &Caller, dossier: &Dossier) -> Result<(), AppError> {
    if may_see_originals(caller, dossier) { Ok(()) } else { Err(AppError::Sealed) }
}
