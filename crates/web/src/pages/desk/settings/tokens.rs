//! Tokens of programs: made with a secret that is shown once, revoked for ever.

use super::super::editor::{About, Editor, More, mistakes};
use super::super::visit::Visit;
use super::{Asked, Row, shown};
use crate::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::frame::{PageError, page};
use crate::guard::{OwnForm, is_own_form};
use crate::wording::{local_time, time};
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::tokens::{self, ListedToken};
use homeward_app::{AppError, FieldError, Scope};

const LIST: &str = "/desk/settings/tokens";
pub const FIELDS: &[Field] = &[
    must("name", Takes::Line),
    must("scopes", Takes::Several("scope", Scope::SPELLINGS)),
    may("unit", Takes::Unit),
    may("expires_at", Takes::Time),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::All)?;
    let all = tokens::all(visit.app(), visit.caller()).await.map_err(|e| visit.failed(e))?;
    let row = |listed: &ListedToken| {
        let at = |at: Option<i64>| at.map(|at| time(visit.language, at)).unwrap_or_default();
        let cells = vec![
            listed.token.name.clone(),
            scopes(&visit, listed),
            listed.token.unit.clone(),
            time(visit.language, listed.created_at),
            at(listed.used_at),
            at(listed.token.expires_at),
            at(listed.revoked_at),
        ];
        Row { href: Some(format!("{LIST}/{}", listed.token.id)), cells }
    };
    let rows = all.iter().map(row).collect();
    let add = Some(("/desk/settings/tokens/new", "settings-tokens-new"));
    shown(&visit, &asked, add, &["name", "scopes", "unit", "made", "used", "expires", "revoked"], rows).await
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    page(&editor(&visit, &Typed::new(), &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow(Scope::All)?;
    let made = match tokens::parse(&body(FIELDS, &typed)) {
        Ok(new) => tokens::make(visit.app(), visit.caller(), new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((token, secret)) => {
            let mut shown = one_page(&visit, token.id).await?;
            shown.secret = Some((shown.shell.t("settings-tokens-shown"), secret));
            page(&shown)
        }
        Err(error) => editor(&visit, &typed, &mistakes(&visit, error)?).await?.answer(),
    }
}

pub async fn one(visit: Visit, Path(id): Path<i64>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    page(&one_page(&visit, id).await?.after(&asked))
}

pub async fn revoke(visit: Visit, headers: HeaderMap, Path(id): Path<i64>) -> Result<Response, PageError> {
    visit.allow(Scope::All)?;
    if !is_own_form(&headers) {
        return Err(PageError::not_found(visit.language));
    }
    tokens::revoke(visit.app(), visit.caller(), id).await.map_err(|e| visit.failed(e))?;
    Ok(Redirect::to(&format!("{LIST}/{id}?done=revoked")).into_response())
}

fn scopes(visit: &Visit, listed: &ListedToken) -> String {
    let named = listed.token.scopes.split(' ').map(|scope| visit.name("scope", &scope.replace(':', "-")));
    named.collect::<Vec<_>>().join(&visit.say("list-separator", &[]))
}

async fn editor(visit: &Visit, typed: &Typed, errors: &[FieldError]) -> Result<Editor, PageError> {
    visit.allow(Scope::All)?;
    let title = visit.say("settings-tokens-new", &[]);
    let action = format!("{LIST}/new");
    let about = About { form: "tokens", back: LIST, action, title, fields: FIELDS, is_new: true, writes: true };
    let offered = Offered::units(visit.app()).await.map_err(|e| visit.failed(e))?.of(visit.caller());
    Editor::new(visit, about, typed, errors, &offered).await
}

/// A token as it stands. What it may do is never changed: a new one is made.
async fn one_page(visit: &Visit, id: i64) -> Result<Editor, PageError> {
    visit.allow(Scope::All)?;
    let all = tokens::all(visit.app(), visit.caller()).await.map_err(|e| visit.failed(e))?;
    let listed = all.into_iter().find(|listed| listed.token.id == id);
    let listed = listed.ok_or(AppError::NotFound).map_err(|e| visit.failed(e))?;
    let scopes = listed.token.scopes.split(' ').map(|scope| ("scopes".to_owned(), scope.to_owned()));
    let expires_at = listed.token.expires_at.map(local_time).unwrap_or_default();
    let typed: Typed = [("name", &listed.token.name), ("unit", &listed.token.unit), ("expires_at", &expires_at)]
        .map(|(path, value)| (path.to_owned(), value.clone()))
        .into_iter()
        .chain(scopes)
        .collect();
    let title = listed.token.name.clone();
    let action = format!("{LIST}/{id}");
    let about = About { form: "token", back: LIST, action, title, fields: FIELDS, is_new: false, writes: false };
    let offered = Offered::units(visit.app()).await.map_err(|e| visit.failed(e))?.of(visit.caller());
    let mut shown = Editor::new(visit, about, &typed, &[], &offered).await?;
    if listed.revoked_at.is_none() {
        shown.more = vec![More {
            action: format!("{LIST}/{id}/revocation"),
            label: shown.shell.t("settings-tokens-revoke"),
            hint: shown.shell.t("settings-tokens-revoke-hint"),
        }];
    }
    Ok(shown)
}
