//! Tokens of programs.

use crate::app::App;
use crate::caller::{Caller, Scope};
use crate::error::{AppError, FieldError};
use crate::form;
use crate::grant;
use crate::secrets::{hash_secret, random_secret};
use crate::units;
use homeward_domain::actor::Actor;
use homeward_domain::text;
use homeward_store::people;
pub use homeward_store::people::{ListedToken, Token};
use homeward_store::registers::{self, Change};
use homeward_store::{Db, Lane};
use serde_json::Value;

/// What every API token begins with, so that scanners find a leaked one.
const TOKEN_PREFIX: &str = "hwt_";
/// The noun under which changes stand in the audit.
const NOUN: &str = "tokens";

/// Makes an API token; gives its secret, which is stored nowhere.
pub async fn create(app: &App, name: &str, scopes: &[String]) -> Result<String, AppError> {
    create_within(app, name, scopes, None).await
}

/// [`create`] for a program that sees the cases of one unit and those below it.
pub async fn create_within(app: &App, name: &str, scopes: &[String], unit: Option<String>) -> Result<String, AppError> {
    let name = text::short(name).map_err(|e| AppError::Invalid(vec![FieldError::of_text("name", e)]))?;
    let known: Vec<&str> = Scope::ALL.iter().map(|s| s.as_str()).collect();
    let unknown = scopes.iter().find(|s| Scope::parse(s).is_none());
    if unknown.is_some() || scopes.is_empty() {
        return Err(AppError::Invalid(vec![FieldError::with("scope", "unknown_value", known.join(", "))]));
    }
    let new = NewToken { name, scopes: scopes.to_vec(), unit: unit.unwrap_or_default() };
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
}

/// Reads a token from the body of a request: `name`, `scopes`; `unit`.
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
        Some(NewToken { name: name?, scopes: scopes?, unit })
    })
}

/// Makes a token, which may no more than its maker; gives it with its secret, which
/// is stored nowhere.
pub async fn make(app: &App, caller: &Caller, new: NewToken) -> Result<(Token, String), AppError> {
    let asked: Vec<Scope> = new.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect();
    grant::check(caller, "scopes", &asked, &new.unit)?;
    let actor = caller.actor;
    let secret = format!("{TOKEN_PREFIX}{}", random_secret());
    let (hash, scopes, now) = (hash_secret(&secret), new.scopes.join(" "), app.clock().now());
    let made = app.store().write(Lane::Acts, move |db| {
        units::must_be_known(db, &new.unit)?;
        let token = people::add_token(db, &new.name, hash, &scopes, &new.unit, now.0)?;
        note(db, actor, token.id, "made", now.0)?;
        Ok::<_, AppError>(token)
    });
    Ok((made.await?, secret))
}

/// Every token, the newest first, those that were revoked included.
pub async fn all(app: &App) -> Result<Vec<ListedToken>, AppError> {
    Ok(app.store().read(people::all_tokens).await?)
}

/// Revokes a token, within seconds for every copy of the program. A program cannot
/// revoke the token that it asks with.
pub async fn revoke(app: &App, actor: Actor, id: i64) -> Result<(), AppError> {
    if actor == Actor::Token(id) {
        return Err(AppError::Invalid(vec![FieldError::new("id", "own_token")]));
    }
    let now = app.clock().now();
    app.store()
        .write(Lane::Acts, move |db| {
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

/// Who a token stands for.
pub async fn caller(app: &App, secret: &str) -> Result<Caller, AppError> {
    if !secret.starts_with(TOKEN_PREFIX) {
        return Err(AppError::Unauthenticated);
    }
    let hash = hash_secret(secret);
    app.store()
        .read(move |db| {
            let token = people::token(db, hash)?.ok_or(AppError::Unauthenticated)?;
            let caller = Caller::token(token.id, token.scopes.split(' ').filter_map(Scope::parse).collect());
            if token.unit.is_empty() { Ok(caller) } else { Ok(caller.within(units::below(db, &token.unit)?)) }
        })
        .await
}
