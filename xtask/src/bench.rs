//! Builds the benchmark optimised and runs it.

use crate::root;
use anyhow::{Result, bail};
use std::process::Command;

/// Runs the benchmark of a size, or the parts of it that `only` names.
pub fn run(size: &str, only: Option<&str>) -> Result<()> {
    // The benchmark starts the program itself, from the folder of its own file.
    let mut build = Command::new("cargo");
    build.current_dir(root()).args(["build", "--release", "--quiet", "--package", "homeward"]);
    if !build.status()?.success() {
        bail!("the program could not be built");
    }
    let mut command = Command::new("cargo");
    command.current_dir(root()).args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "homeward-bench",
        "--",
        "--size",
        size,
    ]);
    if let Some(only) = only {
        command.args(["--only", only]);
    }
    if !command.status()?.success() {
        bail!("the benchmark failed");
    }
    Ok(())
}
