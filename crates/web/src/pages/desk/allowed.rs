//! Whether an act may be done by somebody, and why it cannot be done yet.

use super::shell::Shell;
use crate::rejected;
use homeward_app::dossier::Dossier;
use homeward_app::{Caller, case};
use homeward_domain::case::decide::{letters_owed, may_tell_result};

/// Whether somebody may do an act.
pub fn may(caller: &Caller, act: &str) -> bool {
    case::act(act).is_some_and(|act| caller.may(act.scope))
}

/// Why an act cannot be done yet, whoever does it.
pub fn shut(shell: &Shell, act: &str, dossier: &Dossier) -> Option<String> {
    let case = dossier.case().filter(|_| act == "result_notice")?;
    let first = letters_owed(&case).into_iter().next().unwrap_or_default();
    may_tell_result(&case, &first).err().map(|rejection| rejected(shell.frame.language, &rejection))
}
