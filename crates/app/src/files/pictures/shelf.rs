//! Copies as they are kept: beside the originals, under our mark, so that nobody can
//! put another picture in place of one. They are no evidence, no backup carries them,
//! and where one is missing or not ours it is made anew.

use crate::app::App;
use crate::app::files::{CASES, COPIES};
use crate::app::pictures::told::{Copies, Facts, Made};
use crate::ground::error::{AppError, NotShown};
use crate::model::dossier::Details;
use serde::{Deserialize, Serialize};

/// How copies are made; those of another way are made anew.
const WAY: &str = "1";
const MARK_BYTES: usize = 32;

/// Which copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// For a tile.
    Small,
    /// To look at.
    #[default]
    Large,
}

impl Size {
    /// The size of a spelling; `None` where there is none.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Small, Self::Large].into_iter().find(|size| size.as_str() == text)
    }

    /// As addresses spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }
}

/// What is kept of a picture beside its copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// When and where.
    #[serde(flatten)]
    pub facts: Facts,
    /// Why there are no copies; they are there where nothing stands here.
    pub not_shown: Option<NotShown>,
}

/// Where a part of what was made of an original lies.
fn key(details: &Details, part: &str) -> Option<String> {
    let place = details.key.strip_prefix(CASES)?;
    Some(format!("{COPIES}{place}/{part}"))
}

/// Proves that a part was made by us, of this original.
fn mark(app: &App, details: &Details, part: &str, bytes: &[u8]) -> [u8; MARK_BYTES] {
    let of = format!("{WAY} {} {} {part}\n", details.key, details.sha256.to_hex());
    app.secrets().copy_mark(&of, bytes)
}

async fn put(app: &App, details: &Details, part: &str, bytes: &[u8]) -> Result<(), AppError> {
    let Some(key) = key(details, part) else { return Ok(()) };
    let marked = [mark(app, details, part, bytes).as_slice(), bytes].concat();
    app.files().put(&key, marked).await
}

async fn get(app: &App, details: &Details, part: &str) -> Result<Option<Vec<u8>>, AppError> {
    let Some(key) = key(details, part) else { return Ok(None) };
    let Some(mut kept) = app.files().get(&key).await? else { return Ok(None) };
    let is_ours = kept.len() >= MARK_BYTES && {
        let (marked, bytes) = kept.split_at(MARK_BYTES);
        marked == mark(app, details, part, bytes)
    };
    Ok(is_ours.then(|| kept.split_off(MARK_BYTES)))
}

/// What is known of a picture; `None` where it was not copied yet.
pub(super) async fn known(app: &App, details: &Details) -> Result<Option<Known>, AppError> {
    Ok(get(app, details, "facts").await?.and_then(|kept| serde_json::from_slice(&kept).ok()))
}

/// A copy of a picture; `None` where it was not made yet.
pub(super) async fn copy(app: &App, details: &Details, size: Size) -> Result<Option<Vec<u8>>, AppError> {
    get(app, details, size.as_str()).await
}

/// Keeps what was made. The facts come last: where they are, all is there.
pub(super) async fn keep(app: &App, details: &Details, made: &Made) -> Result<(), AppError> {
    if let Ok(Copies { small, large }) = &made.copies {
        put(app, details, Size::Small.as_str(), small).await?;
        put(app, details, Size::Large.as_str(), large).await?;
    }
    let known = Known { facts: made.facts.clone(), not_shown: made.copies.as_ref().err().copied() };
    let line = serde_json::to_vec(&known).map_err(|error| AppError::File(error.to_string()))?;
    put(app, details, "facts", &line).await
}
