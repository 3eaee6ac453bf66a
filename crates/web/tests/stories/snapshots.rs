//! Texts that are held against files of the repository, each with its own name.

use insta::Settings;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A folder of snapshots, below this one.
pub struct Kept {
    folder: String,
    names: BTreeSet<String>,
    different: Vec<String>,
}

impl Kept {
    pub fn of(folder: &str) -> Self {
        Self { folder: format!("snapshots/{folder}"), names: BTreeSet::new(), different: Vec::new() }
    }

    /// Holds a text against its file; all of them are looked at before the test fails.
    pub fn holds(&mut self, name: &str, text: &str) {
        let file = file_name(name);
        assert!(self.names.insert(file.clone()), "{name} stands twice");
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(&self.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(name);
        let held = catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(file, text))));
        if held.is_err() {
            self.different.push(name.to_owned());
        }
    }

    /// Fails where a text is another one, or a file belongs to nothing.
    pub fn end(self) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories").join(&self.folder);
        let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().file_name());
        let files = files.filter_map(|name| Some(name.to_str()?.strip_suffix(".snap")?.to_owned()));
        let left: Vec<String> = files.filter(|name| !self.names.contains(name)).collect();
        assert!(left.is_empty(), "these snapshots in {} belong to nothing: {left:#?}", self.folder);
        assert!(
            self.different.is_empty(),
            "these say something else than {}: {:#?}\nReview them with `cargo insta review`, or write them with \
             `INSTA_UPDATE=always cargo xtask test NAME` and read the difference.",
            self.folder,
            self.different
        );
    }
}

/// `/desk/cases/{number}` as the name of a file: `desk.cases.number`.
fn file_name(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !matches!(c, '{' | '}' | '*')).collect();
    let joined = plain.trim_matches('/').replace('/', ".").replace([' ', ','], "-");
    if joined.is_empty() { "home".to_owned() } else { joined }
}
