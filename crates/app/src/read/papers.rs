//! Scans of identity papers among the files of a case: open to whoever stands in a
//! relation to it, as contact points are; everybody else tells for what they need one.
//! Each look is in the log, with the number of the file (trust, "Privacy").

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::model::dossier::Dossier;
use crate::read::looks::at::{self, PROGRAM};
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::FileFact;

/// What the log says of a look at an identity paper, before its number and why.
const PAPER: &str = "paper";

/// What stands in place of the name of a file whose name may tell a name or a number;
/// its ending tells nothing of anybody.
fn masked(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.filter(|ending| ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    ending.map_or_else(|| "****".to_owned(), |ending| format!("****.{ending}"))
}

impl Dossier {
    /// Whether a file is marked as an identity paper.
    pub fn is_paper(&self, file: i64) -> bool {
        self.case().is_some_and(|case| case.files.papers.contains(&file))
    }

    /// Hides the names of identity papers from a reader to whom these are not open.
    pub fn mask_papers(&mut self) {
        let Some(papers) = self.case().map(|case| case.files.papers).filter(|papers| !papers.is_empty()) else {
            return;
        };
        for entry in &mut self.entries {
            let Fact::Files(FileFact::FileAttached(file)) = &entry.event.fact else { continue };
            let slot = file.details.slot;
            let Some(mut details) = entry.file_details().filter(|_| papers.contains(&file.file)) else { continue };
            details.name = masked(&details.name);
            let told = serde_json::to_string(&details).ok();
            entry.bodies.iter_mut().filter(|(of, _)| *of == slot).for_each(|(_, body)| body.clone_from(&told));
        }
    }
}

/// What the log says of a look, and whether looks of an hour count as one; refused where
/// the paper is not open to the caller.
async fn why(app: &App, caller: &Caller, dossier: &Dossier) -> Result<Option<(&'static str, bool)>, AppError> {
    match caller.actor {
        Actor::Staff(_) => {
            let (reader, dossier) = (caller.clone(), dossier.clone());
            let relation = app.store().read(move |db| at::of_case(db, &reader, &dossier)).await?;
            match relation {
                Some(relation) => Ok(Some((relation.as_str(), true))),
                None => Err(AppError::PaperClosed),
            }
        }
        Actor::System => Ok(None),
        _ => {
            caller.must(Scope::ContactsRead)?;
            Ok(Some((PROGRAM, false)))
        }
    }
}

/// Refuses whoever may not see the identity papers of a case without telling a reason.
pub(crate) async fn must_be_open_to(app: &App, caller: &Caller, dossier: &Dossier) -> Result<(), AppError> {
    why(app, caller, dossier).await.map(drop)
}

/// Refuses a caller to whom an identity paper is not open, and notes the look of one to
/// whom it is: what cannot be logged is not given.
pub(crate) async fn must_be_open(app: &App, caller: &Caller, dossier: &Dossier, file: i64) -> Result<(), AppError> {
    let Some((why, hourly)) = why(app, caller, dossier).await? else { return Ok(()) };
    at::at_file(app, caller, dossier, why_of(file, why), hourly).await
}

/// Refuses whoever may not hand out the identity papers of a case in a copy of a person's
/// data; gives what the log says of it. The ground of the copy is the reason, so who has
/// no relation needs the scope alone.
pub(crate) async fn must_be_givable(
    app: &App,
    caller: &Caller,
    dossier: &Dossier,
) -> Result<Option<&'static str>, AppError> {
    match why(app, caller, dossier).await {
        Err(AppError::PaperClosed) => caller.must(Scope::ContactsRead).map(|()| Some(PROGRAM)),
        why => Ok(why?.map(|(why, _)| why)),
    }
}

/// Notes a look at each identity paper that goes out in a copy of a person's data; what
/// cannot be logged is not given.
pub(crate) async fn note_given(app: &App, caller: &Caller, dossier: &Dossier, files: &[i64]) -> Result<(), AppError> {
    let Some(why) = must_be_givable(app, caller, dossier).await? else { return Ok(()) };
    for file in files {
        at::at_file(app, caller, dossier, why_of(*file, why), false).await?;
    }
    Ok(())
}

/// What the log says of a look at an identity paper.
pub(crate) fn why_of(file: i64, why: &str) -> String {
    format!("{PAPER}:{file}:{why}")
}

/// The number of the file, and the reason or relation, where a look was one at an
/// identity paper.
pub fn paper(why: &str) -> Option<(&str, &str)> {
    why.strip_prefix(PAPER)?.strip_prefix(':')?.split_once(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_hidden_but_for_its_ending() {
        assert_eq!(masked("王芳 E12345678.jpg"), "****.jpg");
        assert_eq!(masked("护照"), "****");
        assert_eq!(masked("护照.王芳"), "****");
        assert_eq!(paper("paper:3:check_identity"), Some(("3", "check_identity")));
        assert_eq!(paper("original:3"), None);
    }
}
