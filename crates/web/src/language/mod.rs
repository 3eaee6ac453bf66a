//! Chinese first, English complete: every text that a person sees comes from
//! the message files in `locales/`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, accepted_languages, negotiate_languages};
use std::convert::Infallible;
use std::sync::OnceLock;
use unic_langid::{LanguageIdentifier, langid};

// The message files of each language as one text, put together by the build script.
const CHINESE: &str = include_str!(concat!(env!("OUT_DIR"), "/zh-CN.ftl"));
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/en.ftl"));

/// The cookie in which a reader's choice is kept.
pub const COOKIE: &str = "homeward_language";

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 简体中文
    Chinese,
    /// English
    English,
}

impl Language {
    /// Both, the first being what nobody asked otherwise.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// BCP 47 tag, for the page.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// From a tag that we wrote ourselves.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The best we have for an `Accept-Language` header.
    pub fn accepted(header: &str) -> Self {
        let (chinese, english): (LanguageIdentifier, LanguageIdentifier) = (langid!("zh-CN"), langid!("en"));
        let wanted = accepted_languages::parse(header);
        let available = [chinese.clone(), english.clone()];
        let found = negotiate_languages(&wanted, &available, Some(&chinese), NegotiationStrategy::Lookup);
        if found.first().is_some_and(|tag| **tag == english) { Self::English } else { Self::Chinese }
    }

    /// What a request asks for: the reader's own choice, else the browser's.
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = cookie(headers, COOKIE).and_then(|tag| Self::from_tag(&tag));
        let accept =
            || headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map_or(Self::Chinese, Self::accepted);
        chosen.unwrap_or_else(accept)
    }
}

/// A cookie of a request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// The messages of all files of a language.
pub const fn catalogue(language: Language) -> &'static str {
    match language {
        Language::Chinese => CHINESE,
        Language::English => ENGLISH,
    }
}

/// A message in a language, with its arguments. A missing one shows its key,
/// and a test fails on it.
pub fn message(language: Language, key: &str, arguments: &[(&str, &str)]) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { return key.to_owned() };
    let mut args = FluentArgs::new();
    for (name, value) in arguments {
        // Whole numbers are given as such, so that plural forms work; a telephone
        // number with its zero in front is none. Fluent holds numbers as doubles, which
        // would round the digits of a bank card: what is longer than a count is a text.
        match value.parse::<i32>().ok().filter(|number| number.to_string() == *value) {
            Some(number) => args.set(*name, FluentValue::from(number)),
            None => args.set(*name, FluentValue::from(*value)),
        }
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 2]> = OnceLock::new();
    let bundles = BUNDLES.get_or_init(|| {
        Language::ALL.map(|language| {
            let locale: LanguageIdentifier =
                if language == Language::English { langid!("en") } else { langid!("zh-CN") };
            let mut bundle = FluentBundle::new_concurrent(vec![locale]);
            // The marks around arguments would end up in subjects, copies and tests.
            bundle.set_use_isolating(false);
            let resource = FluentResource::try_new(catalogue(language).to_owned()).unwrap_or_else(|(sound, _)| sound);
            // A message that stands twice keeps its first text; a test fails on it.
            let _ = bundle.add_resource(resource);
            bundle
        })
    });
    &bundles[usize::from(language == Language::English)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    fn keys(language: Language) -> BTreeSet<&'static str> {
        let lines = catalogue(language).lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =").map(|(key, _)| key)).collect()
    }

    /// The keys of each file, by its place below the folder of its language.
    fn files(language: Language) -> BTreeMap<PathBuf, BTreeSet<String>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(language.tag());
        let (mut folders, mut found) = (vec![root.clone()], BTreeMap::new());
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
                let keys = lines.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect();
                found.insert(path.strip_prefix(&root).unwrap().to_owned(), keys);
            }
        }
        found
    }

    #[test]
    fn a_message_stands_in_the_same_file_of_both_languages() {
        let (chinese, english) = (files(Language::Chinese), files(Language::English));
        assert!(chinese.len() > 40, "the files were read");
        assert_eq!(chinese, english);
        let all: BTreeSet<&str> = chinese.values().flatten().map(String::as_str).collect();
        assert_eq!(all, keys(Language::Chinese), "what the files say is what the program says");
    }

    #[test]
    fn both_languages_have_the_same_messages_each_once_and_sound() {
        assert_eq!(keys(Language::Chinese), keys(Language::English));
        for language in Language::ALL {
            let written =
                catalogue(language).lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())).count();
            assert_eq!(written, keys(language).len(), "a message stands twice");
            assert!(FluentResource::try_new(catalogue(language).to_owned()).is_ok());
        }
    }

    /// The keys that a template asks for by name.
    fn asked(template: &str) -> impl Iterator<Item = &str> {
        let calls = [".t(\"", ".t1(\"", ".pattern(\""];
        calls.into_iter().flat_map(|call| template.split(call).skip(1)).filter_map(|rest| Some(rest.split_once('"')?.0))
    }

    #[test]
    fn every_message_that_a_template_asks_for_is_there() {
        let mut folders = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))];
        let (known, mut missing, mut read) = (keys(Language::Chinese), Vec::new(), 0);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                read += 1;
                let text = std::fs::read_to_string(&path).unwrap();
                let of_file = asked(&text).filter(|key| !known.contains(key));
                missing.extend(of_file.map(|key| format!("{key} in {}", path.display())));
            }
        }
        assert!(read > 20, "the templates were read");
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn a_long_number_is_quoted_as_it_was_sent() {
        for sent in
            ["6222021234567890123", "-9007199254740993", "9007199254740993", "12345678901234567890", "1e400", "007"]
        {
            for language in Language::ALL {
                let words = message(language, "field-personal-data", &[("detail", sent)]);
                assert!(words.ends_with(sent), "{sent}: {words}");
            }
        }
        let one = message(Language::English, "problem-invalid-detail", &[("count", "1")]);
        assert!(one.starts_with("One field"), "{one}");
    }

    #[test]
    fn the_language_follows_choice_then_browser_then_chinese() {
        assert_eq!(Language::accepted("en-GB,en;q=0.9,zh;q=0.8"), Language::English);
        assert_eq!(Language::accepted("zh-TW,zh;q=0.9,en;q=0.8"), Language::Chinese);
        assert_eq!(Language::accepted("fr"), Language::Chinese);
        assert_eq!(Language::accepted(";;;"), Language::Chinese);
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=b; homeward_language=en".parse().unwrap());
        assert_eq!(Language::of(&headers), Language::English);
    }
}
