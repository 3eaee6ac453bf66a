//! Connections on the loopback, as people and strangers open them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use axum::routing::get;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::sync::Mutex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(20);
const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n";

struct Served {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
}

async fn serve_with(routes: Router, change: impl FnOnce(&mut Limits)) -> Served {
    let mut limits = Limits::of_system(Vec::new());
    change(&mut limits);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, (stop, stopped)) = (listener.local_addr().unwrap(), watch::channel(false));
    Served { address, stop, server: tokio::spawn(serve(listener, routes, limits, stopped)) }
}

async fn served(change: impl FnOnce(&mut Limits)) -> Served {
    serve_with(Router::new().route("/", get(|| async { "here" })), change).await
}

impl Served {
    async fn open(&self) -> TcpStream {
        timeout(PATIENCE, TcpStream::connect(self.address)).await.unwrap().unwrap()
    }

    async fn open_many(&self, count: usize) -> Vec<TcpStream> {
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.open().await);
        }
        all
    }
}

/// Asks on a connection that stays open; gives the answer.
async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(ASK).await.unwrap();
    let (mut answer, mut piece) = (Vec::new(), [0; 512]);
    while !answer.ends_with(b"here") {
        let count = timeout(PATIENCE, stream.read(&mut piece)).await.unwrap().unwrap();
        assert!(count > 0, "the connection was ended: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&piece[..count]);
    }
    String::from_utf8(answer).unwrap()
}

/// Reads until the other side ends the connection.
async fn is_ended(stream: &mut TcpStream) {
    let end = timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await.expect("the other side ends it");
    assert!(end.is_ok() || end.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset));
}

#[tokio::test]
async fn it_answers_while_a_thousand_connections_say_nothing() {
    let roomy = served(|_| ()).await;
    let idle = roomy.open_many(1_000).await;
    assert!(ask(&mut roomy.open().await).await.starts_with("HTTP/1.1 200"));
    drop(idle);
    // With room for a few only, those who say nothing make room for who asks.
    let narrow = served(|limits| (limits.at_once, limits.of_one) = (20, 20)).await;
    let idle = narrow.open_many(1_000).await;
    assert!(ask(&mut narrow.open().await).await.starts_with("HTTP/1.1 200"));
    drop(idle);
}

#[tokio::test]
async fn three_hundred_people_behind_one_address_work() {
    let routes =
        Router::new().route("/", get(|| async { "here" })).route("/live", get(std::future::pending::<&'static str>));
    let house = serve_with(routes, |_| ()).await;
    // Each listens to what happens and has pages open beside it.
    let (mut listening, mut pages) = (house.open_many(300).await, house.open_many(900).await);
    for stream in &mut listening {
        stream.write_all(b"GET /live HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    }
    for stream in &mut pages {
        assert!(ask(stream).await.contains("content-length: 4"));
    }
    assert!(ask(&mut pages[0]).await.contains("200"), "and again on the same connection");
}

/// A page that tells when it is asked for, and answers when it is told to.
fn slow() -> (Router, oneshot::Receiver<()>, oneshot::Sender<()>) {
    let (tell, begun) = oneshot::channel();
    let (go, wait) = oneshot::channel::<()>();
    let both = Arc::new(Mutex::new(Some((tell, wait))));
    let page = move || {
        let (tell, wait) = both.lock().unwrap().take().unwrap();
        async move {
            tell.send(()).unwrap();
            wait.await.unwrap();
            "here"
        }
    };
    (Router::new().route("/", get(page)), begun, go)
}

#[tokio::test]
async fn who_is_being_answered_stays_and_one_address_leaves_room_for_others() {
    let (slow, begun, go) = slow();
    let house = serve_with(slow, |limits| (limits.at_once, limits.of_one) = (40, 3)).await;
    let (mut answered, mut first_idle) = (house.open().await, house.open().await);
    let asked = tokio::spawn(async move { ask(&mut answered).await });
    begun.await.unwrap();
    let others = house.open_many(20).await;
    is_ended(&mut first_idle).await;
    go.send(()).unwrap();
    assert!(asked.await.unwrap().ends_with("here"));
    drop(others);
}

#[tokio::test]
async fn whoever_asks_too_slowly_or_not_at_all_is_sent_away() {
    let moment = Duration::from_millis(40);
    let house = served(|limits| limits.head = moment).await;
    let mut slow = house.open().await;
    slow.write_all(b"GET / HT").await.unwrap();
    is_ended(&mut slow).await;
    // Byte by byte is no faster.
    let mut dripping = house.open().await;
    let drip = async { while dripping.write_all(b"G").await.is_ok() {} };
    timeout(PATIENCE, drip).await.expect("the other side ends it");

    let house = served(|limits| limits.idle = moment).await;
    is_ended(&mut house.open().await).await;
    let mut asked = house.open().await;
    assert!(ask(&mut asked).await.contains("200"));
    is_ended(&mut asked).await;
}

/// Tells when it is dropped.
struct Told(Option<oneshot::Sender<()>>);

impl Drop for Told {
    fn drop(&mut self) {
        let _ = self.0.take().unwrap().send(());
    }
}

#[tokio::test]
async fn an_answer_that_nobody_takes_and_a_body_that_does_not_come_are_given_up() {
    let (tell, dropped) = oneshot::channel();
    let told = Arc::new(Mutex::new(Some(Told(Some(tell)))));
    let much = move || {
        let told = told.lock().unwrap().take();
        let pieces = futures_util::stream::repeat_with(move || {
            let _ = &told;
            Ok::<_, Infallible>(vec![0_u8; 65_536])
        });
        async { Body::from_stream(pieces) }
    };
    let take = |body: axum::body::Bytes| async move { format!("{}", body.len()) };
    let routes = Router::new().route("/", get(much).post(take));
    let house = serve_with(routes, |limits| limits.stall = Duration::from_millis(40)).await;
    let mut reader = house.open().await;
    reader.write_all(ASK).await.unwrap();
    timeout(PATIENCE, dropped).await.expect("the answer is given up").unwrap();
    let mut sender = house.open().await;
    sender.write_all(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nfour").await.unwrap();
    is_ended(&mut sender).await;
}

#[tokio::test]
async fn a_stop_finishes_what_was_begun_and_waits_for_nobody_else() {
    let (slow, begun, go) = slow();
    let house = serve_with(slow, |_| ()).await;
    let (mut asking, mut silent) = (house.open().await, house.open().await);
    let asked = tokio::spawn(async move { ask(&mut asking).await });
    begun.await.unwrap();
    house.stop.send(true).unwrap();
    is_ended(&mut silent).await;
    go.send(()).unwrap();
    assert!(asked.await.unwrap().ends_with("here"));
    timeout(PATIENCE, house.server).await.expect("it has ended").unwrap();
}
