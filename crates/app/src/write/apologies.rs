//! An apology must be sincere and never a template (S4 §7, journey §4): one
//! that is nearly the same as one sent in another case is shown to its writer.
//!
//! Sentences are kept as sketches (`MinHash` over runs of three characters), so
//! that alike ones are found among millions without a word being stored twice.

use crate::app::App;
use crate::ground::apology::apologises;
use crate::ground::error::{AppError, Earlier};
use crate::ground::request::Request;
use crate::write::projection::Projection;
use homeward_domain::case::event::{ConversationFact, CorrectionFact, Direction};
use homeward_domain::case::{Event, Fact};
use homeward_domain::record::ContentRef;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, Sight};
use homeward_store::{Db, StoreError, apologies as rows, contents};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences with fewer characters are not compared (journey §4).
const CHARS_MIN: usize = 30;
/// Parts of a sketch. Two sentences share about as many of them as they share runs.
const PARTS: u64 = 16;
/// Parts that must be the same before the words themselves are compared.
const PARTS_ALIKE_MIN: usize = 7;
/// The share of runs, in percent, from which two sentences are nearly the same.
const ALIKE_PERCENT_MIN: usize = 70;
/// The most sentences of one text that are looked at.
const SENTENCES_MAX: usize = 20;

/// Refuses a body whose `text` apologises nearly as one did that was sent in
/// another case, unless it says `send_anyway`.
pub(crate) async fn must_be_own(app: &App, request: &Request, body: &Value) -> Result<(), AppError> {
    let told = |field: &str| body.get(field);
    let is_seen = told("send_anyway").and_then(Value::as_bool).unwrap_or(false);
    let Some(text) = told("text").and_then(Value::as_str).filter(|_| !is_seen) else { return Ok(()) };
    let (id, sight) = (crate::ground::request::id_of(&request.number)?, request.caller.sight.clone());
    let sentences: Vec<String> = apologising(text).map(str::to_owned).collect();
    if sentences.is_empty() {
        return Ok(());
    }
    let worker = app.clone();
    let earlier = app.store().read(move |db| earlier(db, &worker, &sight, id, &sentences)).await?;
    earlier.map_or(Ok(()), |earlier| Err(AppError::RepeatedApology(earlier)))
}

/// Sketches of the apologies that people sent.
pub(crate) const PROJECTION: Projection = Projection {
    name: "sketches of apologies",
    append: |db, app, appended| {
        let body = |reference| {
            let mut own = appended.contents.iter().filter(|content| content.reference == reference);
            own.next().map(|content| content.body.as_str())
        };
        for one in appended.events {
            keep(db, app, appended.id, &one.event, body)?;
        }
        Ok(())
    },
    erase: |db, case, erased| {
        let mut entries: Vec<Seq> = erased.bodies.iter().map(|(seq, _)| *seq).collect();
        entries.dedup();
        entries.into_iter().try_for_each(|seq| rows::remove_of_entry(db, case, seq))
    },
    rebuild: |db, app, record| {
        rows::remove(db, record.case)?;
        for event in record.events {
            keep(db, app, record.case, event, |reference| record.words(event.seq, reference))?;
        }
        Ok(())
    },
    // One that is missing says nothing untrue of a case, and folders of earlier versions lack some.
    follows: |_, _| Ok(true),
};

fn keep<'a>(
    db: &Db,
    app: &App,
    case: CaseId,
    event: &Event,
    body: impl Fn(ContentRef) -> Option<&'a str>,
) -> Result<(), StoreError> {
    if let Some(seq) = taken_back(event) {
        rows::remove_of_entry(db, case, seq)?;
    }
    let text = sent(event).and_then(body);
    sketches(app, text).into_iter().try_for_each(|part| rows::add(db, part, case, event.seq))
}

/// What was never said is no apology that somebody had before.
fn taken_back(event: &Event) -> Option<Seq> {
    match &event.fact {
        Fact::Corrections(CorrectionFact::EntryCorrected(correction)) if correction.withdraws => {
            Some(correction.corrects)
        }
        _ => None,
    }
}

/// The words that a person of ours sent by an entry.
fn sent(event: &Event) -> Option<ContentRef> {
    let Fact::Conversation(ConversationFact::MessageRecorded(message)) = &event.fact else { return None };
    (message.direction == Direction::Out && !message.automatic).then_some(message.words)
}

fn sketches(app: &App, text: Option<&str>) -> BTreeSet<i64> {
    text.into_iter().flat_map(apologising).flat_map(|sentence| sketch(app, sentence)).collect()
}

fn earlier(db: &Db, app: &App, sight: &Sight, id: CaseId, sentences: &[String]) -> Result<Option<Earlier>, AppError> {
    for sentence in sentences {
        let mut shared: BTreeMap<(CaseId, Seq), usize> = BTreeMap::new();
        for part in sketch(app, sentence) {
            for entry in rows::find(db, part, id)? {
                *shared.entry(entry).or_default() += 1;
            }
        }
        for ((case, seq), _) in shared.into_iter().filter(|(_, parts)| *parts >= PARTS_ALIKE_MIN) {
            // Of a case that its writer may not see they are shown nothing.
            let found = cases::find(db, case, sight)?.filter(|row| !row.restricted);
            let Some(row) = found else { continue };
            if let Some(sentence) = alike(db, case, seq, sentence)? {
                return Ok(Some(Earlier { case: row.number, sentence }));
            }
        }
    }
    Ok(None)
}

/// The sentence of an entry that is nearly the same as another.
fn alike(db: &Db, case: CaseId, seq: Seq, sentence: &str) -> Result<Option<String>, StoreError> {
    let wanted = runs(sentence);
    for body in contents::of_case(db, case)?.into_iter().filter(|body| body.seq == seq) {
        let Some((_, text)) = body.kept else { continue };
        for other in apologising(&text) {
            let runs = runs(other);
            let (both, all) = (runs.intersection(&wanted).count(), runs.union(&wanted).count());
            if both * 100 >= all * ALIKE_PERCENT_MIN {
                return Ok(Some(other.to_owned()));
            }
        }
    }
    Ok(None)
}

/// The sentences of a text that apologise and are long enough to be compared.
fn apologising(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n');
    let long = |sentence: &&str| sentence.chars().filter(|c| c.is_alphanumeric()).count() >= CHARS_MIN;
    // A full stop of Latin script ends a sentence only before a space.
    text.split(ends)
        .flat_map(|part| part.split(". "))
        .map(str::trim)
        .filter(long)
        .filter(|sentence| apologises(sentence))
        .take(SENTENCES_MAX)
}

/// All runs of three characters, without spaces, signs and figures: another
/// name or date makes no other apology.
fn runs(sentence: &str) -> BTreeSet<[char; 3]> {
    let letters: Vec<char> = sentence.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    letters.windows(3).filter_map(|run| run.try_into().ok()).collect()
}

fn sketch(app: &App, sentence: &str) -> Vec<i64> {
    let key = app.secrets().sketches();
    // Three characters of 21 bits each make one number.
    let packed = |run: [char; 3]| run.into_iter().fold(0, |number, c| (number << 21) | u64::from(c));
    let hashes: Vec<u64> = runs(sentence).into_iter().map(|run| mix(packed(run) ^ key)).collect();
    let part = |n: u64| {
        let mixed = hashes.iter().map(|hash| mix(hash ^ mix(n + 1)));
        // The number of the part goes in, so that parts are never mistaken for each other.
        mixed.min().map(|least| mix(least ^ n).cast_signed())
    };
    (0..PARTS).filter_map(part).collect()
}

/// Spreads the bits of a number evenly (the finaliser of `SplitMix64`).
const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_sentences_that_apologise_are_compared() {
        let text = "王女士您好，您反映的情况已收到。对不起！我们为导游当天的态度和擅自增加的购物安排向您和您的家人郑重道歉，这是我们的失职。祝好。";
        let found: Vec<&str> = apologising(text).collect();
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("我们为导游"));
        let hidden = text.replace("道歉", "道\u{200B}歉");
        assert_eq!(apologising(&hidden).count(), 1, "what nobody sees hides nothing");
        assert_eq!(runs(&hidden), runs(text));
        assert_eq!(apologising("We are sorry. See you.").count(), 0);
        let english = "Hello. We are truly sorry that the coach left without you and your mother. Regards.";
        assert_eq!(apologising(english).count(), 1);
    }
}
