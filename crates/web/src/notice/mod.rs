//! The result notice: the letter that is made from the record, or words of one's own that
//! have every part of it and say of the limits what the record does (journey §7).

mod letter;
mod theirs;

pub use letter::result;

use crate::language::{Language, message};
use crate::wording::Zone;
use homeward_app::FieldError;
use homeward_app::dossier::Dossier;
use homeward_app::letter::NoticeWords;
use homeward_domain::case::closing::changed;
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::policies::Policies;

/// The notice to the complainant in their language, by the clocks of a zone: the letter made
/// from the record, or words of one's own that have every part of it.
pub fn compose(
    policies: &Policies,
    dossier: &Dossier,
    zone: Option<&str>,
    told: &NoticeWords,
) -> Result<String, Vec<FieldError>> {
    let zone = Zone::named(zone);
    let language = their_language(dossier, &told.complainants).unwrap_or(Language::Chinese);
    let changed = told.changed.as_deref();
    let Some(text) = &told.text else {
        let letter = result(language, &zone, dossier, policies, (changed, &told.complainants));
        let unsaid = letter.contains(&message(language, "notice-changes-unsaid", &[]));
        return if unsaid { Err(vec![FieldError::new("changed", "change_not_said")]) } else { Ok(letter) };
    };
    whole(dossier, &zone, policies, text, (changed, &told.complainants))
}

/// The language that the complainant wants to be spoken to in, where we speak it; of a
/// group that of the first of those for whom the letter is.
pub fn their_language(dossier: &Dossier, named: &[i64]) -> Option<Language> {
    let place = theirs::all(dossier, named).first().copied().unwrap_or(REPRESENTATIVE);
    let told = dossier.complainants().into_iter().nth(usize::try_from(place - 1).ok()?)?;
    Some(Language::accepted(&told.language))
}

/// The parts of a notice after its matter, by the keys of their titles.
const PARTS: [&str; 5] = ["notice-procedure", "notice-result", LIMITS, CHANGES, TO_DO];
const LIMITS: &str = "notice-limits";
const CHANGES: &str = "notice-changes";
const TO_DO: &str = "notice-todo";
/// Words of which one names a way outside.
const WAYS: [&str; 6] = ["12345", "12315", "文化和旅游", "仲裁", "arbitration", "court"];
/// A line that is a title has so many characters besides at most: its number.
const NUMBERING_MAX: usize = 4;

/// A notice in words of one's own, with limits and changes in their places; or what is
/// wrong with it. It is whole in one of the languages.
fn whole(
    dossier: &Dossier,
    zone: &Zone,
    policies: &Policies,
    text: &str,
    (changed, named): (Option<&str>, &[i64]),
) -> Result<String, Vec<FieldError>> {
    let in_language = |language: Language| {
        let limits = letter::limits(language, zone, dossier, policies, named);
        let kept = with_limits(language, text, &limits);
        let text = with_changes(language, kept.as_deref().unwrap_or(text), changed);
        let open = letter::open_measures(language, dossier, named);
        let lacks = lacks(language, &dossier.view.row.number, &text, (limits.is_empty(), &open));
        (language, text, lacks, kept.err())
    };
    let all = Language::ALL.into_iter().map(in_language);
    let Some((language, text, lacks, wrong)) = all.min_by_key(|(_, _, lacks, _)| lacks.len()) else {
        return Ok(text.into());
    };
    if !lacks.is_empty() {
        return Err(vec![FieldError::with("text", "notice_lacks", lacks.join(" · "))]);
    }
    if let Some(limits) = wrong {
        return Err(vec![FieldError::with("text", "notice_limits", limits)]);
    }
    let said = part(language, &text, CHANGES).map(|(from, to)| changed::is_said(&text[from..to]));
    if said != Some(true) {
        return Err(vec![FieldError::new("text", "change_not_said")]);
    }
    Ok(text)
}

/// The text with the limits as the record says them where it leaves any out; or those,
/// where it says otherwise.
fn with_limits(language: Language, text: &str, limits: &[String]) -> Result<String, String> {
    let lines = limits.join("\n");
    if let Some((from, to)) = part(language, text, LIMITS) {
        let mut told = text[from..to].lines().map(str::trim).filter(|line| !line.is_empty());
        let is_so = told.all(|line| limits.iter().any(|limit| limit == line));
        let whole = || format!("{}{lines}\n\n{}", &text[..from], &text[to..]);
        return if is_so { Ok(whole()) } else { Err(lines) };
    }
    // Left out altogether: before what was changed stands their place.
    let title = |at: &usize| is_title(language, text[*at..].lines().next().unwrap_or_default(), CHANGES);
    let place = starts(text).find(title).filter(|_| !limits.is_empty());
    Ok(place.map_or_else(
        || text.to_owned(),
        |at| format!("{}{}\n{lines}\n\n{}", &text[..at], message(language, LIMITS, &[]), &text[at..]),
    ))
}

/// The text with what was changed where the letter leaves room for it, or at its end.
fn with_changes(language: Language, text: &str, changed: Option<&str>) -> String {
    let Some(changed) = changed.filter(|changed| !text.contains(changed)) else { return text.to_owned() };
    let unsaid = message(language, "notice-changes-unsaid", &[]);
    if text.contains(&unsaid) {
        return text.replace(&unsaid, changed);
    }
    format!("{text}\n\n{}\n{changed}", message(language, CHANGES, &[]))
}

/// Where the lines of a text begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start)
    })
}

/// The title of a part without its number.
fn title(language: Language, key: &str) -> String {
    let numbered = message(language, key, &[]);
    numbered.split_once(['、', ' ']).map_or(numbered.clone(), |(_, title)| title.to_owned())
}

fn is_title(language: Language, line: &str, key: &str) -> bool {
    let title = title(language, key);
    line.contains(&title) && line.trim().chars().count() <= title.chars().count() + NUMBERING_MAX
}

/// Where what stands under a title begins and ends: at the next title, or, under the
/// last one, before the thanks and the ways outside.
fn part(language: Language, text: &str, key: &str) -> Option<(usize, usize)> {
    let line_at = |at: usize| text[at..].lines().next().unwrap_or_default();
    let at = starts(text).find(|at| is_title(language, line_at(*at), key))?;
    let from = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
    let thanks = message(language, "notice-thanks", &[]);
    let is_end = |line: &str| line.contains(&thanks) || WAYS.iter().any(|way| line.contains(way));
    let is_next = |line: &str| PARTS.iter().any(|key| is_title(language, line, key)) || is_end(line);
    let next = starts(text).find(|at| *at >= from && is_next(line_at(*at)));
    Some((from, next.unwrap_or(text.len())))
}

/// The parts that a notice lacks, by name: those without a title, or without a word
/// under it, and what is still to be done where it names less than that.
fn lacks(language: Language, number: &str, text: &str, (has_no_limits, open): (bool, &[String])) -> Vec<String> {
    let unsaid = |key: &str| match key {
        CHANGES => text.contains(&message(language, "notice-changes-unsaid", &[])),
        "notice-result" => text.contains(&message(language, "notice-result-unsaid", &[])),
        _ => false,
    };
    let says = |(from, to): (usize, usize)| text[from..to].chars().filter(|c| c.is_alphanumeric()).count() > 1;
    let names_all = |(from, to): (usize, usize)| open.iter().all(|measure| text[from..to].contains(measure));
    let is_whole = |key: &str, part| says(part) && (key != TO_DO || names_all(part));
    let is_there = |key: &str| part(language, text, key).is_some_and(|part| is_whole(key, part)) && !unsaid(key);
    let owed = PARTS.into_iter().filter(|key| *key != LIMITS || !has_no_limits);
    let mut lacks: Vec<String> = owed.filter(|key| !is_there(key)).map(|key| title(language, key)).collect();
    if !text.contains(number) {
        lacks.insert(0, number.to_owned());
    }
    if !WAYS.iter().any(|way| text.contains(way)) {
        lacks.push(message(language, "notice-ways-name", &[]));
    }
    lacks
}
