//! The files of a case: pictures as copies, with when and where for whoever may see
//! the original.

use super::Shell;
use crate::frame::PageError;
use crate::guard::is_own_form;
use crate::language::Language;
use crate::pages::session::SignedIn;
use crate::parts::Parts;
use crate::state::Web;
use crate::upload;
use crate::wording::{camera, no_copy, time};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::act::Request;
use homeward_app::case::attach_files;
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::pictures::{self, Picture, Pictures, Stands};
use homeward_app::{AppError, Scope, files};
use homeward_domain::case::Fact;
use homeward_domain::case::event::FileFact;
use homeward_domain::case::files::papers;

/// A file as the page shows it.
pub(super) struct FileWords {
    /// Where it is, as it was sent; none of a picture whose original is not open.
    pub original: Option<String>,
    pub name: String,
    pub about: String,
    pub picture: Option<PictureWords>,
    /// Whether it is an identity paper, and where a closed one opens for a reason.
    pub is_paper: bool,
    pub look: Option<String>,
    /// Where it is said that it is one, or none after all.
    pub mark: Option<(String, String)>,
}

pub(super) struct PictureWords {
    /// Where the copy is; none where there is none.
    pub copy: Option<String>,
    /// Why there is none.
    pub why: Option<String>,
    /// When and where it was taken.
    pub facts: Option<String>,
}

/// Who looks at the files of a case.
pub(super) struct Looking {
    /// Whether identity papers are open to them by what they are to the case.
    pub is_open: bool,
    /// Whether they may see one for a reason.
    pub has_key: bool,
    /// Whether they work on cases.
    pub works: bool,
}

/// Every file that was not erased.
pub(super) fn attached(shell: &Shell, dossier: &Dossier, pictures: &Pictures, who: &Looking) -> Vec<FileWords> {
    let language = shell.frame.language;
    let number = &dossier.view.row.number;
    let papers = dossier.case().map(|case| case.files.papers).unwrap_or_default();
    let words = |entry: &Entry| {
        let Fact::Files(FileFact::FileAttached(file)) = &entry.event.fact else { return None };
        let details = entry.file_details()?;
        let size = format!("{} KB", (file.bytes + 1023) / 1024);
        let href = format!("/desk/cases/{number}/files/{}", file.file);
        let is_paper = papers.contains(&file.file);
        let is_closed = is_paper && !who.is_open;
        let picture = pictures.all.get(&file.file).map(|picture| picture_words(language, &href, picture, is_closed));
        let look = (is_closed && who.has_key).then(|| format!("{href}/look"));
        let mark = (who.works && !is_closed).then(|| mark(shell, number, file.file, is_paper, &details.name));
        Some(FileWords {
            original: (!is_closed && (picture.is_none() || pictures.originals)).then_some(href),
            is_paper,
            look,
            mark,
            name: details.name,
            about: format!("{size} · {}", time(language, entry.event.effective_at.0)),
            picture,
        })
    };
    dossier.entries.iter().filter_map(words).collect()
}

/// Where it is said that a file is an identity paper, or none after all.
fn mark(shell: &Shell, number: &str, file: i64, is_paper: bool, name: &str) -> (String, String) {
    let (is_paper, words) = match (is_paper, papers::is_suggested(name)) {
        (true, _) => ("no", "paper-unmark"),
        (false, true) => ("yes", "paper-mark-suggested"),
        (false, false) => ("yes", "paper-mark"),
    };
    (format!("/desk/cases/{number}/acts/file_mark?part={file}&is_paper={is_paper}"), shell.t(words))
}

fn picture_words(language: Language, href: &str, picture: &Picture, is_closed: bool) -> PictureWords {
    if is_closed {
        return PictureWords { copy: None, why: None, facts: None };
    }
    let why = match picture.stands {
        Stands::Ready | Stands::Waiting => None,
        Stands::NotShown(why) => Some(no_copy(language, why)),
    };
    let copy = why.is_none().then(|| format!("{href}/copy"));
    PictureWords { copy, why, facts: camera(language, &picture.facts) }
}

/// Attaches what was picked or dropped on the page.
pub async fn attach(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    Path(number): Path<String>,
    headers: HeaderMap,
    mut parts: Parts,
) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let failed = |error| PageError::new(language, &error);
    let case = files::must_be_visible(&web.app, &signed_in.caller, number.clone()).await.map_err(failed)?;
    signed_in.caller.must(Scope::CasesWrite).map_err(failed)?;
    let _room = upload::room(&web.staff_uploads, &headers).map_err(failed)?;
    let mut sent = upload::Sent::default();
    if let Err(error) = upload::read(&web.app, case, &mut parts, &mut sent).await {
        parts.drain().await;
        files::discard(&web.app, &sent.kept).await.map_err(failed)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, PageError::said(language, &error)).into_response());
    }
    let request = Request { caller: signed_in.caller, number: number.clone(), if_match: None, key: None };
    match attach_files(&web.app, request, sent.entry, sent.kept).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/cases/{number}?done=files#files")).into_response()),
        Err(error @ AppError::Rejected(_)) => {
            Ok((StatusCode::CONFLICT, PageError::said(language, &error)).into_response())
        }
        Err(error) => Err(failed(error)),
    }
}

/// A file of the case, as it was sent.
pub async fn file(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    Path((number, file)): Path<(String, i64)>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    match files::open(&web.app, &signed_in.caller, number.clone(), file).await {
        // Whoever may tell a reason is asked for it.
        Err(AppError::PaperClosed) if signed_in.caller.may(Scope::ContactsRead) => {
            Ok(Redirect::to(&format!("/desk/cases/{number}/files/{file}/look")).into_response())
        }
        opened => Ok(upload::download(opened.map_err(failed)?)),
    }
}

/// The copy of a picture of the case.
pub async fn copy(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    Path((number, file)): Path<(String, i64)>,
    Query(asked): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let size = upload::size(&asked).map_err(failed)?;
    let shown = pictures::copy(&web.app, &signed_in.caller, number, file, size).await;
    upload::picture_on_page(language, shown, &headers)
}
