//! Whether a text apologises (S4 §7).

use homeward_domain::text::is_shapeless;

/// Words by which a sentence apologises.
const WORDS: &[&str] = &["抱歉", "道歉", "致歉", "对不起", "歉意", "见谅", "谅解", "愧疚", "sorry", "apolog", "regret"];

/// Whether a text has a word that apologises.
pub(crate) fn apologises(text: &str) -> bool {
    let lower = text.chars().filter(|c| !is_shapeless(*c)).collect::<String>().to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}
