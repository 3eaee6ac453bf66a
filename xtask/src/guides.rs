//! The documents that tell how something is added (`docs/adding-*.md`), read as what they
//! say: a block with a path behind its language is a new file, a `diff` one is a change of
//! a file that is there, in hunks that `@@` parts. A hunk of new lines alone goes to the end.

use anyhow::{Context as _, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One document.
pub struct Guide {
    /// What is added by it: `act` of `docs/adding-an-act.md`.
    pub name: String,
    /// The document without its blocks.
    pub prose: String,
    /// What it says for each file, in its order.
    pub parts: Vec<Part>,
}

/// What a document says for one file.
pub struct Part {
    /// The file, from the root of the checkout.
    pub path: String,
    is_change: bool,
    lines: Vec<String>,
}

/// Every document, in the order of their names.
pub fn all(root: &Path) -> Result<Vec<Guide>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root.join("docs"))? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = file.strip_prefix("adding-").and_then(|rest| rest.strip_suffix(".md"));
        if let Some((_, name)) = name.and_then(|name| name.split_once('-')) {
            found.insert(name.to_owned(), read(name, &fs::read_to_string(&path)?));
        }
    }
    if found.is_empty() {
        bail!("docs holds no document of how something is added")
    }
    Ok(found.into_values().collect())
}

fn read(name: &str, text: &str) -> Guide {
    let (mut prose, mut parts, mut open) = (String::new(), Vec::new(), None);
    for line in text.lines() {
        let begins = line.trim_start().strip_prefix("```");
        match (&mut open, begins) {
            (None, Some(info)) => {
                let indent = line.len() - line.trim_start().len();
                let (language, path) = info.split_once(' ').unwrap_or((info, ""));
                let part = Part { path: path.to_owned(), is_change: language == "diff", lines: Vec::new() };
                open = Some((indent, part));
            }
            (Some(_), Some(_)) => parts.extend(open.take().map(|(_, part)| part).filter(|part| !part.path.is_empty())),
            (Some((indent, part)), None) => part.lines.push(line.get(*indent..).unwrap_or_default().to_owned()),
            (None, None) => {
                prose.push_str(line);
                prose.push('\n');
            }
        }
    }
    Guide { name: name.to_owned(), prose, parts }
}

impl Part {
    /// The file as it is with this part, from the text that it has, where it is there.
    pub fn applied(&self, text: Option<&str>) -> Result<String> {
        match (self.is_change, text) {
            (false, None) => Ok(self.lines.join("\n") + "\n"),
            (false, Some(_)) => bail!("{} is there already", self.path),
            (true, None) => bail!("{} is not there", self.path),
            (true, Some(text)) => {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                for hunk in self.lines.split(|line| line == "@@") {
                    change(&mut lines, hunk).with_context(|| self.path.clone())?;
                }
                Ok(lines.join("\n") + "\n")
            }
        }
    }

    /// Whether it is a story or another test, which nothing asks for.
    pub fn is_story(&self) -> bool {
        self.path.contains("/tests/stories/")
    }
}

/// Makes the change of one hunk where its old lines stand.
fn change(lines: &mut Vec<String>, hunk: &[String]) -> Result<()> {
    let side = |dropped: char| -> Vec<String> {
        let kept = hunk.iter().filter(|line| !line.starts_with(dropped));
        kept.map(|line| line.get(1..).unwrap_or_default().to_owned()).collect()
    };
    let (old, new) = (side('+'), side('-'));
    if old.is_empty() {
        lines.extend(new);
        return Ok(());
    }
    let places: Vec<usize> = (0..lines.len()).filter(|place| lines[*place..].starts_with(&old)).collect();
    match places[..] {
        [place] => lines.splice(place..place + old.len(), new).for_each(drop),
        [] => bail!("these lines are not there:\n{}", old.join("\n")),
        _ => bail!("these lines stand there {} times:\n{}", places.len(), old.join("\n")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# Adding a thing

1. A file.

   ```rust a.rs
   fn a() {
       b();
   }
   ```

2. A line.

   ```diff mod.rs
    mod x;
   +mod a;
   @@
   -const N: i8 = 1;
   +const N: i8 = 2;
   @@
   +// end
   ```

```text
no path
```
";

    #[test]
    fn blocks_are_read_as_files_and_changes() {
        let guide = read("thing", TEXT);
        assert_eq!(guide.parts.iter().map(|part| part.path.as_str()).collect::<Vec<_>>(), ["a.rs", "mod.rs"]);
        assert!(guide.prose.contains("2. A line.") && !guide.prose.contains("no path"));
        assert_eq!(guide.parts[0].applied(None).ok().as_deref(), Some("fn a() {\n    b();\n}\n"));
        let changed = guide.parts[1].applied(Some("mod x;\nmod y;\nconst N: i8 = 1;\n"));
        assert_eq!(changed.ok().as_deref(), Some("mod x;\nmod a;\nmod y;\nconst N: i8 = 2;\n// end\n"));
    }

    #[test]
    fn a_change_that_fits_nowhere_or_twice_is_told() {
        let change = &read("thing", TEXT).parts[1];
        for text in ["mod y;\n", "mod x;\nmod x;\nconst N: i8 = 1;\n"] {
            let told = change.applied(Some(text)).map_err(|error| format!("{error:#}"));
            assert!(told.is_err_and(|told| told.contains("mod.rs") && told.contains("mod x;")), "{text}");
        }
        assert!(change.applied(None).is_err() && read("thing", TEXT).parts[0].applied(Some("")).is_err());
    }
}
