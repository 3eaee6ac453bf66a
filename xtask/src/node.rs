//! What the scripts of the browser tests and the lint of styles and scripts need,
//! brought by the lock file of `e2e`.

use crate::root;
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Node that the lock file brings, since the browser's driver wants a newer
/// one than Debian 12 has; where it brings none, the one that is installed.
pub fn newest(place: &Path) -> PathBuf {
    let brought = ["x64", "arm64"].map(|machine| place.join(format!("node_modules/node-linux-{machine}/bin/node")));
    brought.into_iter().find(|node| node.exists()).unwrap_or_else(|| "node".into())
}

/// The scripts with what they need, in a folder that is no part of the source.
pub fn tools() -> Result<PathBuf> {
    let (source, place) = (root().join("e2e"), root().join("target/e2e"));
    fs::create_dir_all(&place)?;
    let lock = "package-lock.json";
    let is_new = fs::read(place.join(lock)).ok() != fs::read(source.join(lock)).ok();
    for entry in fs::read_dir(&source)? {
        let path = entry?.path();
        if path.is_file() {
            fs::copy(&path, place.join(path.file_name().unwrap_or_default()))?;
        }
    }
    if is_new || !place.join("node_modules").exists() {
        install(&place)?;
    }
    Ok(place)
}

fn install(place: &Path) -> Result<()> {
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    if !Command::new("npm").args(arguments).current_dir(place).status().context("npm")?.success() {
        bail!("npm ci failed");
    }
    Ok(())
}
