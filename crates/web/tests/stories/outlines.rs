//! What pages say, in both languages, held against what they said before: headings, labels,
//! buttons, links, columns, and none of the data. A change is reviewed as a difference of
//! small files, one for each page (CONTRIBUTING says how).

use crate::sample::Sample;
use crate::sample::document::Document;
use crate::snapshots::Kept;
use homeward_app::caller::Role;
use homeward_testkit::{Backend, TestApp};
use std::fmt::Write as _;

/// The form that anybody can send asks for another sum each time.
const ASKS_A_SUM: &str = "/complain";

#[test]
fn every_page_says_what_it_said() {
    Backend::Sqlite.run(|t: TestApp| async move {
        let sample = Sample::made(&t).await;
        let mut kept = Kept::of("pages");
        let is_shown = |role: Option<Role>| matches!(role, None | Some(Role::Administrator));
        for person in sample.people.iter().filter(|person| is_shown(person.role)) {
            for visit in sample.visits(person) {
                let mut text = String::new();
                for language in ["zh-CN", "en"] {
                    let answer = sample.answer(person, &visit, language).await;
                    let mut outline = Document::read(&answer.text).outline();
                    if visit.name == ASKS_A_SUM {
                        outline = outline.replace(|c: char| c.is_ascii_digit(), "0");
                    }
                    writeln!(text, "== {language}\n{}", without_data(&outline)).unwrap();
                }
                // Who sees a thing anyway is sent on, and what is drawn by script says nothing yet.
                if text.contains("# ") || text.contains("button ") {
                    kept.holds(&visit.name, &text);
                }
            }
        }
        kept.end();
    });
}

/// The outline without numbers of cases, times and what is made anew each time.
fn without_data(outline: &str) -> String {
    let is_number = |word: &str| word.starts_with("HW-2611-");
    let is_time =
        |word: &str| word.len() > 3 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | '/'));
    let is_hash =
        |word: &str| word.len() >= 20 && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let plain = |word: &str| {
        if is_number(word) {
            "[case]".to_owned()
        } else if is_time(word) {
            "[time]".to_owned()
        } else if is_hash(word) {
            "[secret]".to_owned()
        } else {
            word.to_owned()
        }
    };
    let line = |line: &str| line.split(' ').map(plain).collect::<Vec<_>>().join(" ");
    outline.lines().map(line).collect::<Vec<_>>().join("\n")
}
