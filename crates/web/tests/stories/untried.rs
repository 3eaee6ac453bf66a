//! What no story tries: an act that is never done over HTTP, a rule that no test names.

use homeward_app::act::Act;
use homeward_app::case;
use std::fs;
use std::path::{Path, PathBuf};

/// The text of every story and test of the crates beside this file.
fn tests() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<PathBuf> = fs::read_dir(crates)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("tests"))
        .filter(|path| path.is_dir())
        .collect();
    let mut all = String::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("untried.rs") {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(all.len() > 500_000, "the tests were read");
    all
}

/// Whether one of the texts names a resource of a case, with whatever number or name stands
/// in its place.
fn names(tests: &str, resource: &str) -> bool {
    let Some((list, leaf)) = resource.split_once("/{part}/") else {
        let quoted = [format!("\"{resource}\""), format!("/{resource}\""), format!("acts/{resource}")];
        return quoted.iter().any(|one| tests.contains(one));
    };
    let ends = |rest: &str| rest.split_once('/').is_some_and(|(_, after)| after.starts_with(&format!("{leaf}\"")));
    tests.split(&format!("{list}/")).skip(1).any(ends)
}

#[test]
fn every_act_is_done_over_http_by_some_story() {
    let tests = tests();
    let untried: Vec<String> = case::acts().map(Act::path).filter(|path| !names(&tests, path)).collect();
    assert!(untried.is_empty(), "no story does these: {untried:#?}");
}

/// The rules that refuse something, each by its name in the code and the one in answers.
fn rules() -> Vec<(String, String)> {
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src/case");
    let mut found = Vec::new();
    for path in fs::read_dir(rooms).unwrap().map(|entry| entry.unwrap().path().join("rejection.rs")) {
        let text = fs::read_to_string(path).unwrap_or_default();
        for arm in text.split("Self::").skip(1) {
            let variant = arm.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let code = arm.split_once("=> (\"").and_then(|(_, rest)| rest.split_once('"'));
            found.extend(code.map(|(code, _)| (variant.to_owned(), code.to_owned())));
        }
    }
    assert!(found.len() > 80, "the rules were read");
    found
}

#[test]
fn every_rule_that_refuses_is_named_by_some_test() {
    let tests = tests();
    let unnamed: Vec<_> =
        rules().into_iter().filter(|(variant, code)| !tests.contains(variant) && !tests.contains(code)).collect();
    assert!(unnamed.is_empty(), "no test names these: {unnamed:#?}");
}
