//! The parts of a form with files, one after the other. No more of a form is in memory
//! than the piece that was asked for: what is sent faster than it is read waits in the
//! connection.

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{FromRequest, Multipart, Request};
use futures_util::stream::Stream;
use homeward_app::AppError;
use homeward_app::files::FILES_AT_ONCE_MAX;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

/// The most bytes that are read and thrown away after a mistake, so that the
/// sender hears of it (contract, "Limits").
pub const DRAINED_BYTES_MAX: usize = 32 * 1024 * 1024;
/// The most bytes of what stands before the content of a part, the names of its field and
/// of its file among them; nobody's names are so long.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// The most fields of a form that are no files; no form of ours has so many.
pub const WORDS_MAX: usize = 200;
/// The most parts of one form.
const PARTS_MAX: usize = FILES_AT_ONCE_MAX + WORDS_MAX;

/// The body of a request, of which pieces come when they are asked for.
struct Flow {
    body: BodyDataStream,
    /// Whether the next piece may come.
    is_open: bool,
    is_over: bool,
    /// How many bytes have come.
    bytes: usize,
}

type Shared = Arc<Mutex<Flow>>;

/// What a form is read from.
struct Gate(Shared);

impl Stream for Gate {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut flow = locked(&self.0);
        // Whoever has not opened it asks again after opening it.
        if !flow.is_open {
            return Poll::Pending;
        }
        let piece = ready!(flow.piece(context));
        flow.is_open = false;
        Poll::Ready(piece)
    }
}

impl Flow {
    fn piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let piece = ready!(Pin::new(&mut self.body).poll_next(context));
        self.is_over = !matches!(piece, Some(Ok(_)));
        self.bytes += piece.iter().flatten().map(Bytes::len).sum::<usize>();
        Poll::Ready(piece)
    }
}

/// A form that is read part by part.
pub struct Parts {
    form: Multipart,
    flow: Shared,
    count: usize,
}

impl<S: Send + Sync> FromRequest<S> for Parts {
    type Rejection = MultipartRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, MultipartRejection> {
        let (head, body) = request.into_parts();
        let flow = Flow { body: body.into_data_stream(), is_open: false, is_over: false, bytes: 0 };
        let flow = Arc::new(Mutex::new(flow));
        let body = Body::from_stream(Gate(Arc::clone(&flow)));
        let form = Multipart::from_request(Request::from_parts(head, body), state).await?;
        Ok(Self { form, flow, count: 0 })
    }
}

impl Parts {
    /// The next part; none at the end of the form. The one before must have been read.
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, AppError> {
        let field = demanded(&self.flow, HEAD_BYTES_MAX, self.form.next_field()).await;
        let field = field.ok_or(AppError::HeadTooLong(HEAD_BYTES_MAX))?;
        let Some(field) = field.map_err(|error| malformed(&error))? else { return Ok(None) };
        // A long one may have come in one piece with what stands behind it.
        let head = field.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>();
        if head > HEAD_BYTES_MAX {
            return Err(AppError::HeadTooLong(HEAD_BYTES_MAX));
        }
        self.count += 1;
        if self.count > PARTS_MAX {
            return Err(AppError::TooManyParts(PARTS_MAX));
        }
        Ok(Some(Part { field, flow: &self.flow }))
    }

    /// Hears a sender out after a mistake, but not for ever.
    pub async fn drain(&mut self) {
        let mut left = DRAINED_BYTES_MAX;
        while let Some(Ok(piece)) = poll_fn(|context| locked(&self.flow).piece(context)).await {
            match left.checked_sub(piece.len()) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    }
}

/// One part of a form.
pub struct Part<'a> {
    field: Field<'a>,
    flow: &'a Shared,
}

impl Part<'_> {
    /// The name of its field; empty where it has none.
    pub fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// The name of the file that it is; none where it is none.
    pub fn file_name(&self) -> Option<&str> {
        self.field.file_name()
    }

    /// Its bytes, as far as they may be so many. What is over is read too, so that the
    /// next part can be found, but not kept.
    pub async fn bytes(&mut self, field: &str, max: usize) -> Result<Vec<u8>, AppError> {
        let (mut kept, mut size) = (Vec::new(), 0_usize);
        while let Some(piece) = self.piece().await? {
            size += piece.len();
            if size > max + DRAINED_BYTES_MAX {
                break;
            }
            if size <= max {
                kept.extend_from_slice(&piece);
            }
        }
        if size > max { Err(AppError::TooLarge { field: field.into(), max }) } else { Ok(kept) }
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, AppError> {
        let piece = demanded(self.flow, usize::MAX, self.field.chunk()).await;
        piece.transpose().map(Option::flatten).map_err(|error| malformed(&error))
    }
}

/// What comes of reading on, letting a piece in each time when there is not enough yet;
/// none where more than so many bytes are not enough.
async fn demanded<F: Future>(flow: &Shared, bytes_max: usize, reading: F) -> Option<F::Output> {
    let mut reading = pin!(reading);
    let before = {
        let mut flow = locked(flow);
        flow.is_open = false;
        flow.bytes
    };
    poll_fn(|context| {
        loop {
            if let Poll::Ready(read) = reading.as_mut().poll(context) {
                return Poll::Ready(Some(read));
            }
            let mut flow = locked(flow);
            if flow.bytes - before > bytes_max {
                return Poll::Ready(None);
            }
            // It is open still, so nothing has come.
            if flow.is_open {
                return Poll::Pending;
            }
            flow.is_open = true;
        }
    })
    .await
}

fn malformed(error: &MultipartError) -> AppError {
    AppError::Malformed(format!("multipart/form-data: {}", error.body_text()))
}

fn locked(flow: &Shared) -> MutexGuard<'_, Flow> {
    flow.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream::{self, StreamExt as _};
    use std::sync::atomic::{AtomicUsize, Ordering};

    const PIECE: usize = 4 * 1024;
    const BEGUN: &str = "--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a";

    /// A form that begins so and goes on without end, as fast as it is read; how many of
    /// its pieces were taken.
    async fn endless(beginning: &'static str) -> (Parts, Arc<AtomicUsize>) {
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        let pieces = stream::iter(0..).map(move |place: usize| {
            count.fetch_add(1, Ordering::Relaxed);
            Ok::<_, axum::Error>(if place == 0 { beginning.to_owned() } else { "a".repeat(PIECE) })
        });
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=mark");
        let request = request.body(Body::from_stream(pieces)).unwrap();
        (Parts::from_request(request, &()).await.unwrap(), taken)
    }

    #[tokio::test]
    async fn a_name_without_end_is_not_waited_for() {
        for beginning in [BEGUN, "no part at all"] {
            let (mut parts, taken) = endless(beginning).await;
            let over = parts.next().await.map(|_| ()).unwrap_err().over().unwrap();
            assert_eq!((over.code, over.detail), ("head_too_long", HEAD_BYTES_MAX.to_string()));
            let most = HEAD_BYTES_MAX / PIECE + 2;
            assert!(taken.load(Ordering::Relaxed) <= most, "{beginning}: {taken:?}");
            parts.drain().await;
            assert!(
                taken.load(Ordering::Relaxed) <= most + DRAINED_BYTES_MAX / PIECE + 1,
                "heard out, but not for ever"
            );
        }
    }

    #[tokio::test]
    async fn what_is_sent_faster_than_it_is_read_waits() {
        let (mut parts, taken) = endless("--mark\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n").await;
        let mut part = parts.next().await.unwrap().unwrap();
        for asked in 1..100 {
            assert!(part.piece().await.unwrap().is_some_and(|piece| piece.len() <= PIECE));
            assert!(taken.load(Ordering::Relaxed) <= asked + 2, "{taken:?}");
        }
    }
}
