//! A copy of the checkout in the target folder, which stays there: what did not change is
//! not compiled again the next time.

use crate::guides::Part;
use anyhow::{Context as _, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Copy {
    /// The checkout.
    origin: PathBuf,
    root: PathBuf,
}

impl Copy {
    /// A copy as the checkout is, with what is not committed and without what is ignored.
    pub fn new(origin: &Path) -> Result<Self> {
        let origin = origin.canonicalize()?;
        let copy = Self { root: origin.join("target/counts"), origin };
        let wanted = copy.wanted()?;
        for file in &wanted {
            write(&copy.root.join(file), &fs::read(copy.origin.join(file))?)?;
        }
        for file in copy.there()?.iter().filter(|file| !wanted.contains(*file)) {
            fs::remove_file(copy.root.join(file))?;
        }
        Ok(copy)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where it is compiled: cargo would take what it makes here for the same as what it
    /// makes of the checkout.
    pub fn target(&self) -> PathBuf {
        self.origin.join("target/counts-target")
    }

    /// Does what a document says, file by file.
    pub fn apply<'a>(&self, parts: impl Iterator<Item = &'a Part>) -> Result<()> {
        for part in parts {
            let path = self.root.join(&part.path);
            let text = if path.exists() { Some(fs::read_to_string(&path)?) } else { None };
            write(&path, part.applied(text.as_deref())?.as_bytes())?;
        }
        Ok(())
    }

    /// Puts the table of rights that the test has written where the house keeps it.
    pub fn take_rights(&self) -> Result<()> {
        let written =
            fs::read(self.target().join("tmp/rights.md")).context("no test has written the table of rights")?;
        write(&self.root.join("docs/rights.md"), &written)
    }

    /// Files that are not as in the checkout.
    pub fn changed(&self) -> Result<BTreeSet<String>> {
        let is_other = |file: &String| fs::read(self.root.join(file)).ok() != fs::read(self.origin.join(file)).ok();
        Ok(self.there()?.into_iter().filter(is_other).collect())
    }

    /// The files of the checkout that belong to it.
    fn wanted(&self) -> Result<BTreeSet<String>> {
        let listed = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(&self.origin)
            .output()?;
        if !listed.status.success() {
            bail!("git does not list the files of the checkout");
        }
        let names = String::from_utf8(listed.stdout)?;
        let is_there = |name: &&str| self.origin.join(name).is_file();
        Ok(names.split('\0').filter(is_there).map(str::to_owned).collect())
    }

    /// The files of the copy.
    fn there(&self) -> Result<BTreeSet<String>> {
        let (mut folders, mut found) = (vec![self.root.clone()], BTreeSet::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.insert(path.strip_prefix(&self.root)?.to_string_lossy().into_owned());
                }
            }
        }
        Ok(found)
    }
}

/// Writes a file unless it is so already, so that its time stays.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
