//! The result notice as text, made from the record (S4 §2.4.1, journey §7): the
//! matter, ground and procedure, the result, whether each time limit was kept,
//! what was changed, thanks, and where to go if not content.

use super::theirs;
use crate::language::{Language, message};
use crate::wording::usual_measure;
use crate::wording::{Zone, category, name, promise as promise_words, span};
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::view::ClockView;
use homeward_domain::case::event::{
    AcceptanceFact, ClosingFact, InvestigationFact, MeasureAdded, PlanAnswered, PlanFact,
};
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::{Done as DoneState, Fact, Stance};
use homeward_domain::catalogue::{PlanAnswer, SettledHow};
use homeward_domain::policies::Policies;
use homeward_domain::promises::Audience;

/// Ends of the names of those usual measures by which something changes for good.
const CHANGES: [&str; 2] = [".mend", ".control"];

/// Whom of a group a letter is for.
#[derive(Clone, Copy)]
struct Readers<'a> {
    /// Who is named, from 1; it is for all where nobody is.
    named: &'a [i64],
    is_group: bool,
}

impl Readers<'_> {
    /// Who reads it, where it is one.
    fn one(self) -> Option<i64> {
        match self.named {
            [] if !self.is_group => Some(REPRESENTATIVE),
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Whether all of them may know of what is for these, or for all where nobody is
    /// named.
    fn may_know(self, of: &[i64]) -> bool {
        of.is_empty() || (!self.named.is_empty() && self.named.iter().all(|place| of.contains(place)))
    }
}

/// The notice in a language to those of a group who are named, or to all, with what was
/// changed in words of one's own where there are any; times as they read them there.
pub fn result(
    language: Language,
    zone: &Zone,
    dossier: &Dossier,
    policies: &Policies,
    (changed, named): (Option<&str>, &[i64]),
) -> String {
    let t = |key: &str, words: &[(&str, &str)]| message(language, key, words);
    let complaining = dossier.complainants();
    let all = theirs::all(dossier, named);
    let readers = Readers { named: &all, is_group: complaining.len() > 1 };
    let place = readers.one().and_then(|place| usize::try_from(place - 1).ok());
    let person = place.and_then(|place| complaining.into_iter().nth(place)?.person);
    let greeting = person.map(|person| t("notice-greeting", &[("name", &person.name)]));
    let greeting = greeting.unwrap_or_else(|| t("notice-greeting-nameless", &[]));
    let mut parts =
        vec![greeting, matter(language, zone, dossier, policies, named), by_their_clocks(language, zone, dossier)];
    parts.push(titled(&t("notice-procedure", &[]), &procedure(language, zone, dossier, readers)));
    parts.push(titled(&t("notice-result", &[]), &outcome(language, dossier, readers)));
    parts.push(titled(&t("notice-limits", &[]), &limits(language, zone, dossier, policies, named)));
    parts.push(titled(&t("notice-changes", &[]), &said_changes(language, dossier, changed)));
    parts.push(titled(&t("notice-todo", &[]), &to_do(language, zone, dossier, readers)));
    parts.push(t("notice-thanks", &[]));
    parts.push(t("notice-ways", &[]));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// What it was about: by its category, or as what kind of matter where it has none.
fn matter(language: Language, zone: &Zone, dossier: &Dossier, policies: &Policies, named: &[i64]) -> String {
    let row = &dossier.view.row;
    let received = zone.time(language, theirs::received_at(dossier, named).0);
    let told = [("number", row.number.as_str()), ("received", received.as_str())];
    if row.category.is_empty() {
        let kind = name(language, "kind", &row.kind).to_lowercase();
        return message(language, "notice-matter-uncategorised", &[told[0], told[1], ("kind", &kind)]);
    }
    let about = category(language, policies.categories(), &row.category);
    message(language, "notice-matter", &[told[0], told[1], ("about", &about)])
}

/// In which zone its times stand, where that is not the company's.
fn by_their_clocks(language: Language, zone: &Zone, dossier: &Dossier) -> String {
    if zone.is_company() {
        return String::new();
    }
    message(language, "notice-zone", &[("zone", &zone.told(language, dossier.view.row.updated_at))])
}

/// Whether each limit that we promise in public was kept towards those of a group who are
/// named, or all, as the record says; what is not decided says until when it runs.
pub fn limits(language: Language, zone: &Zone, dossier: &Dossier, policies: &Policies, named: &[i64]) -> Vec<String> {
    let is_public = |clock: &&ClockView| {
        policies.promise(&clock.promise, clock.version).is_some_and(|promise| promise.audience == Audience::Public)
    };
    let clocks = theirs::clocks(dossier, named);
    let of_case = clocks.iter().filter(|clock| clock.subject.is_none());
    of_case.filter(is_public).filter_map(|clock| limit(language, zone, clock)).collect()
}

/// A title with its lines; nothing where there are none.
fn titled(title: &str, lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("{title}\n{}", lines.join("\n")) }
}

/// What was changed: in words of one's own, and by measures that last.
fn said_changes(language: Language, dossier: &Dossier, changed: Option<&str>) -> Vec<String> {
    let own = changed.map(str::to_owned);
    let all: Vec<String> = changes(language, dossier).into_iter().chain(own).collect();
    if all.is_empty() { vec![message(language, "notice-changes-unsaid", &[])] } else { all }
}

/// Whether a measure is of the readers of a letter: what an option promises is theirs who
/// have accepted it.
fn is_of(dossier: &Dossier, measure: &MeasureAdded, readers: Readers) -> bool {
    let Some((plan, option, _)) = measure.of_plan else { return true };
    let proposed = dossier.entry(plan).map(|entry| &entry.event.fact);
    let Some(Fact::Plans(PlanFact::PlanProposed(plan))) = proposed else { return true };
    if readers.named.is_empty() {
        return true;
    }
    let accepted = |place: &i64| {
        dossier.standing().any(|entry| match &entry.event.fact {
            Fact::Plans(PlanFact::PlanAnswered(f))
                if dossier.case().is_some_and(|case| case.complainants.is_guest(f.via)) =>
            {
                false
            }
            Fact::Plans(PlanFact::PlanAnswered(f)) => {
                f.complainant == *place && (f.version, f.option) == (plan.version, Some(option))
            }
            _ => false,
        })
    };
    readers.named.iter().all(accepted)
}

/// What is still to be done, with the dates that were set.
fn to_do(language: Language, zone: &Zone, dossier: &Dossier, readers: Readers) -> Vec<String> {
    let line = |(text, due_at): (String, Option<i64>)| {
        let by = due_at.map(|at| zone.time(language, at));
        let key = if by.is_some() { "notice-open" } else { "notice-open-undated" };
        message(language, key, &[("text", &text), ("at", &by.unwrap_or_default())])
    };
    let lines: Vec<String> = open(language, dossier, readers).into_iter().map(line).collect();
    if lines.is_empty() { vec![message(language, "notice-open-none", &[])] } else { lines }
}

/// What is still to be done, as far as those of a group who are named, or all, may know.
pub fn open_measures(language: Language, dossier: &Dossier, named: &[i64]) -> Vec<String> {
    let all = theirs::all(dossier, named);
    let readers = Readers { named: &all, is_group: dossier.complainants().len() > 1 };
    open(language, dossier, readers).into_iter().map(|(text, _)| text).collect()
}

/// Open measures in words, with when they are due.
fn open(language: Language, dossier: &Dossier, readers: Readers) -> Vec<(String, Option<i64>)> {
    let measures = dossier.case().map_or_else(Vec::new, |case| case.plans.measures);
    let is_theirs = |number: i64| {
        dossier.entries.iter().any(|entry| match &entry.event.fact {
            Fact::Plans(PlanFact::MeasureAdded(f)) => f.measure == number && is_of(dossier, f, readers),
            _ => false,
        })
    };
    let open = measures.into_iter().filter(|one| one.done == DoneState::Open && is_theirs(one.number));
    open.filter_map(|one| Some((measure_text(language, dossier, one.number)?, one.due_at.map(|at| at.0)))).collect()
}

/// What a measure says.
fn measure_text(language: Language, dossier: &Dossier, number: i64) -> Option<String> {
    dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::MeasureAdded(f)) if f.measure == number => text_of(language, dossier, entry, f),
        _ => None,
    })
}

fn text_of(language: Language, dossier: &Dossier, entry: &Entry, measure: &MeasureAdded) -> Option<String> {
    let own = measure.words.and_then(|words| entry.words(words)).map(str::to_owned);
    let planned = || dossier.planned_measure(measure.of_plan?);
    let usual = || measure.template.as_deref().map(|template| usual_measure(language, template));
    own.or_else(planned).or_else(usual)
}

fn procedure(language: Language, zone: &Zone, dossier: &Dossier, readers: Readers) -> Vec<String> {
    // What was done before they joined the others was done for them when they did.
    let received_at = theirs::received_at(dossier, readers.named);
    let line = |entry: &Entry| {
        let at = zone.time(language, entry.event.effective_at.max(received_at).0);
        let key = match &entry.event.fact {
            Fact::Acceptance(AcceptanceFact::CaseAccepted(_)) => "notice-accepted",
            Fact::Investigation(InvestigationFact::FindingRecorded(_)) => "notice-investigated",
            Fact::Plans(PlanFact::PlanProposed(plan)) if readers.may_know(&plan.complainants) => {
                return Some(message(
                    language,
                    "notice-planned",
                    &[("at", &at), ("version", &plan.version.to_string())],
                ));
            }
            Fact::Plans(PlanFact::PlanAnswered(answer))
                if answer.answer == PlanAnswer::Accepted && is_theirs(answer, readers) =>
            {
                "notice-agreed"
            }
            Fact::Closing(ClosingFact::FinalAnswerGiven(f)) if readers.may_know(&f.complainants) => {
                "notice-final-answer"
            }
            _ => return None,
        };
        Some(message(language, key, &[("at", &at)]))
    };
    let mut lines: Vec<String> = Vec::new();
    let mut investigated = false;
    for entry in dossier.standing() {
        // Of many findings the first says when the investigation was.
        let is_finding = matches!(entry.event.fact, Fact::Investigation(InvestigationFact::FindingRecorded(_)));
        if is_finding && investigated {
            continue;
        }
        investigated |= is_finding;
        lines.extend(line(entry));
    }
    lines
}

/// Whether it is the answer of the one who reads the letter.
fn is_theirs(answer: &PlanAnswered, readers: Readers) -> bool {
    answer.via.is_none() && readers.one() == Some(answer.complainant)
}

fn outcome(language: Language, dossier: &Dossier, readers: Readers) -> Vec<String> {
    let case = dossier.case();
    let how = case.as_ref().and_then(|case| case.closing.settled).map(|(how, _)| how);
    // Of a group those who are named read how their own part was settled.
    let stances: Vec<Stance> = case
        .iter()
        .flat_map(|case| readers.named.iter().filter_map(|place| case.complainants.stance(*place, None)))
        .collect();
    let all = |is: fn(&Stance) -> bool| !stances.is_empty() && stances.iter().all(is);
    let how = how.map(|how| match how {
        _ if all(|stance| matches!(stance, Stance::Accepted { .. })) => SettledHow::PlanAccepted,
        _ if all(|stance| matches!(stance, Stance::Answered { .. })) => SettledHow::FinalAnswer,
        how => how,
    });
    let said = match how {
        Some(SettledHow::FinalAnswer) => dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
            Fact::Closing(ClosingFact::FinalAnswerGiven(f)) if readers.may_know(&f.complainants) => {
                entry.words(f.words).map(str::to_owned)
            }
            _ => None,
        }),
        _ => accepted(dossier, readers),
    };
    let how = how.map(|how| name(language, "settled", how.as_str()));
    let done = measures(language, dossier, readers, |_| true);
    let all: Vec<String> = how.into_iter().chain(said).chain(done).collect();
    if all.is_empty() { vec![message(language, "notice-result-unsaid", &[])] } else { all }
}

/// What the accepted option offers: of one their own, of a group the one that all who
/// agreed have taken.
fn accepted(dossier: &Dossier, readers: Readers) -> Option<String> {
    let stances = dossier.case()?.complainants.stances;
    let taken = |stance: &Stance| match stance {
        Stance::Accepted { version, option } => Some((*version, *option)),
        _ => None,
    };
    let own = readers.one().and_then(|place| stances.get(usize::try_from(place - 1).ok()?).and_then(taken));
    let is_reader = |place: &i64| readers.named.is_empty() || readers.named.contains(place);
    let mut all = (1..).zip(&stances).filter(|(place, _)| is_reader(place)).filter_map(|(_, stance)| taken(stance));
    let first = all.next();
    let same = first.filter(|first| readers.one().is_none() && all.all(|one| one == *first));
    let (version, option) = own.or(same).or_else(|| by_way(dossier, readers))?;
    dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::PlanProposed(f)) if f.version == version && readers.may_know(&f.complainants) => {
            let option = f.options.get(usize::try_from(option - 1).ok()?)?;
            let words = entry.words(option.words).map(str::to_owned);
            words.filter(|_| readers.may_know(&option.complainants))
        }
        _ => None,
    })
}

/// What was accepted last by way of a merged case, where one alone complains here.
fn by_way(dossier: &Dossier, readers: Readers) -> Option<(i64, i64)> {
    let last = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::PlanAnswered(f)) => Some((f.version, f.option?)),
        _ => None,
    });
    last.filter(|_| !readers.is_group)
}

fn changes(language: Language, dossier: &Dossier) -> Vec<String> {
    let lasting = |measure: &MeasureAdded| {
        measure.template.as_deref().is_some_and(|template| CHANGES.iter().any(|end| template.ends_with(end)))
    };
    // What was changed for good is told to everybody.
    measures(language, dossier, Readers { named: &[], is_group: false }, lasting)
}

/// Measures that were done, in words, as far as its readers may know of them.
fn measures(
    language: Language,
    dossier: &Dossier,
    readers: Readers,
    wanted: impl Fn(&MeasureAdded) -> bool,
) -> Vec<String> {
    let is_done = |number: i64| {
        dossier
            .standing()
            .any(|entry| matches!(&entry.event.fact, Fact::Plans(PlanFact::MeasureDone(f)) if f.measure == number))
    };
    let added = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::MeasureAdded(f)) if is_done(f.measure) && wanted(f) && is_of(dossier, f, readers) => {
            Some((entry, f))
        }
        _ => None,
    });
    let text = |(entry, measure): (&Entry, &MeasureAdded)| {
        let text = text_of(language, dossier, entry, measure)?;
        Some(message(language, "notice-done", &[("text", &text)]))
    };
    added.filter_map(text).collect()
}

/// What one limit came to; nothing of one that ended without being owed any more.
fn limit(language: Language, zone: &Zone, clock: &ClockView) -> Option<String> {
    let promise = promise_words(language, &clock.promise);
    let late = clock.met_at.map(|at| span(language, at - clock.due_at));
    let due = zone.time(language, clock.due_at);
    let (key, word, value) = match (clock.state.as_str(), late) {
        ("ended" | "carried_over", _) => return None,
        ("unproven", _) => ("notice-limit-unproven", "span", String::new()),
        ("breached", Some(late)) => ("notice-limit-late", "span", late),
        ("breached", None) => ("notice-limit-broken", "time", due),
        ("running", _) => ("notice-limit-running", "time", due),
        ("paused", _) => ("notice-limit-paused", "time", due),
        (state, _) => ("notice-limit", "state", name(language, "clock", state)),
    };
    Some(message(language, key, &[("promise", &promise), (word, &value)]))
}
