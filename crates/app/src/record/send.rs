//! An address outside to which each checkpoint is sent: whoever keeps what comes
//! there can say of any later state of the record whether it is still the same one.

use super::witness;
use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::time::Timestamp;
use homeward_store::checkpoints::{self, Checkpoint};
use reqwest::{Client, StatusCode, Url, redirect};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::time::Duration;

/// How long the address may take to answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);

/// How far the sending is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The newest checkpoint that the address has taken from this copy; 0 before the first.
    pub sent: i64,
    /// The newest checkpoint.
    pub newest: i64,
}

/// How far it is; `None` where no address is named.
pub async fn sending(app: &App) -> Result<Option<Sending>, AppError> {
    if app.options().witness_url.is_none() {
        return Ok(None);
    }
    let sent = witness::read(&app.options().witness_path())?.sent;
    let newest = app.store().read(checkpoints::newest).await?.map_or(0, |c| c.number);
    Ok(Some(Sending { sent, newest }))
}

/// Sends what the address has not taken yet, the oldest first, one at a time; what it
/// does not take is sent again next time. An address in the middle of nowhere never
/// keeps anything from being sealed.
pub async fn send(app: &App) -> Result<Option<Sending>, AppError> {
    let (Some(url), Some(Sending { mut sent, newest })) = (&app.options().witness_url, sending(app).await?) else {
        return Ok(None);
    };
    let new = app.store().read(move |db| checkpoints::after(db, sent)).await?;
    if new.is_empty() {
        return Ok(Some(Sending { sent, newest }));
    }
    let (client, url) = (client()?, Url::parse(url).map_err(|error| AppError::Outside(error.to_string()))?);
    for checkpoint in new {
        post(&client, &url, &told(app, &checkpoint)).await?;
        witness::note_sent(&app.options().witness_path(), checkpoint.number, app.clock().now())?;
        sent = checkpoint.number;
    }
    Ok(Some(Sending { sent, newest }))
}

/// What an address may be sent to: `http` or `https`, with a host.
pub fn is_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// A client that trusts whom this machine trusts and goes nowhere else than told.
fn client() -> Result<Client, AppError> {
    let tls = homeward_store::tls::trusting_this_machine()?;
    let client = Client::builder().tls_backend_preconfigured(tls).timeout(ANSWER_TIME_MAX);
    client.redirect(redirect::Policy::none()).build().map_err(|error| failed(&error))
}

async fn post(client: &Client, url: &Url, body: &Value) -> Result<(), AppError> {
    let answer = client.post(url.clone()).json(body).send().await.map_err(|error| failed(&error))?;
    match answer.status() {
        status if status.is_success() => Ok(()),
        status => Err(refused(status)),
    }
}

fn refused(status: StatusCode) -> AppError {
    AppError::Outside(format!("the address that checkpoints are sent to answered {status}"))
}

/// The address may hold a password, so it is not repeated.
fn failed(error: &reqwest::Error) -> AppError {
    let why = if error.is_timeout() { "does not answer" } else { "cannot be reached" };
    AppError::Outside(format!("the address that checkpoints are sent to {why}"))
}

/// A checkpoint as it leaves the program: what is signed, the signature, the public key.
pub(crate) fn told(app: &App, seal: &Checkpoint) -> Value {
    let signature = seal.signature.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    json!({
        "number": seal.number, "first_position": seal.first_position, "last_position": seal.last_position,
        "cases": seal.case_count, "root": seal.root, "previous": seal.previous,
        "sealed_at": Timestamp(seal.sealed_at).to_rfc3339(), "sealed_at_micros": seal.sealed_at,
        "signature": signature, "public_key": app.secrets().public_key(),
    })
}
