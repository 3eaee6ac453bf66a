//! The structure of the house: which crate may know which, that no files of a crate know
//! each other in a ring, how large a file may grow, and that the walks through it lead
//! past files that are there.

mod arrows;
mod rings;
mod sources;
mod walks;

use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

/// The most lines of a source file.
const LINES_MAX: usize = 500;

/// Fails with every finding.
pub fn run(root: &Path) -> Result<()> {
    let mut findings = arrows::findings(root)?;
    findings.extend(rings::findings(root)?);
    findings.extend(walks::findings(root)?);
    for file in sources::below(&root.join("crates"))?.into_iter().chain(sources::below(&root.join("xtask"))?) {
        let lines = fs::read_to_string(&file)?.lines().count();
        if lines > LINES_MAX {
            findings.push(format!("{} has {lines} lines; the most is {LINES_MAX}", file.display()));
        }
    }
    if findings.is_empty() { Ok(()) } else { bail!("{}", findings.join("\n")) }
}
