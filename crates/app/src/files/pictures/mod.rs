//! Pictures as they are shown: a copy without metadata, made in a process of its own
//! ([ADR 5](../../../../docs/adr/0005-pictures.md)). The original stays sealed as
//! evidence; whoever may see it hears beside the copy when and where it was taken.

mod making;
pub(crate) mod rights;
pub(crate) mod shelf;
pub(crate) mod shown;

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::model::dossier::{Details, Dossier};
use crate::read::followed::Followed;
use crate::read::{self, papers};
use homeward_domain::case::event::{FileAttached, FileFact};
use homeward_domain::case::{Fact, page};
use shown::shown;
use std::collections::HashMap;

pub use crate::app::pictures::process::{Copier, Failure, try_out};
pub use crate::app::pictures::told::{Copies, Facts, Made, Place};
pub use crate::ground::error::NotShown;
pub(crate) use making::note;
pub use making::work;
pub use rights::may_see_originals;
pub use shelf::Size;
pub use shown::{Shown, is_picture};

/// How a picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Its copies are there.
    Ready,
    /// They are made as soon as somebody looks, or before.
    Waiting,
    /// There are none.
    NotShown(NotShown),
}

impl Stands {
    /// As the API spells it: `ready`, `waiting`, or why there is no copy.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Waiting => "waiting",
            Self::NotShown(why) => why.as_str(),
        }
    }
}

/// A picture as its reader may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How it stands.
    pub stands: Stands,
    /// When and where; nothing for whoever may not see the original.
    pub facts: Facts,
}

/// A file that whoever looks at it has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its place among all that they sent, from 1.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// How it stands, where it is a picture.
    pub stands: Option<Stands>,
}

/// The pictures of a case by their numbers, as a reader may know of them.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// Whether the originals are open to the reader.
    pub originals: bool,
    /// Each, but those that were erased.
    pub all: HashMap<i64, Picture>,
}

/// The pictures of a case that still have their words, by number.
fn all(dossier: &Dossier) -> impl Iterator<Item = (i64, Details)> {
    dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Files(FileFact::FileAttached(file)) if is_picture(&file.media_type) => {
            Some((file.file, entry.file_details()?))
        }
        _ => None,
    })
}

/// The pictures of a case for a caller. Those that wait are copied soon.
pub async fn of_case(app: &App, caller: &Caller, dossier: &Dossier) -> Result<Pictures, AppError> {
    let originals = may_see_originals(caller, dossier);
    let mut pictures = Pictures { originals, ..Pictures::default() };
    for (file, details) in all(dossier) {
        let mut picture = standing(app, details).await?;
        if !originals {
            picture.facts = Facts::default();
        }
        pictures.all.insert(file, picture);
    }
    Ok(pictures)
}

/// Files that the holder of a private link has sent, in the order of time.
fn all_sent(followed: &Followed) -> impl Iterator<Item = (usize, &FileAttached, Details)> {
    let sent = followed.entries().into_iter().filter(|(entry, reader)| page::has_sent(&entry.event, *reader));
    (1..).zip(sent).filter_map(|(place, (entry, _))| match &entry.event.fact {
        Fact::Files(FileFact::FileAttached(file)) => Some((place, file, entry.file_details()?)),
        _ => None,
    })
}

/// What the holder of a private link has sent, with the pictures among it.
pub async fn sent(app: &App, followed: &Followed) -> Result<Vec<Own>, AppError> {
    let mut own = Vec::new();
    for (place, file, details) in all_sent(followed) {
        let name = details.name.clone();
        let stands = if is_picture(&file.media_type) { Some(standing(app, details).await?.stands) } else { None };
        own.push(Own { place, name, stands });
    }
    Ok(own)
}

async fn standing(app: &App, details: Details) -> Result<Picture, AppError> {
    let Some(known) = shelf::known(app, &details).await? else {
        let stands = if making::is_hopeless(app, &details.key) {
            Stands::NotShown(NotShown::NotMade)
        } else {
            note(app, details);
            Stands::Waiting
        };
        return Ok(Picture { stands, facts: Facts::default() });
    };
    Ok(Picture { stands: known.not_shown.map_or(Stands::Ready, Stands::NotShown), facts: known.facts })
}

/// A copy of a picture of a case, for a caller who may see the case. Made where it is
/// not there yet.
pub async fn copy(app: &App, caller: &Caller, number: String, file: i64, size: Size) -> Result<Shown, AppError> {
    let dossier = read::dossier(app, caller, number, 0).await?;
    let found = all(&dossier).find(|(one, _)| *one == file);
    let (_, details) = found.ok_or(AppError::NotFound)?;
    let is_paper = dossier.is_paper(file);
    if is_paper {
        papers::must_be_open(app, caller, &dossier, file).await?;
    }
    Ok(Shown { is_paper, ..shown(app, details, size).await? })
}

/// A copy of a picture that the holder of a private link has sent, by its place among
/// all that they sent, from 1.
pub async fn own_copy(app: &App, followed: &Followed, place: usize, size: Size) -> Result<Shown, AppError> {
    let found = all_sent(followed).find(|(one, file, _)| *one == place && is_picture(&file.media_type));
    let (.., details) = found.ok_or(AppError::NotFound)?;
    shown(app, details, size).await
}
