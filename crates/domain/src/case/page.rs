//! What of a record one of those who complain may read on their own page: what they
//! said themselves, and what was said to them. Never what another one of a group or of
//! a merged case said, who that is, or what was written to that one alone (trust,
//! "Privacy").

use crate::Seq;
use crate::actor::Actor;
use crate::case::event::{
    AcceptanceFact, ClosingFact, ComplainantFact, ContentsErased, ConversationFact, Direction, Event, Fact, FileFact,
    IntakeFact, PlanFact, PrivacyFact, PublicationFact,
};
use crate::case::who::REPRESENTATIVE;
use crate::case::who::Via;
use crate::catalogue::ObjectorKind;
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Who reads a record on their page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// One who complains in the case whose record it is.
    OfCase {
        /// Which one, from 1.
        place: i64,
        /// The entry by which they joined it, see [`joined`].
        since: Seq,
        /// The entry by which they left it, see [`left`]; what is for all after it is not
        /// for them.
        until: Option<Seq>,
    },
    /// One who complains in a case that was merged into it. Theirs is what came by
    /// that way, and nothing else.
    ByWay(Via),
}

/// Words as their reader may see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// What we said to them.
    Ours(ContentRef),
    /// What they said.
    Theirs(ContentRef),
    /// What they want.
    Wish(ContentRef),
    /// That words of ours stood here which were withdrawn.
    Withdrawn,
}

/// The entry by which one who complains came into a case; what was for all before it
/// is not for them.
pub fn joined<'a>(events: impl IntoIterator<Item = &'a Event>, place: i64) -> Seq {
    let mut count = 0;
    let came = events.into_iter().find(|event| {
        count += match &event.fact {
            Fact::Intake(IntakeFact::CaseReceived(f)) => f.complainants.len(),
            Fact::Intake(IntakeFact::MatterAdded(f)) => f.joined.len(),
            _ => 0,
        };
        usize::try_from(place).is_ok_and(|place| place <= count)
    });
    came.map_or(Seq::MAX, |event| event.seq)
}

/// When one who complains joined a case that others had brought before; none where they
/// are among those who brought it.
pub fn joined_at<'a>(events: impl IntoIterator<Item = &'a Event> + Clone, place: i64) -> Option<Timestamp> {
    let since = joined(events.clone(), place);
    let event = events.into_iter().find(|event| event.seq == since)?;
    matches!(event.fact, Fact::Intake(IntakeFact::MatterAdded(_))).then_some(event.effective_at)
}

/// The entry by which one who complains in a case left its group, or by which one of a
/// merged case did. Whose data were erased has left.
pub fn left<'a>(events: impl IntoIterator<Item = &'a Event>, place: i64, via: Option<Via>) -> Option<Seq> {
    let is_it = |event: &&Event| {
        let (complainant, by) = match &event.fact {
            Fact::Complainants(ComplainantFact::ComplainantLeft(f)) => (f.complainant, f.via),
            Fact::Privacy(PrivacyFact::ContentsErased(ContentsErased { complainant: Some(one), .. })) => (*one, None),
            _ => return false,
        };
        by == via && (via.is_some() || complainant == place)
    };
    events.into_iter().find(is_it).map(|event| event.seq)
}

/// One who complains in the case of these events, as its reader.
pub fn of_case<'a>(events: impl IntoIterator<Item = &'a Event> + Clone, place: i64) -> Reader {
    let until = left(events.clone(), place, None);
    Reader::OfCase { place, since: joined(events, place), until }
}

/// Whether its reader is among those of a group whom an act is for: a plan, a last word,
/// a result notice. Other entries are for all who are still among them.
pub fn is_for(event: &Event, reader: Reader) -> bool {
    let named = match &event.fact {
        Fact::Plans(PlanFact::PlanProposed(f)) => &f.complainants,
        Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => &f.complainants,
        Fact::Closing(ClosingFact::ResultNoticeGiven(f)) => &f.complainants,
        _ => return !is_over(event, reader),
    };
    match reader {
        Reader::OfCase { place, since, .. } => {
            named.contains(&place) || (named.is_empty() && since <= event.seq && !is_over(event, reader))
        }
        Reader::ByWay(_) => named.is_empty(),
    }
}

/// Whether an entry came after its reader had left.
fn is_over(event: &Event, reader: Reader) -> bool {
    matches!(reader, Reader::OfCase { until: Some(until), .. } if until < event.seq)
}

/// How an entry stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// As it was written.
    AsWritten,
    /// As it was written, and those who complain are told what is not so of it.
    PutRight,
    /// What it says did not happen; whether those who complain are told something of it.
    Withdrawn {
        /// Whether there are words for their page.
        told: bool,
    },
}

/// What of an entry its reader may see. Of words of ours that were withdrawn they see
/// that there were some, for they may have read them. Of anything else, as of what was
/// put on record as theirs and is not, they see that where words for them say so.
pub fn said(event: &Event, reader: Reader, stands: Stands) -> Vec<Said> {
    let all = as_written(event, reader);
    let is_ours = all.iter().any(|said| matches!(said, Said::Ours(_)));
    match stands {
        Stands::AsWritten => all,
        Stands::PutRight if all.is_empty() => all,
        Stands::PutRight => all.into_iter().chain([Said::Withdrawn]).collect(),
        Stands::Withdrawn { .. } if is_ours => vec![Said::Withdrawn],
        Stands::Withdrawn { told: true } if concerns(event, reader) => vec![Said::Withdrawn],
        Stands::Withdrawn { .. } => Vec::new(),
    }
}

/// Whether an entry that holds no words of ours is about its reader: theirs, where it is
/// somebody's of those who complain, else whatever is for all.
fn concerns(event: &Event, reader: Reader) -> bool {
    let Some(place) = place(&event.fact, reader) else { return false };
    match whose(&event.fact, event.actor) {
        Some((whose, _)) => whose.contains(&place),
        None => {
            !matches!(event.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))) && is_for(event, reader)
        }
    }
}

fn as_written(event: &Event, reader: Reader) -> Vec<Said> {
    let Some(place) = place(&event.fact, reader) else { return Vec::new() };
    match &event.fact {
        Fact::Conversation(ConversationFact::MessageRecorded(m)) if m.direction == Direction::Out => {
            let is_theirs = match reader {
                Reader::OfCase { since, .. } => {
                    let for_all = since <= event.seq && !is_over(event, reader);
                    m.is_for(place) && (for_all || m.complainants.contains(&place))
                }
                Reader::ByWay(_) => true,
            };
            if is_theirs { vec![Said::Ours(m.words)] } else { Vec::new() }
        }
        Fact::Intake(IntakeFact::CaseReceived(f)) => {
            let statement = (place == REPRESENTATIVE).then_some(Said::Theirs(f.statement));
            let own = usize::try_from(place - 1).ok().and_then(|i| f.complainants.get(i));
            let wish = own.and_then(|own| own.desired_outcome).map(Said::Wish);
            statement.into_iter().chain(wish).collect()
        }
        fact => own_words(fact, event.actor, place).into_iter().map(Said::Theirs).collect(),
    }
}

/// Whether its reader has sent the file that an entry attaches.
pub fn has_sent(event: &Event, reader: Reader) -> bool {
    let is_theirs = |place| event.actor == Actor::Complainant(place);
    matches!(event.fact, Fact::Files(FileFact::FileAttached(_))) && place(&event.fact, reader).is_some_and(is_theirs)
}

/// The reader's place among those by whose way an entry came; `None` where it came by
/// another one.
fn place(fact: &Fact, reader: Reader) -> Option<i64> {
    match (reader, fact.via()) {
        (Reader::OfCase { place, .. }, None) => Some(place),
        (Reader::ByWay(who), Some(via)) if who == via => Some(who.complainant),
        _ => None,
    }
}

/// What one of those who complain has said in an entry after the intake.
pub fn own_words(fact: &Fact, actor: Actor, place: i64) -> Vec<ContentRef> {
    whose(fact, actor).filter(|(whose, _)| whose.contains(&place)).map(|(_, words)| words).unwrap_or_default()
}

/// Who of those who complain has said something in an entry after the intake, and what;
/// none where it is nothing of theirs.
fn whose(fact: &Fact, actor: Actor) -> Option<(Vec<i64>, Vec<ContentRef>)> {
    // What was told to us by word counts as that of the representative.
    let of_writer = if let Actor::Complainant(writer) = actor { writer } else { REPRESENTATIVE };
    // By way of a merged case it is said whose words they are.
    let of_writer = fact.via().map_or(of_writer, |via| via.complainant);
    let (whose, words) = match fact {
        Fact::Conversation(ConversationFact::MessageRecorded(m))
            if m.direction == Direction::In && !m.complainants.is_empty() =>
        {
            return Some((m.complainants.clone(), vec![m.words]));
        }
        Fact::Conversation(ConversationFact::MessageRecorded(m)) if m.direction == Direction::In => {
            (of_writer, vec![m.words])
        }
        Fact::Intake(IntakeFact::MatterAdded(f)) => {
            let told = f.of_complainant.as_ref();
            let words = f.statement.into_iter().chain(told.and_then(|told| told.desired_outcome));
            (told.map_or(REPRESENTATIVE, |told| told.complainant), words.collect())
        }
        Fact::Plans(PlanFact::PlanAnswered(f)) => (by_way(fact, f.complainant), f.words.into_iter().collect()),
        Fact::Acceptance(AcceptanceFact::RefusalObjected(f)) => (by_way(fact, f.complainant), vec![f.words]),
        Fact::Closing(ClosingFact::SatisfactionTold(f)) => (of_writer, f.words.into_iter().collect()),
        Fact::Publication(PublicationFact::PublicationObjected(f)) if f.by == ObjectorKind::Complainant => {
            (of_writer, vec![f.words])
        }
        Fact::Closing(ClosingFact::CaseWithdrawn(f)) => (of_writer, vec![f.words]),
        _ => return None,
    };
    Some((vec![whose], words))
}

/// Whose words an entry has that names one who complains.
fn by_way(fact: &Fact, named: i64) -> i64 {
    fact.via().map_or(named, |via| via.complainant)
}
