//! Journeys in a real browser, and every page held to WCAG 2.2 AA; each leaves
//! pictures in `artefacts/browser`.

use crate::{node, root};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::process::Command;

/// Runs every journey and looks at every page.
pub fn run() -> Result<()> {
    run_scripts(&["--test", "--test-concurrency=1"], "some")
}

/// Takes pictures of every page in both sizes, schemes and languages, with a
/// sheet of all of them.
pub fn shots() -> Result<()> {
    run_scripts(&["--test", "pages.test.mjs"], "all")
}

/// Prints paint, shift and interaction of the pages that people use most.
pub fn figures() -> Result<()> {
    run_scripts(&["figures.mjs"], "some")
}

fn run_scripts(arguments: &[&str], looks: &str) -> Result<()> {
    let place = node::tools()?;
    let root = fs::canonicalize(root())?;
    let mut command = Command::new(node::newest(&place));
    command.args(arguments).current_dir(&place).env("HOMEWARD_ROOT", root).env("HOMEWARD_LOOKS", looks);
    if !command.status().context("node")?.success() {
        bail!("the browser found something");
    }
    Ok(())
}
