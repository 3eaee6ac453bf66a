//! A mark beside the secret, which all copies of the program share: this record is under
//! proof. Whoever takes the MACs out of the database cannot pass it off as one of an
//! earlier version to a copy whose witness is fresh.

use crate::app::AppOptions;
use crate::ground::private;
use homeward_domain::record::RecordKey;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

/// Where the mark lies.
pub(crate) fn path(options: &AppOptions) -> PathBuf {
    let secret = options.secret_path();
    let name = secret.file_name().unwrap_or_default().to_string_lossy().into_owned();
    secret.with_file_name(format!("{name}.proven"))
}

/// Whether the record of this secret came under proof before. A mark of another secret
/// says nothing of this one.
pub(super) fn is_there(options: &AppOptions, key: RecordKey) -> bool {
    fs::read_to_string(path(options)).is_ok_and(|text| text.trim() == key.origin().to_hex())
}

/// Sets the mark where it is missing. A secret may lie where nobody can write: then
/// only the witness of each copy remembers.
pub(super) fn set(options: &AppOptions, key: RecordKey) {
    if is_there(options, key) {
        return;
    }
    let path = path(options);
    let _ = fs::remove_file(&path);
    let written = private::create(&path).and_then(|mut file| {
        writeln!(file, "{}", key.origin().to_hex())?;
        file.sync_all()
    });
    if let Err(error) = written {
        tracing::warn!(path = %path.display(), %error, "that the record is under proof could not be noted beside the secret");
    }
}
