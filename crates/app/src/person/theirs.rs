//! What of a case is one person's: their own words and what was told to them. The
//! page behind their private link shows the same.

use super::data::{Case, Details, File, Given, Link, Option_, Plan, Protection, Words};
use crate::model::dossier::{Dossier, Entry};
use crate::model::matter::Person;
use crate::model::tellings::{Telling, nth, tellings};
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::complainants::part::{self, Part};
use homeward_domain::case::event::{
    AcceptanceFact, CaseResolved, ClosingFact, ComplainantFact, ConversationFact, Direction, FileFact, IntakeFact,
    PersonOfCase, PlanFact, PlanProposed, PrivacyFact,
};
use homeward_domain::case::page::{self, Reader, Stands};
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::who::Via;
use homeward_domain::catalogue::Channel;
use homeward_domain::number::CaseNumber;
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use serde_json::Value;

/// What a case holds of a person, with the key of each of their files and its path in
/// the copy; also what was said to it while it was merged, which stands in the records
/// beside it.
pub(super) fn of(dossier: &Dossier, beside: &[Dossier], whose: PersonOfCase) -> (Case, Vec<(String, String)>) {
    let mut case = begin(dossier, whose);
    case.details = details(dossier, whose);
    for entry in &dossier.entries {
        protect(&mut case, entry, whose);
        if let Fact::Privacy(PrivacyFact::PersonDataGiven(f)) = &entry.event.fact
            && f.whose == whose
        {
            case.given.push(Given { at: at(entry), ground: f.ground.as_str(), to: taker(entry.event.actor) });
        }
    }
    match whose {
        PersonOfCase::Complainant(place) => {
            let (mut case, mut kept) = of_complainant(case, dossier, place);
            for other in beside {
                kept.extend(add_by_way(&mut case, dossier, other, place));
            }
            (case, kept)
        }
        PersonOfCase::Representative(number) => {
            let acting = dossier.matter().representatives.into_iter().find(|one| one.number == number);
            case.acts_as = acting.as_ref().map(|one| one.role.as_str());
            let shows = acting.as_ref().and_then(|one| one.file);
            case.said.extend(acting.and_then(|one| one.authorisation).map(|text| {
                let (at, kind) = (case.received_at.clone(), "representative_named".to_owned());
                Words {
                    at,
                    kind,
                    channel: None,
                    answer: None,
                    text: Some(text),
                    withdrawn: false,
                    telling_withdrawn: false,
                }
            }));
            let kept = add_files(
                &mut case,
                dossier,
                |entry| matches!(&entry.event.fact, Fact::Files(FileFact::FileAttached(f)) if Some(f.file) == shows),
            );
            (case, kept)
        }
    }
}

fn of_complainant(mut case: Case, dossier: &Dossier, place: i64) -> (Case, Vec<(String, String)>) {
    let mut came_in: Vec<Seq> = Vec::new();
    let reader = page::of_case(dossier.entries.iter().map(|entry| &entry.event), place);
    // What came by way of a merged case is of those who complained there.
    for entry in dossier.entries.iter().filter(|entry| entry.event.fact.via().is_none()) {
        let said = said(entry, place);
        if !said.is_empty() {
            came_in.push(entry.event.seq);
        }
        case.said.extend(said);
        for words in told(entry, reader) {
            // Some acts put the same words into a message besides.
            let is_there = case.told.iter().any(|other| (&other.at, &other.text) == (&words.at, &words.text));
            case.told.extend((!is_there).then_some(words));
        }
        match &entry.event.fact {
            Fact::Plans(PlanFact::PlanProposed(plan)) if page::is_for(&entry.event, reader) => {
                case.plans.push(plan_of(entry, plan, place));
            }
            Fact::Complainants(ComplainantFact::LinkRenewed(f)) if f.complainant == place => {
                // Earlier programs called the first link of one of a group renewed as well.
                let renewed = place == REPRESENTATIVE || !case.links.is_empty();
                case.links.push(Link { at: at(entry), renewed, way: None });
            }
            Fact::Complainants(ComplainantFact::LinkHandedOut(f)) if f.complainant == place => {
                case.links.push(Link { at: at(entry), renewed: false, way: Some(f.way.as_str()) });
            }
            _ => {}
        }
    }
    let own = Actor::Complainant(place);
    let kept = add_files(&mut case, dossier, |entry| match &entry.event.fact {
        Fact::Files(FileFact::FileAttached(f)) if f.via.is_none() => {
            entry.event.actor == own || f.about.is_some_and(|about| came_in.contains(&about))
        }
        _ => false,
    });
    (case, kept)
}

/// What stands in another record that was said to a case while it was merged, or told
/// by that way; gives the files among it.
fn add_by_way(case: &mut Case, dossier: &Dossier, other: &Dossier, place: i64) -> Vec<(String, String)> {
    let Some(number) = CaseNumber::parse(&dossier.view.row.number) else { return Vec::new() };
    let reader = Reader::ByWay(Via { case: number, complainant: place });
    for entry in &other.entries {
        for said in page::said(&entry.event, reader, entry.stands()) {
            let telling_withdrawn = is_untold(entry);
            let channel = way(entry);
            let (page::Said::Ours(words) | page::Said::Theirs(words) | page::Said::Wish(words)) = said else {
                continue;
            };
            let (at, kind, text) =
                (at(entry), entry.event.fact.kind().to_owned(), entry.words(words).map(str::to_owned));
            let list = if matches!(said, page::Said::Ours(_)) { &mut case.told } else { &mut case.said };
            list.push(Words { at, kind, channel, answer: None, text, withdrawn: false, telling_withdrawn });
        }
    }
    add_files(case, other, |entry| page::has_sent(&entry.event, reader))
}

fn begin(dossier: &Dossier, whose: PersonOfCase) -> Case {
    let row = &dossier.view.row;
    let matter = dossier.matter();
    let is_representative = matches!(whose, PersonOfCase::Representative(_));
    let (part, joined_at) = part_of(dossier, whose);
    // Of a group each one's own part has ended or goes on.
    let ended_at = part
        .as_ref()
        .map_or_else(|| row.ended_at.map(Timestamp), |part| part.left_at.or_else(|| part.ended.and_then(|(_, at)| at)));
    Case {
        number: row.number.clone(),
        role: if is_representative { "representative" } else { "complainant" },
        acts_as: None,
        kind: row.kind.clone(),
        state: part.as_ref().map_or_else(|| row.state.clone(), |part| part.word().to_owned()),
        channel: row.channel.clone(),
        received_at: joined_at.unwrap_or(Timestamp(row.received_at)).to_rfc3339(),
        ended_at: ended_at.map(Timestamp::to_rfc3339),
        booking_reference: matter.particulars.booking_reference,
        external_reference: matter.particulars.external_reference,
        occurred_at: matter.occurred_at.map(Timestamp::to_rfc3339),
        place: matter.particulars.place,
        zone: matter.particulars.zone,
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

/// What of a case is that of one who complains there beside others, and when they joined
/// those.
fn part_of(dossier: &Dossier, whose: PersonOfCase) -> (Option<Part>, Option<Timestamp>) {
    let PersonOfCase::Complainant(place) = whose else { return (None, None) };
    let all = dossier.entries.iter().map(|entry| &entry.event);
    let standing = dossier.standing().map(|entry| &entry.event);
    let reader = page::of_case(all.clone(), place);
    let part = dossier.case().and_then(|case| part::of(&case, standing, reader));
    (part, page::joined_at(all, place))
}

/// What was told of the person, each time.
fn details(dossier: &Dossier, whose: PersonOfCase) -> Vec<Details> {
    let told = |telling: Telling| {
        let person = serde_json::from_str::<Person>(telling.lies.words(telling.reference)?).ok()?;
        let Ok(Value::Object(fields)) = serde_json::to_value(person) else { return None };
        Some(Details { at: at(telling.told), fields })
    };
    tellings(dossier, whose).into_iter().filter_map(told).collect()
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
        withdrawn: false,
        telling_withdrawn: false,
    };
    // What was put on record as theirs and is not tells of somebody else.
    if matches!(entry.stands(), Stands::Withdrawn { .. }) {
        return Vec::new();
    }
    match &entry.event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) => {
            let statement = (place == REPRESENTATIVE).then_some(f.statement);
            let wish = nth(&f.complainants, place).and_then(|one| one.desired_outcome);
            statement.into_iter().chain(wish).map(|one| words(Some(one))).collect()
        }
        Fact::Plans(PlanFact::PlanAnswered(f)) if f.complainant == place => {
            vec![Words { answer: Some(f.answer.as_str().to_owned()), ..words(f.words) }]
        }
        Fact::Closing(ClosingFact::SatisfactionTold(f)) if place == REPRESENTATIVE => {
            let rating = f.rating.map(|rating| format!(", {rating}/5")).unwrap_or_default();
            let answer = format!("{}{rating}", if f.content { "content" } else { "not_content" });
            vec![Words { answer: Some(answer), ..words(f.words) }]
        }
        fact => {
            let channel = if let Fact::Conversation(ConversationFact::MessageRecorded(m)) = fact {
                Some(m.channel.as_str())
            } else {
                None
            };
            let own = page::own_words(fact, entry.event.actor, place).into_iter();
            own.map(|one| Words { channel, ..words(Some(one)) }).collect()
        }
    }
}

/// Whether of words that an act put on their page no more was withdrawn than that they
/// were told them.
fn is_untold(entry: &Entry) -> bool {
    entry.withdrawn.as_ref().is_some_and(|withdrawn| withdrawn.stands_on_page)
}

/// The way in which a message came or went: what was told in no other way stands on their
/// page.
fn way(entry: &Entry) -> Option<&'static str> {
    match &entry.event.fact {
        Fact::Conversation(ConversationFact::MessageRecorded(_)) if is_untold(entry) => Some(Channel::Web.as_str()),
        Fact::Conversation(ConversationFact::MessageRecorded(m)) => Some(m.channel.as_str()),
        _ => None,
    }
}

fn told(entry: &Entry, reader: Reader) -> Vec<Words> {
    let words = |reference: ContentRef| Words {
        at: at(entry),
        kind: entry.event.fact.kind().to_owned(),
        channel: None,
        answer: None,
        text: entry.words(reference).map(str::to_owned),
        withdrawn: matches!(entry.stands(), Stands::Withdrawn { .. }),
        telling_withdrawn: is_untold(entry),
    };
    match &entry.event.fact {
        Fact::Conversation(ConversationFact::MessageRecorded(m)) if m.direction == Direction::Out => {
            let is_theirs = !page::said(&entry.event, reader, Stands::AsWritten).is_empty();
            let told = || Words { channel: way(entry), ..words(m.words) };
            is_theirs.then(told).into_iter().collect()
        }
        _ if !page::is_for(&entry.event, reader) => Vec::new(),
        Fact::Acceptance(AcceptanceFact::CaseRefused(f)) => {
            vec![Words { answer: Some(f.ground.as_str().to_owned()), ..words(f.words) }]
        }
        Fact::Acceptance(AcceptanceFact::ObjectionDecided(f)) => vec![words(f.words)],
        Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => vec![words(f.words)],
        Fact::Closing(ClosingFact::ResultNoticeGiven(f)) => vec![words(f.words)],
        Fact::Closing(ClosingFact::CaseResolved(CaseResolved { notice: Some(notice), .. })) => vec![words(*notice)],
        _ => Vec::new(),
    }
}

/// A plan with the options that are for one of those who complain.
fn plan_of(entry: &Entry, plan: &PlanProposed, place: i64) -> Plan {
    let words = |reference| entry.words(reference).map(str::to_owned);
    let theirs = plan.options.iter().filter(|one| one.complainants.is_empty() || one.complainants.contains(&place));
    let options = theirs.map(|option| Option_ {
        text: words(option.words),
        measures: option.measures.iter().map(|measure| words(measure.words)).collect(),
    });
    Plan { at: at(entry), version: plan.version, options: options.collect() }
}

/// Restrictions, holds and erasures, with their ground; of the data of somebody else none.
fn protect(case: &mut Case, entry: &Entry, whose: PersonOfCase) {
    let words = |reference: ContentRef| entry.words(reference).map(str::to_owned);
    let (ground, text, until) = match &entry.event.fact {
        Fact::Privacy(PrivacyFact::ProcessingRestricted(f)) => {
            (Some(f.ground.as_str()), f.words.and_then(words), f.until)
        }
        Fact::Privacy(PrivacyFact::HoldSet(f)) => (None, words(f.words), None),
        Fact::Privacy(PrivacyFact::ContentsErased(f))
            if f.complainant.is_some_and(|one| whose != PersonOfCase::Complainant(one)) =>
        {
            return;
        }
        Fact::Privacy(PrivacyFact::ContentsErased(f)) => {
            (Some(f.ground.as_str()), None, f.kept.as_ref().map(|kept| kept.until))
        }
        Fact::Privacy(PrivacyFact::RestrictionLifted(_) | PrivacyFact::HoldLifted(_)) => (None, None, None),
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

/// Adds those files of a record that are theirs; gives where they lie.
fn add_files(case: &mut Case, dossier: &Dossier, is_theirs: impl Fn(&Entry) -> bool) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for entry in dossier.entries.iter().filter(|entry| is_theirs(entry)) {
        let Fact::Files(FileFact::FileAttached(attached)) = &entry.event.fact else { continue };
        let details = entry.file_details();
        let path = details.as_ref().map(|details| path(&dossier.view.row.number, attached.file, &details.name));
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
    kept
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
    (case.occurred_at, case.place, case.zone) = (None, None, None);
    case
}
