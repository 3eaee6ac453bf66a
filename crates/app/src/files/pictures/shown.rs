//! A copy of a picture that is shown, made where it is not there yet.

use super::making;
use super::shelf::{self, Size};
use crate::app::App;
use crate::ground::error::AppError;
use crate::model::dossier::Details;

/// A copy to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The name of the original.
    pub name: String,
    /// Names these bytes; the same as long as they are.
    pub tag: String,
    /// JPEG.
    pub bytes: Vec<u8>,
    /// Whether it is of an identity paper, which no browser keeps.
    pub is_paper: bool,
}

/// Whether a file is a picture by its type.
pub fn is_picture(media_type: &str) -> bool {
    media_type.starts_with("image/")
}

pub(crate) async fn shown(app: &App, details: Details, size: Size) -> Result<Shown, AppError> {
    let bytes = match shelf::copy(app, &details, size).await? {
        Some(bytes) => bytes,
        None => match making::made(app, &details).await?.copies {
            Ok(copies) if size == Size::Small => copies.small,
            Ok(copies) => copies.large,
            Err(why) => return Err(AppError::NotShown(why)),
        },
    };
    let last = details.key.rsplit('/').next().unwrap_or_default();
    let tag = format!("{last}-{}", size.as_str());
    Ok(Shown { name: details.name, tag, bytes, is_paper: false })
}
