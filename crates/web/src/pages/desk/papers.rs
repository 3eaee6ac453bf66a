//! The key to the scan of an identity paper that is closed: why somebody looks, and what
//! they see then, once.

use super::contacts::{Whose, again, told, why};
use super::shell::Shell;
use super::visit::Visit;
use crate::form::Typed;
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::upload;
use crate::wording::no_copy;
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use homeward_app::files::{self, Seen};
use homeward_app::{AppError, Scope, read};

/// A picture, shown in the page itself: no address of it can be opened a second time.
#[derive(Template)]
#[template(path = "desk/paper.html")]
struct PaperPage {
    shell: Shell,
    whose: Whose,
    name: String,
    /// What is shown, or why there is nothing to show.
    picture: Result<String, String>,
}

fn whose(number: &str, file: i64) -> Whose {
    Whose {
        back: format!("/desk/cases/{number}"),
        name: number.to_owned(),
        key: format!("/desk/cases/{number}/files/{file}/look"),
        words: ("paper-title", "paper-lead"),
    }
}

/// Asks for what somebody looks.
pub async fn ask(visit: Visit, Path((number, file)): Path<(String, i64)>) -> Result<Response, PageError> {
    visit.allow(Scope::ContactsRead)?;
    let dossier = read::dossier(visit.app(), visit.caller(), number, 0).await.map_err(|error| visit.failed(error))?;
    if !dossier.is_paper(file) {
        return Err(PageError::not_found(visit.language));
    }
    why(&visit, whose(&dossier.view.row.number, file), Vec::new()).await
}

/// Shows it.
pub async fn look(
    visit: Visit,
    Path((number, file)): Path<(String, i64)>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let seen = files::look_at_paper(visit.app(), visit.caller(), number.clone(), file, &told(&typed)).await;
    match seen {
        Ok(Seen::Picture(shown)) => {
            let picture = format!("data:image/jpeg;base64,{}", STANDARD.encode(&shown.bytes));
            shown_once(&visit, whose(&number, file), shown.name, Ok(picture)).await
        }
        Err(AppError::NotShown(why)) => {
            shown_once(&visit, whose(&number, file), String::new(), Err(no_copy(visit.language, why))).await
        }
        Ok(Seen::File(opened)) => Ok(upload::download(opened)),
        Err(AppError::Invalid(errors)) => again(&visit, whose(&number, file), &errors).await,
        Err(error) => Err(visit.failed(error)),
    }
}

async fn shown_once(
    visit: &Visit,
    whose: Whose,
    name: String,
    picture: Result<String, String>,
) -> Result<Response, PageError> {
    let mut answer = page(&PaperPage { shell: visit.shell("paper-title").await?, whose, name, picture })?;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(answer)
}
