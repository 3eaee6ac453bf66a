//! The copy as a ZIP that is written while it is sent: one file at a time is in
//! memory, however many there are, and nothing of it lies on disk meanwhile.

use super::Copy;
use crate::app::App;
use crate::ground::error::AppError;
use futures_util::stream::{self, Stream, StreamExt as _};
use std::io::{self, BufWriter, Write};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes that are sent at once.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that may wait for a slow reader.
const PIECES: usize = 4;

type Piece = Result<Vec<u8>, io::Error>;

/// The ZIP, piece by piece: `data.json`, the readable page under its name, the files.
pub fn stream(app: &App, copy: Copy, page: (&'static str, String)) -> impl Stream<Item = Piece> + use<> {
    let (sender, receiver) = channel(PIECES);
    let (app, handle) = (app.clone(), Handle::current());
    tokio::task::spawn_blocking(move || {
        let out = BufWriter::with_capacity(PIECE_BYTES, Sent(sender.clone()));
        if let Err(error) = write(&app, &handle, &copy, page, out) {
            tracing::warn!(%error, "a copy of a person's data broke off");
            // Whoever went away hears nothing of it.
            let _ = sender.blocking_send(Err(io::Error::other(error.to_string())));
        }
    });
    pieces(receiver)
}

/// What comes, until nothing does. Whoever packs the answer on its way asks once more
/// after the end.
fn pieces(receiver: Receiver<Piece>) -> impl Stream<Item = Piece> {
    stream::unfold(receiver, async |mut receiver: Receiver<Piece>| Some((receiver.recv().await?, receiver))).fuse()
}

fn write(
    app: &App,
    handle: &Handle,
    copy: &Copy,
    (name, page): (&str, String),
    out: impl Write,
) -> Result<(), AppError> {
    let failed = |error: &dyn std::fmt::Display| AppError::File(format!("a copy of a person's data: {error}"));
    let data = serde_json::to_vec_pretty(&copy.data).map_err(|e| failed(&e))?;
    let mut zip = ZipWriter::new_stream(out);
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).map_err(|e| failed(&e))?;
        zip.write_all(bytes).map_err(|e| failed(&e))
    };
    add("data.json", &data)?;
    add(name, page.as_bytes())?;
    for (key, path) in &copy.files {
        let bytes = handle.block_on(app.files().get(key))?;
        add(path, &bytes.ok_or_else(|| failed(&"a file went away meanwhile"))?)?;
    }
    let mut out = zip.finish().map_err(|e| failed(&e))?.into_inner();
    out.flush().map_err(|e| failed(&e))
}

/// Where pieces go.
struct Sent(Sender<Piece>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(bytes.to_vec())).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_asks_again_after_the_end_hears_the_end_again() {
        let (sender, receiver) = channel(1);
        drop(sender);
        let mut all = Box::pin(pieces(receiver));
        assert!(all.next().await.is_none());
        assert!(all.next().await.is_none());
    }
}
