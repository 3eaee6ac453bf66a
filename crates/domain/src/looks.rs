//! To whom the contact points of a traveller are open, and why anybody else looks
//! at them (trust, "Privacy"). Who stands in none of these relations to the case sees
//! them masked and says for what they need them.

use crate::actor::Actor;
use crate::case::event::{ConversationFact, Direction, IntakeFact, InvestigationFact};
use crate::case::{Case, Done, Event, Fact};
use crate::catalogue::{Channel, spelled};
use serde::{Deserialize, Serialize};

spelled! {
    /// How a member of staff stands to a case whose contact points are open to them.
    Relation {
        /// They own it: it was given or handed over to them.
        Owner = "owner",
        /// They took the call, or entered what somebody said at the counter.
        TookCall = "took_call",
        /// Something is theirs to do for it.
        Task = "task",
        /// A colleague named them in a note.
        Mention = "mention",
        /// They lead the unit that it belongs to.
        Lead = "lead",
    }
}

spelled! {
    /// For what somebody in no such relation looks at contact points.
    Reason {
        /// To answer the traveller, or call them back.
        AnswerTraveller = "answer_traveller",
        /// To see whether somebody is who they say.
        CheckIdentity = "check_identity",
        /// To hand them on to a supplier or an authority that needs them.
        HandOver = "hand_over",
        /// To put right what was recorded wrongly.
        CorrectRecord = "correct_record",
    }
}

/// Who reads, as far as the record of the case does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The member of staff by number.
    pub staff: i64,
    /// Whether they lead the unit of the case, or one above it.
    pub leads: bool,
    /// Whether a colleague named them in a note of the case.
    pub mentioned: bool,
}

/// By which relation the contact points of a case are open to a reader; `None` where
/// they are masked. Whoever owns or leads a case keeps them; for everybody else they
/// close when what they had to do is done, or the case has ended.
pub fn relation<'a>(reader: Reader, case: &Case, events: impl IntoIterator<Item = &'a Event>) -> Option<Relation> {
    if case.team.owner == Some(reader.staff) {
        return Some(Relation::Owner);
    }
    if reader.leads {
        return Some(Relation::Lead);
    }
    if !case.state().is_open() {
        return None;
    }
    let (mut took_call, mut task) = (false, has_measure(reader.staff, case));
    for event in events {
        match &event.fact {
            Fact::Intake(IntakeFact::CaseReceived(_)) => took_call |= event.actor == Actor::Staff(reader.staff),
            Fact::Conversation(ConversationFact::MessageRecorded(f))
                if f.direction == Direction::In && is_spoken(f.channel) =>
            {
                took_call |= event.actor == Actor::Staff(reader.staff);
            }
            Fact::Investigation(InvestigationFact::SiteCheckOrdered(f)) if f.owner == Some(reader.staff) => {
                task |=
                    case.investigation.site_checks.iter().any(|check| check.number == f.check && check.ended.is_none());
            }
            _ => {}
        }
    }
    let all = [(Relation::TookCall, took_call), (Relation::Task, task), (Relation::Mention, reader.mentioned)];
    all.into_iter().find(|(_, holds)| *holds).map(|(relation, _)| relation)
}

/// Whether words came in by a way on which somebody of ours listens.
const fn is_spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Video | Channel::Counter | Channel::OnSite)
}

fn has_measure(staff: i64, case: &Case) -> bool {
    let takes_part = case.team.duties.iter().any(|duty| duty.staff == Some(staff));
    takes_part || case.plans.measures.iter().any(|m| m.owner == Some(staff) && m.done == Done::Open)
}
