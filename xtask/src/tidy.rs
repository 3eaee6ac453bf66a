//! The structure of the house: which crate may know which, that no files of a crate know
//! each other in a ring, how large a file may grow, that templates can be read, and that
//! the walks through it lead past files that are there.

mod guides;
mod rings;
mod sources;
mod templates;
mod walks;

use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

/// Each crate with those of ours that it may know.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "store"]),
    ("worker", &[]),
    ("web", &["domain", "app"]),
    ("homeward", &["domain", "app", "web", "worker"]),
    ("testkit", &["domain", "store", "app"]),
    ("bench", &["domain", "store", "app", "web", "testkit"]),
];
/// Drivers that only the store may use outside of tests.
const DRIVERS: &[&str] = &["rusqlite", "postgres", "refinery"];

/// The most lines of a source file.
const LINES_MAX: usize = 500;

/// Fails with every finding.
pub fn run(root: &Path) -> Result<()> {
    let mut findings = arrows(root)?;
    findings.extend(rings::findings(root)?);
    findings.extend(walks::findings(root)?);
    findings.extend(templates::findings(root)?);
    findings.extend(guides::findings(root)?);
    for file in sources::below(&root.join("crates"))?.into_iter().chain(sources::below(&root.join("xtask"))?) {
        let lines = fs::read_to_string(&file)?.lines().count();
        if lines > LINES_MAX {
            findings.push(format!("{} has {lines} lines; the most is {LINES_MAX}", file.display()));
        }
    }
    if findings.is_empty() { Ok(()) } else { bail!("{}", findings.join("\n")) }
}

/// Arrows that may not be, and crates that nobody has given a place.
fn arrows(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for entry in fs::read_dir(root.join("crates"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            findings.push(format!("crates/{name} stands in no line of the arrows"));
            continue;
        };
        let manifest = fs::read_to_string(root.join("crates").join(&name).join("Cargo.toml"))?;
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        let dependencies = dependencies.split("[dependencies]").nth(1).unwrap_or_default();
        for line in dependencies.lines() {
            let dependency = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let ours = dependency.strip_prefix("homeward-");
            if ours.is_some_and(|other| !allowed.contains(&other)) {
                findings.push(format!("crates/{name} may not know {dependency}"));
            }
            if DRIVERS.contains(&dependency) && !matches!(name.as_str(), "store" | "testkit" | "bench") {
                findings.push(format!("crates/{name} may not use the driver {dependency}"));
            }
        }
    }
    Ok(findings)
}
