//! For those who run the program: alive, able to serve, counted.

use crate::api::Anyone;
use crate::limits::Limits;
use crate::routes::Routes;
use crate::state::Web;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing;
use homeward_app::{AppError, Scope, people, room};

pub fn router() -> Routes {
    Routes::new()
        .route("/healthz", routing::get(|| async { "ok\n" }))
        .route("/readyz", routing::get(ready))
        .route("/metrics", routing::get(metrics))
}

/// Able to serve means that the database answers and that there is room to write.
async fn ready(State(web): State<Web>) -> Response {
    match people::staff(&web.app).await {
        Ok(_) if room::look(&web.app).await => {
            tracing::warn!("not ready: the disk is full");
            (StatusCode::SERVICE_UNAVAILABLE, "the disk is full\n").into_response()
        }
        Ok(_) => match web.app.unproven() {
            None => "ready\n".into_response(),
            Some(why) => format!("ready, but what is new on the record is not sealed: {why}\n").into_response(),
        },
        Err(AppError::Store(error)) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// For whoever has a token that may read them, or asks from nearby for themselves:
/// routes, rates and refusals tell a stranger what is worth trying.
async fn metrics(State(web): State<Web>, request: Request) -> Response {
    let nearby = Limits::is_private(request.headers(), request.extensions());
    let (mut parts, _) = request.into_parts();
    if parts.headers.contains_key(header::AUTHORIZATION) || !nearby {
        let caller = Anyone::from_request_parts(&mut parts, &web).await;
        if let Err(refused) = caller.and_then(|caller| caller.allow(Scope::MetricsRead)) {
            return refused.into_response();
        }
    }
    let text = web.metrics.text(web.app.store().waiting());
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
}
