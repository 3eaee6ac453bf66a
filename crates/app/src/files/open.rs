//! Files of cases as they are handed out: to whom each is open, and what is noted of it.

use super::{Opened, of_number, opened};
use crate::app::App;
use crate::files::pictures::rights::{may_see_originals, must_see_originals};
use crate::files::pictures::shelf::Size;
use crate::files::pictures::shown::{Shown, is_picture, shown};
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::read::looks::at;
use crate::read::looks::unmask::reason;
use crate::read::{self, papers};
use serde_json::Value;

/// A file of a case as it was sent, for a caller who may see the case. The original
/// of a picture is open to few, and each time it is given stands in the log of looks.
pub async fn open(app: &App, caller: &Caller, number: String, file: i64) -> Result<Opened, AppError> {
    let dossier = read::dossier(app, caller, number, 0).await?;
    let (media_type, details) = of_number(&dossier, file).ok_or(AppError::NotFound)?;
    let (is_picture, is_paper) = (is_picture(&media_type), dossier.is_paper(file));
    if is_paper {
        papers::must_be_open_to(app, caller, &dossier).await?;
    }
    if is_picture {
        must_see_originals(caller, &dossier)?;
    }
    // What is refused is no look.
    if is_paper {
        papers::must_be_open(app, caller, &dossier, file).await?;
    }
    if is_picture {
        at::at_original(app, caller, &dossier, file).await?;
    }
    opened(app, media_type, details).await
}

/// What somebody sees who told a reason.
pub enum Seen {
    /// The copy of a picture.
    Picture(Shown),
    /// The file as it was sent.
    File(Opened),
}

/// Shows an identity paper to whom it is not open, for a reason. Of a picture it is the
/// copy; the original where there is none and the caller may see originals. Body: `reason`.
pub async fn look_at_paper(
    app: &App,
    caller: &Caller,
    number: String,
    file: i64,
    body: &Value,
) -> Result<Seen, AppError> {
    caller.must(Scope::ContactsRead)?;
    let dossier = read::dossier(app, caller, number, 0).await?;
    let (media_type, details) = of_number(&dossier, file).ok_or(AppError::NotFound)?;
    if !dossier.is_paper(file) {
        return Err(AppError::NotFound);
    }
    let reason = reason(body)?;
    at::at_file(app, caller, &dossier, papers::why_of(file, reason.as_str()), false).await?;
    if is_picture(&media_type) {
        match shown(app, details.clone(), Size::Large).await {
            Err(AppError::NotShown(_)) if may_see_originals(caller, &dossier) => {
                at::at_original(app, caller, &dossier, file).await?;
            }
            shown => return Ok(Seen::Picture(shown?)),
        }
    }
    Ok(Seen::File(opened(app, media_type, details).await?))
}
