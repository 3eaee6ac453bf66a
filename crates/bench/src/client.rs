//! The program served in this process, and clients that keep their connection.

use anyhow::{Context as _, Result, ensure};
use axum::body::Bytes;
use homeward_app::{App, people};
use homeward_web::{Web, router};
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A running server with a token for everything.
pub struct Served {
    address: SocketAddr,
    token: String,
    server: JoinHandle<()>,
}

impl Served {
    /// Serves on a free port.
    pub async fn new(app: &App) -> Result<Self> {
        let token = people::create_token(app, "bench", &["all".into()]).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = router(Web::new(app.clone()));
        let server = tokio::spawn(async move {
            use axum::serve::ListenerExt as _;
            let listener = listener.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, token, server })
    }

    /// A client with its own connection.
    pub async fn client(&self) -> Result<Client> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Client { sender, authorization: format!("Bearer {}", self.token) })
    }

    /// Stops serving.
    pub async fn stop(self) {
        self.server.abort();
        let _ = self.server.await;
    }
}

/// One connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    authorization: String,
}

impl Client {
    /// Sends a request; gives the body of an answer of success.
    pub async fn send(&mut self, method: &str, path: &str, body: String) -> Result<Bytes> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("authorization", &self.authorization)
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from(body)))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await.context("a request")?;
        let status = response.status();
        let bytes = response.into_body().collect().await?.to_bytes();
        ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        Ok(bytes)
    }
}
