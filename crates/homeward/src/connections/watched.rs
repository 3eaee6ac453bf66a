//! The two ends of a connection under watch: a question that does not come to its
//! end, and an answer that nobody takes.

use super::standing::Standing;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// A connection with what it may still take.
pub struct Watched {
    io: TokioIo<TcpStream>,
    standing: Arc<Standing>,
    head: Limit,
    taken: Limit,
}

impl Watched {
    /// A question may take so long from its first byte, an answer so long between two pieces.
    pub fn new(io: TokioIo<TcpStream>, standing: Arc<Standing>, head: Duration, stall: Duration) -> Self {
        Self { io, standing, head: Limit::new(head), taken: Limit::new(stall) }
    }

    fn written<T>(&mut self, cx: &mut Context<'_>, wrote: Poll<Result<T>>) -> Poll<Result<T>> {
        match wrote {
            Poll::Ready(done) => {
                self.taken.lift();
                Poll::Ready(done)
            }
            Poll::Pending => self.taken.wait(cx),
        }
    }
}

impl Read for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<Result<()>> {
        let this = &mut *self;
        let read = Pin::new(&mut this.io).poll_read(cx, buffer);
        if read.is_ready() {
            this.standing.hears();
        }
        if !this.standing.is_hearing() {
            this.head.lift();
            return read;
        }
        // Bytes that come one by one are no reason to wait for ever.
        match this.head.wait(cx) {
            Poll::Pending => read,
            late @ Poll::Ready(_) => late,
        }
    }
}

impl Write for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let wrote = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.written(cx, wrote)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let flushed = Pin::new(&mut self.io).poll_flush(cx);
        self.written(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let ended = Pin::new(&mut self.io).poll_shutdown(cx);
        self.written(cx, ended)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let wrote = Pin::new(&mut self.io).poll_write_vectored(cx, pieces);
        self.written(cx, wrote)
    }
}

/// How long something may take, from the moment in which it begins.
struct Limit {
    span: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    runs: bool,
}

impl Limit {
    const fn new(span: Duration) -> Self {
        Self { span, timer: None, runs: false }
    }

    fn lift(&mut self) {
        self.runs = false;
    }

    /// An error once the time is over; the same timer serves again and again.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(self.span)));
        if !self.runs {
            self.runs = true;
            timer.as_mut().reset(Instant::now() + self.span);
        }
        timer.as_mut().poll(cx).map(|()| Err(Error::from(ErrorKind::TimedOut)))
    }
}
