//! The folder of outside test data, which is not part of the project.

use std::path::PathBuf;

/// A file of outside test data; `None`, with a message, where it is absent.
/// The folder is that of `HOMEWARD_TEST_DATA`, or `shared/data` beside the checkout.
#[allow(clippy::disallowed_methods, reason = "tests are configured by their environment")]
pub fn shared_data(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var("HOMEWARD_TEST_DATA").unwrap_or_else(|_| beside.to_owned());
    let path = PathBuf::from(folder).join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}
