//! The structure of the house: which crate may know which, and how large a
//! file may grow.

use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Each crate with those of ours that it may know.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "store"]),
    ("worker", &[]),
    ("web", &["domain", "app"]),
    ("homeward", &["domain", "app", "web", "worker"]),
    ("testkit", &["domain", "app"]),
    ("bench", &["domain", "store", "app", "web", "testkit"]),
];
/// Drivers that only the store may use outside of tests.
const DRIVERS: &[&str] = &["rusqlite", "postgres", "refinery"];
/// The most lines of a source file.
const LINES_MAX: usize = 500;

/// Fails with every finding.
pub fn run(root: &Path) -> Result<()> {
    let mut findings = Vec::new();
    for (name, allowed) in ARROWS {
        let manifest = fs::read_to_string(root.join("crates").join(name).join("Cargo.toml"))?;
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        let dependencies = dependencies.split("[dependencies]").nth(1).unwrap_or_default();
        for line in dependencies.lines() {
            let dependency = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let ours = dependency.strip_prefix("homeward-");
            if ours.is_some_and(|other| !allowed.contains(&other)) {
                findings.push(format!("crates/{name} may not know {dependency}"));
            }
            if DRIVERS.contains(&dependency) && !matches!(*name, "store" | "testkit" | "bench") {
                findings.push(format!("crates/{name} may not use the driver {dependency}"));
            }
        }
    }
    for file in sources(&root.join("crates"))?.into_iter().chain(sources(&root.join("xtask"))?) {
        let lines = fs::read_to_string(&file)?.lines().count();
        if lines > LINES_MAX {
            findings.push(format!("{} has {lines} lines; the most is {LINES_MAX}", file.display()));
        }
    }
    if findings.is_empty() { Ok(()) } else { bail!("{}", findings.join("\n")) }
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}
