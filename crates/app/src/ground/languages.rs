//! Languages of people, as tags (BCP 47) separated by spaces.

/// Whether one of these is a language, whatever the regions of both.
pub fn speaks(spoken: &str, language: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    spoken.split(' ').any(|tag| primary(tag) == primary(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_makes_no_other_language() {
        assert!(speaks("zh en", "en-GB") && speaks("zh-TW", "ZH"));
        assert!(!speaks("zh en", "fr") && !speaks("", "zh"));
    }
}
