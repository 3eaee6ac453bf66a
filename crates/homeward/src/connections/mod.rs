//! Connections: how many stand at once, how long one may take to ask, and which
//! one goes where there is no more room.
//!
//! Whoever opens connections and says nothing must not keep others out. So a
//! connection that asks nothing is the first to go, however many there are, and
//! one that is being answered stays.

mod answered;
mod standing;
mod watched;

use answered::Answered;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use standing::{House, Standing};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;
use watched::Watched;

/// The most connections, where the system lets us have so many: three thousand
/// people at desks with a few each.
const AT_ONCE_MAX: usize = 10_000;
/// How long we wait before we accept again where the system has no more to give.
const ACCEPT_REST: Duration = Duration::from_millis(100);
/// The most bytes that a connection may keep in memory before they are understood.
const BUFFER_BYTES_MAX: usize = 64 * 1024;

/// What connections may do.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How many stand at once.
    pub at_once: usize,
    /// How many of one address do. Three hundred people behind one address have
    /// some two thousand.
    pub of_one: usize,
    /// How long the head of a request may take, from its first byte.
    pub head: Duration,
    /// How long one may stand without asking anything.
    pub idle: Duration,
    /// How long nothing may move while a body is sent or an answer is taken.
    pub stall: Duration,
    /// Proxies, which speak for many.
    pub proxies: Vec<IpNet>,
}

impl Limits {
    /// As many as the system lets us have.
    pub fn of_system(proxies: Vec<IpNet>) -> Self {
        let files = usize::try_from(files_max()).unwrap_or(usize::MAX);
        // A quarter is left for databases, files of cases and what libraries open.
        let at_once = (files - files / 4).clamp(16, AT_ONCE_MAX);
        Self {
            at_once,
            of_one: at_once / 2,
            head: Duration::from_secs(15),
            idle: Duration::from_mins(1),
            stall: Duration::from_secs(30),
            proxies,
        }
    }
}

/// How many files and connections we may have open: what the administrator of the
/// machine allows, not the lower figure that a process begins with.
fn files_max() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    // No figure is no limit.
    let (Some(now), wanted) = (current, maximum.unwrap_or(u64::MAX)) else { return u64::MAX };
    let wanted = wanted.min(4 * AT_ONCE_MAX as u64).max(now);
    match setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum }) {
        Ok(()) => wanted,
        Err(_) => now,
    }
}

/// Serves these routes until it is stopped, and then finishes what was begun.
pub async fn serve(listener: TcpListener, routes: Router, limits: Limits, mut stopped: watch::Receiver<bool>) {
    let house = Arc::new(House::new(limits));
    // Every connection holds the other end; when all are gone, nothing is left to wait for.
    let (held, mut all_gone) = mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let Some(standing) = house.enter(peer.ip()) else { continue };
                let (house, routes, stopped, held) =
                    (Arc::clone(&house), routes.clone(), stopped.clone(), held.clone());
                tokio::spawn(async move {
                    attend(stream, peer, &standing, routes, &house.limits, stopped).await;
                    house.left(&standing);
                    drop(held);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                house.make_room();
                tokio::time::sleep(ACCEPT_REST).await;
            }
        }
    }
    drop((listener, held));
    let _ = all_gone.recv().await;
}

/// Answers what one connection asks until either side ends it.
async fn attend(
    stream: TcpStream,
    peer: SocketAddr,
    standing: &Arc<Standing>,
    routes: Router,
    limits: &Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let (stall, asked) = (limits.stall, Arc::clone(standing));
    let service = service_fn(move |request| answer(routes.clone(), request, peer, Arc::clone(&asked), stall));
    let io = Watched::new(TokioIo::new(stream), Arc::clone(standing), limits.head, limits.stall);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(limits.idle).max_buf_size(BUFFER_BYTES_MAX);
    let mut connection = pin!(server.serve_connection(io, service));
    let mut is_leaving = false;
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            () = standing.sent_away(), if !is_leaving => {}
            _ = stopped.wait_for(|stopped| *stopped), if !is_leaving => {}
        }
        // What was begun is finished; what never began would be waited for.
        if standing.is_new() {
            return;
        }
        is_leaving = true;
        connection.as_mut().graceful_shutdown();
    }
}

/// Answers a request; the connection is busy until the answer has left.
async fn answer(
    routes: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    standing: Arc<Standing>,
    stall: Duration,
) -> Result<Response<Answered>, &'static str> {
    let busy = Standing::begin(&standing).ok_or("sent away")?;
    let mut request = request.map(|body| Body::new(TimeoutBody::new(stall, body)));
    request.extensions_mut().insert(ConnectInfo(peer));
    let Ok(response) = routes.oneshot(request).await;
    Ok(response.map(|body| Answered::new(body, busy)))
}

#[cfg(test)]
mod tests;
