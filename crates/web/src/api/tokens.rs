//! Tokens of programs; for administrators alone.

use super::body::Json;
use super::caller::Anyone;
use super::problem::{Failed, Problem};
use super::schema::team::{MadeToken, NewToken, TokenBody, TokenPage};
use crate::state::Web;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use homeward_app::{AppError, Scope, tokens};

/// The tokens of the caller's units, or every one, the newest first, those that were revoked included.
#[utoipa::path(get, operation_id = "list_tokens", path = "/api/v1/tokens", tag = "staff",
    responses((status = 200, body = TokenPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<TokenPage>, Failed> {
    let language = caller.allow(Scope::All)?;
    let all = tokens::all(&web.app, &caller.0).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(TokenPage { items: all.iter().map(TokenBody::from).collect() }))
}

/// Makes a token. Its secret is in this answer and nowhere else.
#[utoipa::path(post, operation_id = "make_token", path = "/api/v1/tokens", tag = "staff", request_body = NewToken,
    responses((status = 201, body = MadeToken), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn make(
    State(web): State<Web>,
    caller: Anyone,
    body: Json,
) -> Result<(StatusCode, axum::Json<MadeToken>), Failed> {
    let language = caller.allow(Scope::All)?;
    let failed = |error| Failed(language, error);
    let new = tokens::parse(&body.value).map_err(failed)?;
    let (token, secret) = tokens::make(&web.app, &caller.0, new).await.map_err(failed)?;
    Ok((StatusCode::CREATED, axum::Json(MadeToken { id: token.id, secret })))
}

/// Revokes a token for ever; a program cannot revoke the one that it asks with.
#[utoipa::path(post, operation_id = "revoke_token",
    path = "/api/v1/tokens/{id}/revocation", tag = "staff", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn revocation(State(web): State<Web>, caller: Anyone, Path(id): Path<String>) -> Result<StatusCode, Failed> {
    let language = caller.allow(Scope::All)?;
    let failed = |error| Failed(language, error);
    let id = id.parse().map_err(|_| failed(AppError::NotFound))?;
    tokens::revoke(&web.app, &caller.0, id).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
