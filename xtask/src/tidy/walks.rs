//! The files that the walks of the documentation lead past are there.

use super::sources;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Documents that name files of the house, in backticks.
const DOCUMENTS: [&str; 2] = ["ARCHITECTURE.md", "docs/walks.md"];

/// Every named file or folder that is not there.
pub fn findings(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for file in sources::below(&root.join("crates"))? {
        let path = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        // As they are written: `app/merged.rs` for `crates/app/src/merged.rs`.
        files.push(path.replacen("crates", "", 1).replacen("/src/", "/", 1));
    }
    let mut findings = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document))?;
        let walks = text.split_once("walks\n").map_or("", |(_, walks)| walks);
        let missing = named(walks).filter(|name| !is_there(&files, name) && !root.join(name).exists());
        findings.extend(missing.map(|name| format!("{document} leads past {name}, which is not there")));
    }
    Ok(findings)
}

/// What stands in backticks and looks like a source file or a folder.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_source = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "rs");
    quoted.filter(move |name| !name.starts_with('/') && (is_source(name) || name.ends_with('/')))
}

fn is_there(files: &[String], name: &str) -> bool {
    let wanted = format!("/{name}");
    files.iter().any(|file| if name.ends_with('/') { file.contains(&wanted) } else { file.ends_with(&wanted) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_found_by_the_end_of_their_path_and_others_are_named() {
        let files = ["/app/case/plans/propose_plan.rs".to_owned(), "/app/execute.rs".to_owned()];
        for name in ["app/execute.rs", "plans/propose_plan.rs", "case/plans/"] {
            assert!(is_there(&files, name), "{name}");
        }
        for name in ["cute.rs", "app/plans/", "decide.rs"] {
            assert!(!is_there(&files, name), "{name}");
        }
        let text = "by `app/execute.rs`, `ReadClocks`, `/desk/` and `pages/`";
        assert_eq!(named(text).collect::<Vec<_>>(), ["app/execute.rs", "pages/"]);
    }
}
