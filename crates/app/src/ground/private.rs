//! Files that only their owner can read.

use std::fs::{File, OpenOptions};
use std::path::Path;

/// Opens a file to write behind what it holds, made where it is not there.
pub(crate) fn append(path: &Path) -> std::io::Result<File> {
    opened(OpenOptions::new().create(true).append(true), path)
}

/// Makes a file that is not there.
pub(crate) fn create(path: &Path) -> std::io::Result<File> {
    opened(OpenOptions::new().write(true).create_new(true), path)
}

fn opened(options: &mut OpenOptions, path: &Path) -> std::io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}
