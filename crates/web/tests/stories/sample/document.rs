//! An answer as a browser, a screen reader and a reviewer read it.

use homeward_web::{Language, catalogue};
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words of one who reads code or data, not the page.
const NOT_READ: [&str; 6] = ["script", "style", "code", "kbd", "pre", "textarea"];

/// What names the dialog, once the script has put a page into it.
const DIALOG_TITLE: &str = "dialog-title";

/// A page, or a part of one that the script fetches.
pub struct Document {
    html: Html,
    is_whole: bool,
}

impl Document {
    pub fn read(text: &str) -> Self {
        let is_whole = text.starts_with("<!doctype html>");
        let html = if is_whole { Html::parse_document(text) } else { Html::parse_fragment(text) };
        Self { html, is_whole }
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The values of an attribute wherever it stands.
    pub fn values(&self, attribute: &str) -> Vec<&str> {
        self.all(&format!("[{attribute}]")).into_iter().filter_map(|element| element.attr(attribute)).collect()
    }

    /// What is wrong with it for whoever reads it in a language.
    pub fn faults(&self, language: &str) -> Vec<String> {
        let mut faults: Vec<String> =
            self.html.errors.iter().map(|error| format!("is no sound HTML: {error}")).collect();
        if self.is_whole {
            faults.extend(self.of_frame(language));
        }
        faults.extend(self.of_names());
        faults.extend(self.of_references());
        faults.extend(self.of_words());
        faults
    }

    /// Language, title, one heading, one place for what the page is about.
    fn of_frame(&self, language: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if self.html.root_element().attr("lang") != Some(language) {
            faults.push(format!("says to be in {:?}", self.html.root_element().attr("lang")));
        }
        let title = self.all("head > title").first().map(text_of).unwrap_or_default();
        if title.split('·').any(|part| part.trim().is_empty()) {
            faults.push(format!("has the title {title:?}"));
        }
        for (what, most) in [("h1", 1), ("main", 1)] {
            let found = self.all(what).len();
            if found != most {
                faults.push(format!("has {found} {what}"));
            }
        }
        let words: usize = self.all("main > *").iter().map(|part| text_of(part).len()).sum();
        let heading: usize = self.all("h1").iter().map(|heading| text_of(heading).len()).sum();
        if words <= heading {
            faults.push("has nothing below its heading".to_owned());
        }
        let mut level = 1;
        for heading in self.all("main h1, main h2, main h3, main h4") {
            let own = heading.value().name()[1..].parse().unwrap_or(level);
            if own > level + 1 {
                faults.push(format!("goes from h{level} to h{own} at {:?}", text_of(&heading)));
            }
            level = own;
        }
        faults
    }

    /// Whatever can be typed, chosen, pressed or looked at has a name.
    fn of_names(&self) -> Vec<String> {
        let labels: BTreeSet<&str> = self.values("for").into_iter().collect();
        let is_named = |element: &ElementRef<'_>| {
            let own = element.attr("aria-label").is_some_and(|name| !name.trim().is_empty());
            own || element.attr("aria-labelledby").is_some()
        };
        let is_labelled = |element: &ElementRef<'_>| {
            let inside =
                element.ancestors().filter_map(ElementRef::wrap).any(|around| around.value().name() == "label");
            is_named(element) || inside || element.attr("id").is_some_and(|id| labels.contains(id))
        };
        let inputs = "input:not([type=hidden]):not([hidden]), select, textarea";
        let unlabelled = self.all(inputs).into_iter().filter(|input| !is_labelled(input));
        let says_something = |element: &ElementRef<'_>| {
            let pictures = element.descendent_elements().any(|inner| is_named(&inner) || inner.attr("alt").is_some());
            is_named(element) || pictures || !text_of(element).is_empty()
        };
        let parts = "a, button, summary, label, legend, h1, h2, h3, h4, option, li[role=option]";
        // The first choice of a list may be that nothing is chosen.
        let may_be_empty =
            |element: &ElementRef<'_>| element.value().name() == "option" && element.attr("value") == Some("");
        let nameless = self.all(parts).into_iter().filter(|part| !says_something(part) && !may_be_empty(part));
        let blind = self.all("img:not([alt])").into_iter();
        unlabelled
            .chain(nameless)
            .chain(blind)
            .map(|element| format!("leaves without a name {}", head_of(&element)))
            .collect()
    }

    /// Ids stand once, and whatever is named by one is there.
    fn of_references(&self) -> Vec<String> {
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for id in self.values("id") {
            *ids.entry(id).or_default() += 1;
        }
        let twice = ids.iter().filter(|(_, times)| **times > 1).map(|(id, _)| format!("has {id:?} twice"));
        let mut faults: Vec<String> = twice.collect();
        for attribute in ["for", "aria-labelledby", "aria-describedby", "aria-controls", "list"] {
            let named = self.values(attribute).into_iter().flat_map(str::split_whitespace);
            let missing = named.filter(|id| self.is_whole && !ids.contains_key(id) && *id != DIALOG_TITLE);
            faults.extend(missing.map(|id| format!("names {id:?} by {attribute}, which is not there")));
        }
        let anchors = self.values("href").into_iter().filter_map(|href| href.strip_prefix('#'));
        faults
            .extend(anchors.filter(|id| !ids.contains_key(id)).map(|id| format!("leads to #{id}, which is not there")));
        faults
    }

    /// No place is left in a message, and no key stands where its message should.
    fn of_words(&self) -> Vec<String> {
        static FAMILIES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
            catalogue(Language::Chinese).lines().filter_map(|line| Some(line.split_once('-')?.0)).collect()
        });
        let is_key = |word: &str| {
            let parts: Vec<&str> = word.split('-').collect();
            let is_plain = |part: &&str| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            };
            parts.len() > 1 && parts.iter().all(is_plain) && FAMILIES.contains(parts[0])
        };
        let mut faults = Vec::new();
        for words in self.words() {
            if ["{$", "{ $", "{{", "{%", "{0}"].into_iter().any(|place| words.contains(place)) {
                faults.push(format!("has a place that nothing fills in {words:?}"));
            }
            if is_key(words.trim()) {
                faults.push(format!("shows the key {words:?}"));
            }
        }
        faults
    }

    /// What is read or spoken.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for node in self.html.tree.nodes() {
            match node.value() {
                Node::Text(text) if !text.trim().is_empty() => {
                    let mut around = node.ancestors().filter_map(ElementRef::wrap);
                    if !around.any(|element| NOT_READ.contains(&element.value().name())) {
                        words.push(text.to_string());
                    }
                }
                Node::Element(element) => {
                    let spoken = ["aria-label", "title", "alt", "placeholder"];
                    words.extend(spoken.into_iter().filter_map(|name| element.attr(name)).map(str::to_owned));
                }
                _ => {}
            }
        }
        words
    }

    /// The forms that can be sent, by where they go.
    pub fn posts(&self) -> Vec<&str> {
        let sends = |element: ElementRef<'_>| {
            element.value().name() == "button" && matches!(element.attr("type"), None | Some("submit"))
        };
        let forms = self.all("form[method=post][action]").into_iter();
        forms.filter(|form| form.descendent_elements().any(sends)).filter_map(|form| form.attr("action")).collect()
    }

    /// What can be read off the page without its data: headings, labels, buttons, links, columns.
    pub fn outline(&self) -> String {
        let within = if self.is_whole { "main " } else { "" };
        let parts = ["h1", "h2", "h3", "h4", "legend", "label", "button", "summary", "th", "a", "dt"];
        let selector = parts.map(|part| format!("{within}{part}")).join(", ");
        let mut lines: Vec<String> = Vec::new();
        lines.extend(self.all("head > title").first().map(|title| format!("title: {}", text_of(title))));
        // What stands beside a page is said by the pages beside it.
        let is_tab = |element: &ElementRef<'_>| {
            element.ancestors().filter_map(ElementRef::wrap).any(|around| around.attr("class") == Some("tabs"))
        };
        for element in self.all(&selector).into_iter().filter(|element| !is_tab(element)) {
            let name = element.value().name();
            let kind = match name {
                "h1" | "h2" | "h3" | "h4" => "#".repeat(name[1..].parse().unwrap_or(1)),
                "a" => "link".to_owned(),
                "th" => "column".to_owned(),
                "dt" => "term".to_owned(),
                _ => name.to_owned(),
            };
            let words = Some(text_of(&element)).filter(|words| !words.is_empty());
            let words = words.or_else(|| element.attr("aria-label").map(str::to_owned)).unwrap_or_default();
            let line = format!("{kind} {words}");
            // The rows of a list say the same of one record after another.
            if !lines.iter().rev().take(12).any(|before| *before == line) {
                lines.push(line);
            }
        }
        lines.join("\n")
    }
}

/// The words of an element, with single spaces.
fn text_of(element: &ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The opening tag of an element, to be found by.
fn head_of(element: &ElementRef<'_>) -> String {
    let html = element.html();
    html.split_inclusive('>').next().unwrap_or_default().to_owned()
}
