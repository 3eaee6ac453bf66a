//! What of a case is one person's: their own words and what was told to them. The
//! page behind their private link shows the same.

use super::data::{Case, Details, File, Given, Link, Option_, Plan, Protection, Words};
use crate::dossier::{Dossier, Entry};
use crate::intake::Person;
use crate::matter::extracts;
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{CaseResolved, Direction, PersonOfCase, PlanProposed};
use homeward_domain::catalogue::ObjectorKind;
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use serde_json::Value;

/// The place of the representative, whom we talk to.
const REPRESENTATIVE: i64 = 1;

/// What one of those who complain has said in an entry after the intake.
pub fn own_words(fact: &Fact, actor: Actor, place: i64) -> Vec<ContentRef> {
    // What was told to us by word counts as that of the representative.
    let of_writer = if let Actor::Complainant(writer) = actor { writer } else { REPRESENTATIVE };
    let (whose, words) = match fact {
        Fact::MessageRecorded(m) if m.direction == Direction::In => (of_writer, vec![m.words]),
        Fact::MatterAdded(f) => {
            let told = f.of_complainant.as_ref();
            let words = f.statement.into_iter().chain(told.and_then(|told| told.desired_outcome));
            (told.map_or(REPRESENTATIVE, |told| told.complainant), words.collect())
        }
        Fact::PlanAnswered(f) => (f.complainant, f.words.into_iter().collect()),
        Fact::RefusalObjected(f) => (f.complainant, vec![f.words]),
        Fact::SatisfactionTold(f) => (of_writer, f.words.into_iter().collect()),
        Fact::PublicationObjected(f) if f.by == ObjectorKind::Complainant => (of_writer, vec![f.words]),
        Fact::CaseWithdrawn(f) => (of_writer, vec![f.words]),
        _ => return Vec::new(),
    };
    if whose == place { words } else { Vec::new() }
}

/// What a case holds of a person, with the key of each of their files and its path in
/// the copy.
pub(super) fn of(dossier: &Dossier, whose: PersonOfCase) -> (Case, Vec<(String, String)>) {
    let mut case = begin(dossier, whose);
    case.details = details(dossier, whose);
    for entry in &dossier.entries {
        protect(&mut case, entry);
        if let Fact::PersonDataGiven(f) = &entry.event.fact
            && f.whose == whose
        {
            case.given.push(Given { at: at(entry), ground: f.ground.as_str(), to: taker(entry.event.actor) });
        }
    }
    match whose {
        PersonOfCase::Complainant(place) => of_complainant(case, dossier, place),
        PersonOfCase::Representative(number) => {
            let acting = dossier.matter().representatives.into_iter().find(|one| one.number == number);
            case.acts_as = acting.as_ref().map(|one| one.role.as_str());
            let shows = acting.as_ref().and_then(|one| one.file);
            case.said.extend(acting.and_then(|one| one.authorisation).map(|text| {
                let (at, kind) = (case.received_at.clone(), "representative_named".to_owned());
                Words { at, kind, channel: None, answer: None, text: Some(text) }
            }));
            files(case, dossier, |entry| matches!(&entry.event.fact, Fact::FileAttached(f) if Some(f.file) == shows))
        }
    }
}

fn of_complainant(mut case: Case, dossier: &Dossier, place: i64) -> (Case, Vec<(String, String)>) {
    let mut came_in: Vec<Seq> = Vec::new();
    for entry in &dossier.entries {
        let said = said(entry, place);
        if !said.is_empty() {
            came_in.push(entry.event.seq);
        }
        case.said.extend(said);
        for words in told(entry, place) {
            // Some acts put the same words into a message besides.
            let is_there = case.told.iter().any(|other| (&other.at, &other.text) == (&words.at, &words.text));
            case.told.extend((!is_there).then_some(words));
        }
        match &entry.event.fact {
            Fact::PlanProposed(plan) => case.plans.push(plan_of(entry, plan)),
            Fact::LinkRenewed(f) if f.complainant == place => {
                case.links.push(Link { at: at(entry), renewed: true, way: None });
            }
            Fact::LinkHandedOut(f) if f.complainant == place => {
                case.links.push(Link { at: at(entry), renewed: false, way: Some(f.way.as_str()) });
            }
            _ => {}
        }
    }
    let own = Actor::Complainant(place);
    files(case, dossier, |entry| match &entry.event.fact {
        Fact::FileAttached(f) => entry.event.actor == own || f.about.is_some_and(|about| came_in.contains(&about)),
        _ => false,
    })
}

fn begin(dossier: &Dossier, whose: PersonOfCase) -> Case {
    let row = &dossier.view.row;
    let matter = dossier.matter();
    let is_representative = matches!(whose, PersonOfCase::Representative(_));
    Case {
        number: row.number.clone(),
        role: if is_representative { "representative" } else { "complainant" },
        acts_as: None,
        kind: row.kind.clone(),
        state: row.state.clone(),
        channel: row.channel.clone(),
        received_at: Timestamp(row.received_at).to_rfc3339(),
        ended_at: row.ended_at.map(|at| Timestamp(at).to_rfc3339()),
        booking_reference: matter.particulars.booking_reference,
        external_reference: matter.particulars.external_reference,
        occurred_at: matter.occurred_at.map(Timestamp::to_rfc3339),
        place: matter.particulars.place,
        details: Vec::new(),
        said: Vec::new(),
        told: Vec::new(),
        plans: Vec::new(),
        files: Vec::new(),
        protections: Vec::new(),
        links: Vec::new(),
        given: Vec::new(),
    }
}

/// What was told of the person, each time.
fn details(dossier: &Dossier, whose: PersonOfCase) -> Vec<Details> {
    let extracts = extracts(dossier.entries.iter().map(|entry| &entry.event));
    let mut all = Vec::new();
    let mut joined = 0;
    for entry in &dossier.entries {
        let reference = match (&entry.event.fact, whose) {
            (Fact::CaseReceived(f), PersonOfCase::Complainant(place)) => {
                joined = i64::try_from(f.complainants.len()).unwrap_or(0);
                nth(&f.complainants, place).and_then(|one| one.person)
            }
            (Fact::MatterAdded(f), PersonOfCase::Complainant(place)) => {
                let of_joined = nth(&f.joined, place - joined).and_then(|one| one.person);
                joined += i64::try_from(f.joined.len()).unwrap_or(0);
                let told = f.of_complainant.as_ref().filter(|told| told.complainant == place);
                told.and_then(|told| told.person).or(of_joined)
            }
            (Fact::RepresentativeNamed(f), PersonOfCase::Representative(number)) if f.representative == number => {
                Some(f.person)
            }
            _ => None,
        };
        let Some(reference) = reference else { continue };
        let words = match extracts.get(&(entry.event.seq, reference.slot)) {
            Some((seq, extract)) => dossier.entry(*seq).and_then(|entry| entry.words(*extract)),
            None => entry.words(reference),
        };
        let person = words.and_then(|text| serde_json::from_str::<Person>(text).ok());
        let fields = person.and_then(|person| serde_json::to_value(person).ok());
        if let Some(Value::Object(fields)) = fields {
            all.push(Details { at: at(entry), fields });
        }
    }
    all
}

fn nth<T>(all: &[T], place: i64) -> Option<&T> {
    usize::try_from(place - 1).ok().and_then(|place| all.get(place))
}

fn at(entry: &Entry) -> String {
    entry.event.effective_at.to_rfc3339()
}

fn said(entry: &Entry, place: i64) -> Vec<Words> {
    let words = |reference: Option<ContentRef>| Words {
        at: at(entry),
        kind: entry.event.fact.kind().to_owned(),
        channel: None,
        answer: None,
        text: reference.and_then(|reference| entry.words(reference)).map(str::to_owned),
    };
    match &entry.event.fact {
        Fact::CaseReceived(f) => {
            let statement = (place == REPRESENTATIVE).then_some(f.statement);
            let wish = nth(&f.complainants, place).and_then(|one| one.desired_outcome);
            statement.into_iter().chain(wish).map(|one| words(Some(one))).collect()
        }
        Fact::PlanAnswered(f) if f.complainant == place => {
            vec![Words { answer: Some(f.answer.as_str().to_owned()), ..words(f.words) }]
        }
        Fact::SatisfactionTold(f) if place == REPRESENTATIVE => {
            let rating = f.rating.map(|rating| format!(", {rating}/5")).unwrap_or_default();
            let answer = format!("{}{rating}", if f.content { "content" } else { "not_content" });
            vec![Words { answer: Some(answer), ..words(f.words) }]
        }
        fact => {
            let channel = if let Fact::MessageRecorded(m) = fact { Some(m.channel.as_str()) } else { None };
            let own = own_words(fact, entry.event.actor, place).into_iter();
            own.map(|one| Words { channel, ..words(Some(one)) }).collect()
        }
    }
}

fn told(entry: &Entry, place: i64) -> Vec<Words> {
    let words = |reference: ContentRef| Words {
        at: at(entry),
        kind: entry.event.fact.kind().to_owned(),
        channel: None,
        answer: None,
        text: entry.words(reference).map(str::to_owned),
    };
    match &entry.event.fact {
        // We talk to the representative for all.
        Fact::MessageRecorded(m) if m.direction == Direction::Out && place == REPRESENTATIVE => {
            vec![Words { channel: Some(m.channel.as_str()), ..words(m.words) }]
        }
        Fact::CaseRefused(f) => vec![Words { answer: Some(f.ground.as_str().to_owned()), ..words(f.words) }],
        Fact::ObjectionDecided(f) => vec![words(f.words)],
        Fact::FinalAnswerGiven(f) => vec![words(f.words)],
        Fact::ResultNoticeGiven(f) => vec![words(f.words)],
        Fact::CaseResolved(CaseResolved { notice: Some(notice), .. }) => vec![words(*notice)],
        _ => Vec::new(),
    }
}

fn plan_of(entry: &Entry, plan: &PlanProposed) -> Plan {
    let words = |reference| entry.words(reference).map(str::to_owned);
    let options = plan.options.iter().map(|option| Option_ {
        text: words(option.words),
        measures: option.measures.iter().map(|measure| words(measure.words)).collect(),
    });
    Plan { at: at(entry), version: plan.version, options: options.collect() }
}

/// Restrictions, holds and erasures, with their ground.
fn protect(case: &mut Case, entry: &Entry) {
    let words = |reference: ContentRef| entry.words(reference).map(str::to_owned);
    let (ground, text, until) = match &entry.event.fact {
        Fact::ProcessingRestricted(f) => (Some(f.ground.as_str()), f.words.and_then(words), f.until),
        Fact::HoldSet(f) => (None, words(f.words), None),
        Fact::ContentsErased(f) => (Some(f.ground.as_str()), None, f.kept.as_ref().map(|kept| kept.until)),
        Fact::RestrictionLifted(_) | Fact::HoldLifted(_) => (None, None, None),
        _ => return,
    };
    let (at, kind) = (at(entry), entry.event.fact.kind().to_owned());
    case.protections.push(Protection { at, kind, ground, text, until: until.map(Timestamp::to_rfc3339) });
}

const fn taker(actor: Actor) -> &'static str {
    match actor {
        Actor::Complainant(_) => "person",
        Actor::Staff(_) => "staff",
        _ => "program",
    }
}

/// The case with those of its files that are theirs.
fn files(mut case: Case, dossier: &Dossier, is_theirs: impl Fn(&Entry) -> bool) -> (Case, Vec<(String, String)>) {
    let mut kept = Vec::new();
    for entry in dossier.entries.iter().filter(|entry| is_theirs(entry)) {
        let Fact::FileAttached(attached) = &entry.event.fact else { continue };
        let details = entry.file_details();
        let path = details.as_ref().map(|details| path(&case.number, attached.file, &details.name));
        kept.extend(details.as_ref().zip(path.clone()).map(|(details, path)| (details.key.clone(), path)));
        case.files.push(File {
            at: at(entry),
            number: attached.file,
            name: details.as_ref().map(|details| details.name.clone()),
            media_type: attached.media_type.clone(),
            bytes: attached.bytes,
            sha256: details.as_ref().map(|details| details.sha256.to_hex()),
            path,
        });
    }
    (case, kept)
}

/// Where a file lies in the copy: under its case and number, by a name that every
/// file system takes.
fn path(case: &str, number: i64, name: &str) -> String {
    let safe = |c: char| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c };
    let name: String = name.chars().map(safe).collect();
    format!("files/{case}/{number}-{}", name.trim_end_matches([' ', '.']))
}

/// A case of others that tells of them only by a contact point of theirs: that it
/// does, and nothing else of it.
pub(super) fn named(dossier: &Dossier) -> Case {
    let mut case = begin(dossier, PersonOfCase::Complainant(0));
    (case.role, case.booking_reference, case.external_reference) = ("named", None, None);
    (case.occurred_at, case.place) = (None, None);
    case
}
