//! Templates can be read: one block element a line, no line too long, each indented by its
//! nesting; and none lies about that no page asks for.

use super::sources;
use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The most characters of a line.
const WIDTH_MAX: usize = 120;

/// How much deeper a line is than the one that it stands in.
const INDENT: usize = 2;

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Every line that is hard to read, and every template that nothing asks for.
pub fn findings(root: &Path) -> Result<Vec<String>> {
    let web = root.join("crates/web");
    let folder = web.join("templates");
    let mut asked = BTreeSet::new();
    for file in sources::below(&web.join("src"))? {
        asked.extend(quoted_after(&fs::read_to_string(file)?, "#[template(path = "));
    }
    let mut templates = Vec::new();
    for file in below(&folder)? {
        let text = fs::read_to_string(&file)?;
        for tag in ["{% include ", "{% extends ", "{% import "] {
            asked.extend(quoted_after(&text, tag));
        }
        templates.push((file.strip_prefix(&folder)?.to_string_lossy().replace('\\', "/"), text));
    }
    let mut findings = Vec::new();
    for (name, text) in &templates {
        findings.extend(hard_to_read(text).into_iter().map(|(line, why)| format!("templates/{name}:{line} {why}")));
        if !asked.contains(name) {
            findings.push(format!("templates/{name} is asked for by no page and no other template"));
        }
    }
    Ok(findings)
}

fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// What stands in quotes after each place where a text begins so.
fn quoted_after(text: &str, beginning: &str) -> Vec<String> {
    let quoted = |rest: &str| Some(rest.strip_prefix('"')?.split_once('"')?.0.to_owned());
    text.split(beginning).skip(1).filter_map(quoted).collect()
}

/// Numbers of lines that are hard to read, with the reason.
fn hard_to_read(text: &str) -> Vec<(usize, String)> {
    let mut findings = Vec::new();
    let mut deepest = 0;
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty()) {
        let width = line.chars().count();
        if width > WIDTH_MAX {
            findings.push((number, format!("has {width} characters; the most is {WIDTH_MAX}")));
        }
        let blocks = blocks(line);
        if blocks > 1 {
            findings.push((number, format!("opens {blocks} block elements; each begins a line of its own")));
        }
        let written = line.trim_start_matches(' ');
        let indent = line.len() - written.len();
        if indent % INDENT != 0 || indent > deepest || written != line.trim() {
            findings.push((number, format!("is not indented by {INDENT} spaces for each nesting")));
        }
        deepest = indent + INDENT;
    }
    findings
}

/// How many block elements a line opens.
fn blocks(line: &str) -> usize {
    let name = |rest: &str| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
    line.split('<').skip(1).filter(|rest| BLOCKS.contains(&name(rest).as_str())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_one_block_element_within_its_width_under_the_one_that_it_stands_in() {
        let fine = "<ul>\n  {% for one in all %}\n    <li><a href=\"/\">{{ one }}</a></li>\n  {% endfor %}\n</ul>\n";
        assert_eq!(hard_to_read(fine), []);
        let lines = |text: &str| hard_to_read(text).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
        assert_eq!(lines("<p>one</p>\n<ul><li>two</li></ul>\n"), [2]);
        assert_eq!(lines(&format!("<p>\n  {}\n</p>\n", "名".repeat(119))), [2]);
        assert_eq!(lines("<p>\n    two deep\n   odd\n\ttabbed\n</p>\n"), [2, 3, 4]);
    }

    #[test]
    fn what_is_asked_for_stands_in_quotes() {
        let text = "{% include \"parts/said.html\" %}\n{% import \"parts/marks.html\" as marks %}";
        assert_eq!(quoted_after(text, "{% include "), ["parts/said.html"]);
        assert_eq!(quoted_after(text, "{% import "), ["parts/marks.html"]);
    }
}
