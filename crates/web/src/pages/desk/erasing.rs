//! An erasure on a page: whose data it is about, what goes and what stays until when
//! before anybody presses, and what came of it.

use super::said::Said;
use super::visit::Visit;
use crate::form::{Typed, first};
use crate::language::Language;
use crate::pages::group;
use crate::wording::{name, name_alone, time};
use homeward_app::AppError;
use homeward_app::case::{self, Foreseen, Part};
use homeward_app::dossier::Dossier;
use homeward_app::privacy::{self, Outlook};
use homeward_app::registers::Erasure;
use homeward_domain::case::event::{ContentsErased, Fact, Kept, PrivacyFact};
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Rejection, decide};
use homeward_domain::catalogue::{ErasureGround, KeptGround};
use homeward_domain::time::Timestamp;

/// The box that must be ticked: nobody erases by a slip of a key.
const CONFIRMED: &str = "confirmed";

/// The most characters of what a case is about.
const GIST_CHARS_MAX: usize = 60;

/// The most of those who complain of whom it is told at once what it comes to.
const FORESEEN_MAX: usize = 12;

/// What stands around the form of an erasure.
pub struct Erasing {
    /// Whose data it is about.
    pub who: String,
    /// What the case is about, or which record it is.
    pub gist: String,
    /// What it comes to, ground by ground.
    pub foreseen: Vec<Outcome>,
    /// What whoever presses says by it.
    pub confirm: String,
    /// Whether they have said it.
    pub is_confirmed: bool,
    /// Why that is wrong.
    pub error: Option<String>,
}

/// What an erasure on some grounds comes to.
pub struct Outcome {
    /// The grounds.
    pub grounds: String,
    /// What goes, or why nothing does.
    pub lines: Vec<(String, String)>,
    pub is_refused: bool,
}

/// Whether whoever pressed has said that they mean it; the mistake where not.
pub fn unconfirmed(visit: &Visit, typed: &Typed) -> Option<(String, String)> {
    first(typed, CONFIRMED).is_empty().then(|| (CONFIRMED.to_owned(), visit.say("erasing-unconfirmed", &[])))
}

fn error(errors: &[(String, String)]) -> Option<String> {
    errors.iter().find(|(path, _)| path == CONFIRMED).map(|(_, words)| words.clone())
}

/// What stands around the form that erases a case.
pub async fn of_case(
    visit: &Visit,
    dossier: &Dossier,
    typed: &Typed,
    errors: &[(String, String)],
) -> Result<Erasing, AppError> {
    let members = group::kept(visit.language, dossier).into_iter();
    let members: Vec<(i64, String)> = members.filter_map(|(place, name)| Some((place.parse().ok()?, name))).collect();
    let chosen = first(typed, "complainant");
    let shown: Vec<&(i64, String)> = members
        .iter()
        .filter(|(place, _)| chosen.is_empty() || chosen == place.to_string())
        .take(FORESEEN_MAX)
        .collect();
    let places: Vec<i64> = shown.iter().map(|(place, _)| *place).collect();
    let person = dossier.person().map(|person| person.name).filter(|name| !name.is_empty());
    let who = if members.is_empty() {
        person.unwrap_or_else(|| visit.say("anonymous", &[]))
    } else {
        let names = listed(visit.language, shown.iter().map(|(_, name)| name.clone()));
        if shown.len() == members.len() || !chosen.is_empty() {
            names
        } else {
            visit.say("erasing-and-others", &[("names", &names), ("count", &members.len().to_string())])
        }
    };
    let confirm = if members.is_empty() { "erasing-confirm" } else { "erasing-confirm-group" };
    let foreseen = case::foresee_erasure(visit.app(), visit.actor(), dossier, &places).await?;
    Ok(Erasing {
        gist: dossier.view.row.gist.clone().or_else(|| beginning(dossier)).unwrap_or_default(),
        foreseen: foreseen.iter().map(|one| of_ground(visit.language, one, &members)).collect(),
        confirm: visit.say(confirm, &[("who", &who)]),
        is_confirmed: !first(typed, CONFIRMED).is_empty(),
        error: error(errors),
        who,
    })
}

/// How the words of a case begin whose row tells nothing, because it is under restriction.
fn beginning(dossier: &Dossier) -> Option<String> {
    Some(dossier.statement()?.chars().take(GIST_CHARS_MAX).collect())
}

fn of_ground(language: Language, one: &Foreseen, members: &[(i64, String)]) -> Outcome {
    let parts = |parts: &[Part]| listed(language, parts.iter().map(|part| name(language, "part", part.as_str())));
    let mut lines = Vec::new();
    if let Some(rejection) = &one.refused {
        lines.push((say(language, "erasing-refused", &[]), refused(language, rejection)));
    }
    if !one.goes.is_empty() {
        lines.push((say(language, "erasing-goes", &[]), parts(&one.goes)));
    }
    if let Some(kept) = &one.kept {
        lines.push((until(language, kept.until), with_ground(language, &parts(&one.stays), kept.ground)));
    }
    let whose = one.complainant.and_then(|place| members.iter().find(|(member, _)| *member == place));
    if whose.is_some() && !one.restricts {
        let key = if one.keeps_account { "erasing-others-account" } else { "erasing-others-what" };
        lines.push((say(language, "erasing-others", &[]), say(language, key, &[])));
    }
    let mut outcome = outcome(language, &one.grounds, lines, one.refused.is_some(), one.restricts);
    if let Some((_, name)) = whose {
        outcome.grounds = say(language, "erasing-whose", &[("who", name), ("grounds", &outcome.grounds)]);
    }
    outcome
}

fn outcome(
    language: Language,
    grounds: &[ErasureGround],
    mut lines: Vec<(String, String)>,
    is_refused: bool,
    restricts: bool,
) -> Outcome {
    if restricts {
        lines.push((say(language, "erasing-restricts", &[]), say(language, "erasing-restricts-what", &[])));
    }
    let grounds = grounds.iter().map(|ground| name_alone(language, "erasure", ground.as_str()));
    Outcome { grounds: listed(language, grounds), lines, is_refused }
}

/// What stands around the form that erases a customer.
pub async fn of_customer(
    visit: &Visit,
    reference: &str,
    typed: &Typed,
    errors: &[(String, String)],
) -> Result<Erasing, AppError> {
    let told = privacy::foresee_erasure(visit.app(), visit.caller(), reference.to_owned()).await?;
    let Outlook { name, foreseen } = told;
    let who = match name {
        Some(name) if name.is_empty() => visit.say("erased", &[]),
        Some(name) => name,
        None => visit.say("restricted-title", &[]),
    };
    Ok(Erasing {
        gist: reference.to_owned(),
        foreseen: foreseen.iter().map(|one| of_customers_ground(visit.language, one)).collect(),
        confirm: visit.say("erasing-confirm", &[("who", &format!("{who} ({reference})"))]),
        is_confirmed: !first(typed, CONFIRMED).is_empty(),
        error: error(errors),
        who,
    })
}

fn of_customers_ground(language: Language, one: &privacy::Foreseen) -> Outcome {
    let fields = |fields: &[String]| listed(language, fields.iter().map(|field| label(language, field)));
    let mut lines = Vec::new();
    if let Some(rejection) = &one.refused {
        lines.push((say(language, "erasing-refused", &[]), refused(language, rejection)));
    }
    let of_bookings = |key: &str, count: usize| {
        if count == 0 { String::new() } else { say(language, key, &[("count", count.to_string().as_str())]) }
    };
    let goes =
        [fields(&one.goes), of_bookings("erasing-of-bookings", one.persons), of_bookings("erasing-wishes", one.wishes)];
    let goes: Vec<String> = goes.into_iter().filter(|goes| !goes.is_empty()).collect();
    if !goes.is_empty() {
        lines.push((say(language, "erasing-goes", &[]), goes.join(&say(language, "part-separator", &[]))));
    }
    if let Some(kept) = one.kept {
        let bookings = say(language, "erasing-bookings-stay", &[("count", kept.bookings.to_string().as_str())]);
        let stays = [fields(&one.stays), bookings].into_iter().filter(|stays| !stays.is_empty());
        lines.push((until(language, kept.until), with_ground(language, &listed(language, stays), kept.ground)));
    }
    outcome(language, &one.grounds, lines, one.refused.is_some(), one.restricts)
}

/// The label of a field of a customer: that of their form, or the one that all forms share.
fn label(language: Language, field: &str) -> String {
    let keys = ["label-customers", "label"].map(|of| format!("{of}-{}", field.replace('_', "-")));
    let found = keys.iter().map(|key| (key, say(language, key, &[]))).find(|(key, words)| words != *key);
    found.map_or_else(|| field.to_owned(), |(_, words)| words)
}

fn until(language: Language, until: Timestamp) -> String {
    say(language, "erasing-stays", &[("until", &time(language, until.0))])
}

fn with_ground(language: Language, stays: &str, ground: KeptGround) -> String {
    let ground = name(language, "kept", ground.as_str());
    say(language, "erasing-stays-what", &[("stays", stays), ("ground", &ground)])
}

/// Why nothing may be erased, in words.
pub fn refused(language: Language, rejection: &Rejection) -> String {
    match rejection {
        Rejection::NothingToChange => say(language, "erasing-nothing-left", &[]),
        Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground }) => {
            let key = match ground {
                KeptGround::TransactionRecord => "rule-retention-runs",
                KeptGround::RetentionPeriod => "rule-retention-not-over",
            };
            say(language, key, &[("detail", &time(language, until.0))])
        }
        other => crate::rejected(language, other),
    }
}

/// That an erasure was refused, and what became of the case or customer; what others
/// complain of as well stays open.
pub fn said_of_refusal(language: Language, (ground, of_one): (&str, bool), rejection: &Rejection) -> String {
    let mut words = say(language, "erasing-not-done", &[("reason", &refused(language, rejection))]);
    let is_asked = ErasureGround::parse_of_case(ground).is_some_and(decide::is_asked_by_person);
    if is_asked
        && !of_one
        && matches!(rejection, Rejection::Privacy(PrivacyRejection::OnHold | PrivacyRejection::RetentionRuns { .. }))
    {
        words.push_str(&say(language, "erasing-restricted-now", &[]));
    }
    words
}

/// What the last erasure of a case came to.
pub fn said_of_case(language: Language, erased: &ContentsErased) -> Said {
    if let Some(place) = erased.complainant {
        return said_of_one(language, &place.to_string(), erased.kept.as_ref());
    }
    match &erased.kept {
        None => Said::done(say(language, "done-erasure", &[])),
        Some(kept) => {
            let told =
                [("until", time(language, kept.until.0)), ("ground", name(language, "kept", kept.ground.as_str()))];
            let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
            let words = say(language, "done-erasure-part", &told);
            Said::in_part(words + &restricted_too(language, erased.ground))
        }
    }
}

/// What the erasure of the data of one of several who complain came to.
fn said_of_one(language: Language, place: &str, kept: Option<&Kept>) -> Said {
    let Some(kept) = kept else {
        return Said::done(say(language, "done-erasure-one", &[("complainant", place)]));
    };
    let (until, ground) = (time(language, kept.until.0), name(language, "kept", kept.ground.as_str()));
    let told = [("complainant", place), ("until", until.as_str()), ("ground", ground.as_str())];
    Said::in_part(say(language, "done-erasure-one-part", &told))
}

/// What is said of the case of a person who asked, of which something had to stay.
fn restricted_too(language: Language, ground: ErasureGround) -> String {
    if decide::is_asked_by_person(ground) { say(language, "erasing-restricted-now", &[]) } else { String::new() }
}

/// The same of the entries of a case.
pub fn last_of(dossier: &Dossier) -> Option<&ContentsErased> {
    dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Privacy(PrivacyFact::ContentsErased(erased)) => Some(erased),
        _ => None,
    })
}

/// What the last erasure of a customer came to.
pub fn said_of_customer(language: Language, erasure: &Erasure) -> Said {
    match erasure.kept {
        None => Said::done(say(language, "settings-erased", &[])),
        Some(kept) => {
            let told = [
                ("until", time(language, kept.until.0)),
                ("ground", name(language, "kept", kept.ground.as_str())),
                ("count", kept.bookings.to_string()),
            ];
            let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
            let words = say(language, "settings-erased-part", &told);
            Said::in_part(words + &restricted_too(language, erasure.ground))
        }
    }
}

fn listed(language: Language, all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().collect::<Vec<_>>().join(&say(language, "list-separator", &[]))
}

fn say(language: Language, key: &str, told: &[(&str, &str)]) -> String {
    crate::message(language, key, told)
}
