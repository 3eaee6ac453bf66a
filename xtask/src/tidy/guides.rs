//! What the documents of how something is added say fits the house as it is: every path that
//! they name is there, and every change that they show can be made.

use crate::guides::{Guide, all};
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where the house has its files.
const FOLDERS: [&str; 7] = ["crates", "docs", "e2e", "locales", "rules", "web-assets", "xtask"];

/// Everything that does not fit.
pub fn findings(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        below(root, folder, &mut files)?;
    }
    let mut findings = Vec::new();
    for guide in all(root)? {
        let missing = named(&guide.prose).filter(|path| !files.iter().any(|file| fits(path, file)));
        findings.extend(missing.map(|path| format!("the document on {} names {path}, which is not there", guide.name)));
        findings.extend(of_changes(root, &guide));
    }
    Ok(findings)
}

/// Changes that cannot be made.
fn of_changes(root: &Path, guide: &Guide) -> Vec<String> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut findings = Vec::new();
    for part in &guide.parts {
        let text = texts.get(part.path.as_str()).cloned().or_else(|| fs::read_to_string(root.join(&part.path)).ok());
        match part.applied(text.as_deref()) {
            Ok(text) => drop(texts.insert(&part.path, text)),
            Err(error) => findings.push(format!("the document on {}: {error:#}", guide.name)),
        }
    }
    findings
}

/// Files below a folder, from the root.
fn below(root: &Path, folder: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        if !entry.file_type()?.is_dir() {
            files.push(path);
        } else if !matches!(name.as_str(), "target" | "node_modules") {
            below(root, &path, files)?;
        }
    }
    Ok(())
}

/// What stands in backticks and begins as a path of the house.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter(|name| FOLDERS.iter().any(|folder| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))))
}

/// Whether a file is one that a path means: `<name>` stands for any, a folder for what is in it.
fn fits(path: &str, file: &str) -> bool {
    let is_folder = path.ends_with('/');
    let (wanted, given): (Vec<&str>, Vec<&str>) =
        (path.trim_end_matches('/').split('/').collect(), file.split('/').collect());
    let is_long_enough = if is_folder { given.len() > wanted.len() } else { given.len() == wanted.len() };
    is_long_enough && wanted.iter().zip(&given).all(|(wanted, given)| is_like(wanted, given))
}

fn is_like(wanted: &str, given: &str) -> bool {
    match wanted.split_once('<').and_then(|(before, rest)| Some((before, rest.split_once('>')?.1))) {
        Some((before, after)) => {
            given.len() > before.len() + after.len() && given.starts_with(before) && given.ends_with(after)
        }
        None => wanted == given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_any_and_folders_for_what_is_in_them() {
        let file = "crates/app/src/case/plans/propose_plan.rs";
        for path in [file, "crates/app/src/case/<room>/<verb>.rs", "crates/app/src/case/", "crates/<name>/src/"] {
            assert!(fits(path, file), "{path}");
        }
        for path in ["crates/app/src/case", "crates/app/src/<verb>.rs", "crates/app/src/case/<room>/<verb>.ftl"] {
            assert!(!fits(path, file), "{path}");
        }
        assert_eq!(
            named("`docs/a.md`, `target/x`, `docs`, `locales/en/`").collect::<Vec<_>>(),
            ["docs/a.md", "locales/en/"]
        );
    }
}
