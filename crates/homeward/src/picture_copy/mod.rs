//! The process that copies one picture, begun by the program itself: the original on
//! standard input, what came of it on standard output (`homeward_app::pictures`). It
//! reads what a stranger sent, so it gives up first whatever it does not need.

mod bounds;
mod copies;
mod facts;

use homeward_app::files::FILE_BYTES_MAX;
use homeward_app::pictures::{Copier, Facts, Made};
use std::io::{self, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Duration;

/// The command, which stands in no help.
pub const COMMAND: &str = "picture-copy";
/// How long one picture may take by the clock on the wall, waiting for a core included.
const PATIENCE: Duration = Duration::from_mins(1);

/// How the program begins it; `None` where it does not know where it lies itself.
pub fn copier() -> Option<Copier> {
    let program = std::env::current_exe().ok()?;
    Some(Copier { program, arguments: vec![COMMAND.into()], patience: PATIENCE })
}

/// Copies the picture.
pub fn run() -> ExitCode {
    let Ok(()) = bounds::set() else { return ExitCode::FAILURE };
    let (mut original, most) = (Vec::new(), u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX));
    if io::stdin().lock().take(most).read_to_end(&mut original).is_err() {
        return ExitCode::FAILURE;
    }
    let said = made(&original).said();
    let mut output = io::stdout().lock();
    match output.write_all(&said).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// What comes of a picture. Facts that make their reader stumble are none, and the
/// picture is shown without them.
fn made(original: &[u8]) -> Made {
    let facts = catch_unwind(AssertUnwindSafe(|| facts::of(original))).unwrap_or_else(|_| Facts::default());
    Made { facts, copies: copies::of(original) }
}
