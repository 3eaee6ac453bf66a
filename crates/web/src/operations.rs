//! For those who run the program: alive, able to serve, counted.

use crate::routes::Routes;
use crate::state::Web;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing;
use homeward_app::{AppError, disk, people};

pub fn router() -> Routes {
    Routes::new()
        .route("/healthz", routing::get(|| async { "ok\n" }))
        .route("/readyz", routing::get(ready))
        .route("/metrics", routing::get(metrics))
}

/// Able to serve means that the database answers and that there is room to write.
async fn ready(State(web): State<Web>) -> Response {
    match people::staff(&web.app).await {
        Ok(_) if disk::look(&web.app).await => {
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

async fn metrics(State(web): State<Web>) -> Response {
    let text = web.metrics.text(web.app.store().waiting());
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
}
