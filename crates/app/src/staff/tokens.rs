//! Tokens of programs.

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::{AppError, FieldError};
use crate::ground::form;
use crate::ground::secrets::{hash_secret, random_secret};
use crate::registers::unit_tree;
use crate::staff::grant;
use homeward_domain::actor::Actor;
use homeward_domain::text;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::people;
pub use homeward_store::people::{ListedToken, Token};
use homeward_store::registers::{self, Change};
use homeward_store::{Db, Lane};
use serde_json::Value;

/// What every API token begins with, so that scanners find a leaked one.
const TOKEN_PREFIX: &str = "hwt_";
/// How exactly a token tells when it was last used.
const USED_EVERY: Span = Span::minutes(1);
/// The noun under which changes stand in the audit.
const NOUN: &str = "tokens";

/// Makes an API token; gives its secret, which is stored nowhere.
pub async fn create(app: &App, name: &str, scopes: &[String]) -> Result<String, AppError> {
    create_ending(app, name, scopes, None, None).await
}

/// [`create`] for a program that sees the cases of one unit and those below it, and for a
/// while: the token ends after so many days.
pub async fn create_ending(
    app: &App,
    name: &str,
    scopes: &[String],
    unit: Option<String>,
    days: Option<u16>,
) -> Result<String, AppError> {
    let name = text::short(name).map_err(|e| AppError::Invalid(vec![FieldError::of_text("name", e)]))?;
    let known: Vec<&str> = Scope::ALL.iter().map(|s| s.as_str()).collect();
    let unknown = scopes.iter().find(|s| Scope::parse(s).is_none());
    if unknown.is_some() || scopes.is_empty() {
        return Err(AppError::Invalid(vec![FieldError::with("scope", "unknown_value", known.join(", "))]));
    }
    let expires_at = days.map(|days| app.clock().now() + Span::hours(i64::from(days) * 24));
    let new = NewToken { name, scopes: scopes.to_vec(), unit: unit.unwrap_or_default(), expires_at };
    Ok(make(app, &Caller::machine(), new).await?.1)
}

/// A token as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// The unit whose cases it sees; all where it is empty.
    pub unit: String,
    /// When it ends, if it does.
    pub expires_at: Option<Timestamp>,
}

/// Reads a token from the body of a request: `name`, `scopes`; `unit`, `expires_at`.
pub fn parse(body: &Value) -> Result<NewToken, AppError> {
    form::read(body, |fields| {
        let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        let name = fields.required("name", fields.short_text("name"));
        let parse = |text: &str| Scope::parse(text).map(|scope| scope.as_str().to_owned());
        let scopes = fields.required("scopes", fields.spelled_list("scopes", parse, &known));
        if scopes.as_ref().is_some_and(Vec::is_empty) {
            fields.fail::<()>(FieldError::new("scopes", "empty"));
        }
        let unit = fields.short_text("unit").unwrap_or_default();
        let expires_at = fields.time("expires_at");
        Some(NewToken { name: name?, scopes: scopes?, unit, expires_at })
    })
}

/// Makes a token, which may no more than its maker; gives it with its secret, which
/// is stored nowhere.
pub async fn make(app: &App, caller: &Caller, new: NewToken) -> Result<(Token, String), AppError> {
    let asked: Vec<Scope> = new.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect();
    grant::check(caller, "scopes", &asked, &new.unit)?;
    let (actor, now) = (caller.actor, app.clock().now());
    if new.expires_at.is_some_and(|end| end <= now) {
        return Err(AppError::Invalid(vec![FieldError::new("expires_at", "not_in_the_future")]));
    }
    let secret = format!("{TOKEN_PREFIX}{}", random_secret());
    let (hash, scopes, expires_at) = (hash_secret(&secret), new.scopes.join(" "), new.expires_at.map(|end| end.0));
    let token = Token { id: 0, name: new.name, scopes, unit: new.unit, expires_at };
    let made = app.store().write(Lane::Acts, move |db| {
        unit_tree::must_be_known(db, &token.unit)?;
        let token = people::add_token(db, &token, hash, now.0)?;
        note(db, actor, token.id, "made", now.0)?;
        Ok::<_, AppError>(token)
    });
    Ok((made.await?, secret))
}

/// The tokens of the caller's units, the newest first, those that were revoked included;
/// every one for whoever belongs to the whole company.
pub async fn all(app: &App, caller: &Caller) -> Result<Vec<ListedToken>, AppError> {
    let mut all = app.store().read(people::all_tokens).await?;
    all.retain(|listed| caller.reaches(&listed.token.unit));
    Ok(all)
}

/// Revokes a token of the caller's units, within seconds for every copy of the program.
/// A program cannot revoke the token that it asks with.
pub async fn revoke(app: &App, caller: &Caller, id: i64) -> Result<(), AppError> {
    let (caller, actor) = (caller.clone(), caller.actor);
    if actor == Actor::Token(id) {
        return Err(AppError::Invalid(vec![FieldError::new("id", "own_token")]));
    }
    let now = app.clock().now();
    app.store()
        .write(Lane::Acts, move |db| {
            let is_theirs = |listed: &ListedToken| listed.token.id == id && caller.reaches(&listed.token.unit);
            if !people::all_tokens(db)?.iter().any(is_theirs) {
                return Err(AppError::NotFound);
            }
            if !people::revoke_token(db, id, now.0)? {
                return Err(AppError::NotFound);
            }
            note(db, actor, id, "revoked", now.0)
        })
        .await
}

fn note(db: &Db, actor: Actor, id: i64, verb: &str, now: i64) -> Result<(), AppError> {
    let change =
        Change { recorded_at: now, actor: actor.to_string(), verb: verb.into(), fields: String::new(), says: None };
    Ok(registers::note(db, NOUN, id, &change)?)
}

fn stands_for(db: &Db, token: &Token) -> Result<Caller, AppError> {
    let caller = Caller::token(token.id, token.scopes.split(' ').filter_map(Scope::parse).collect());
    unit_tree::bound(db, caller, &token.unit)
}

/// Who a token stands for by its number; nobody where it is good no more.
pub(crate) fn caller_of(db: &Db, id: i64, now: Timestamp) -> Result<Option<Caller>, AppError> {
    people::token_by_number(db, id, now.0)?.map(|token| stands_for(db, &token)).transpose()
}

/// Who a token stands for as far as it is still good. Asking is no use of it.
pub async fn still(app: &App, secret: &str) -> Result<Caller, AppError> {
    let (hash, now) = (hash_secret(secret), app.clock().now());
    let look = move |db: &Db| {
        let (token, _) = people::token(db, hash, now.0)?.ok_or(AppError::Unauthenticated)?;
        stands_for(db, &token)
    };
    app.store().read(look).await
}

/// Who a token stands for. Once a minute at most it is proven, and noted that it is in
/// use; a request does not fail because the latter could not be.
pub async fn caller(app: &App, secret: &str) -> Result<Caller, AppError> {
    if !secret.starts_with(TOKEN_PREFIX) {
        return Err(AppError::Unauthenticated);
    }
    let (hash, now) = (hash_secret(secret), app.clock().now());
    let look = move |db: &Db| {
        let (token, used_at) = people::token(db, hash, now.0)?.ok_or(AppError::Unauthenticated)?;
        let is_to_note = used_at.is_none_or(|used_at| now.0 - used_at > USED_EVERY.0);
        if is_to_note {
            people::prove_token(db, token.id, hash)?;
        }
        Ok::<_, AppError>((stands_for(db, &token)?, token.id, is_to_note))
    };
    let (caller, id, is_to_note) = app.store().read(look).await?;
    if is_to_note {
        let noted = app.store().write(Lane::Acts, move |db| people::token_used(db, id, now.0)).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a token could not be noted");
        }
    }
    Ok(caller)
}
