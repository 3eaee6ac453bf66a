//! Styles and scripts are formatted and free of what the linter finds.

use crate::{node, root};
use anyhow::{Context as _, Result, bail};
use std::process::Command;

/// Fails with every finding.
pub fn run() -> Result<()> {
    let biome = node::tools()?.join("node_modules/.bin/biome");
    let mut command = Command::new(biome);
    command.args(["ci", "--error-on-warnings"]).current_dir(root());
    if !command.status().context("the linter of styles and scripts")?.success() {
        bail!("format or lints; `target/e2e/node_modules/.bin/biome format --write` mends the format");
    }
    Ok(())
}
