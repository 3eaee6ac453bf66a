//! The folder that files lie in, as it is: the store of objects leaves out of its lists
//! what it has begun to write, and so what a crash has left of that.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::time::SystemTime;

/// A file that is written and removed again, to know the time by the clock of the disk.
const PROBE: &str = ".now";

/// Something that lies there.
#[derive(Clone, Debug)]
pub(crate) struct Lying {
    /// Where, from the folder on.
    pub key: String,
    /// Its length.
    pub bytes: u64,
    /// When it was written last, by the clock of the disk.
    pub at: SystemTime,
}

/// Everything under a key that is no folder, in order. What is no file of ours stands
/// there as well: a link, a name that is no text.
pub(crate) fn under(folder: &Path, prefix: &str) -> io::Result<Vec<Lying>> {
    let mut found = Vec::new();
    collect(folder, &folder.join(prefix), &mut found)?;
    found.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    Ok(found)
}

fn collect(folder: &Path, inner: &Path, found: &mut Vec<Lying>) -> io::Result<()> {
    let Some(entries) = unless_gone(fs::read_dir(inner))? else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let Some(about) = unless_gone(entry.metadata())? else { continue };
        if about.is_dir() {
            collect(folder, &path, found)?;
        } else {
            let key = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
            found.push(Lying { key, bytes: about.len(), at: about.modified()? });
        }
    }
    Ok(())
}

/// Removes what lies at a key, and the folders around it that are empty then.
pub(crate) fn remove(folder: &Path, key: &str) -> io::Result<()> {
    let path = folder.join(key);
    unless_gone(fs::remove_file(&path))?;
    for around in path.ancestors().skip(1).take_while(|around| *around != folder) {
        // That it is gone has to be on disk as well; where a crash brings it back all
        // the same, the next sweep finds it.
        let _ = File::open(around).and_then(|around| around.sync_all());
        if fs::remove_dir(around).is_err() {
            break;
        }
    }
    Ok(())
}

/// The time by the clock of the disk, which may be that of another machine.
pub(crate) fn now(folder: &Path) -> io::Result<SystemTime> {
    let path = folder.join(PROBE);
    let mut probe = File::create(&path)?;
    // No room for it says nothing of the time.
    let _ = probe.write_all(b"now");
    let at = probe.metadata()?.modified();
    let _ = fs::remove_file(&path);
    at
}

/// What is gone by now was never there.
fn unless_gone<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
