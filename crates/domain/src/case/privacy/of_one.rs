//! What of the record of several who complain is one's own: who they are, what they said
//! and sent, and what was said to them alone. What is for all of them, and what our people
//! wrote for each other, is nobody's to have erased alone (个保法 47; GDPR 17; the rights of
//! the others, GDPR 18(2)).

use crate::Seq;
use crate::actor::Actor;
use crate::case::event::{
    CaseReceived, ClosingFact, ComplainantFact, ConversationFact, CorrectionFact, Direction, Event, Fact, FileAttached,
    FileFact, IntakeFact, MatterAdded, PlanFact, PlanOption, PrivacyFact,
};
use crate::case::page;
use crate::case::state::Case;
use crate::case::who::REPRESENTATIVE;
use crate::record::ContentRef;
use std::collections::BTreeMap;

/// What is kept of one of several who complain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfOne {
    /// Who, from 1.
    pub complainant: i64,
    /// What is theirs, see [`bodies_of`].
    pub bodies: Vec<(Seq, i64)>,
}

/// The bodies that are one's own of those who complain in a case, by event and slot, also
/// those that were erased before. What is shared only with somebody whose data went
/// already is theirs as well.
pub fn bodies_of<'e>(events: impl IntoIterator<Item = &'e Event> + Clone, case: &Case, place: i64) -> Vec<(Seq, i64)> {
    let mut one = One::new(events.clone(), case, place);
    for event in events {
        one.take(event);
    }
    one.bodies
}

/// What was found so far.
struct One<'a> {
    place: i64,
    /// Those whose data went already.
    gone: &'a [i64],
    /// Whether what happened, as the representative told it, is theirs alone.
    account: bool,
    /// Those who act for nobody else, by number.
    acting: Vec<i64>,
    /// The files that show their right to.
    shown: Vec<i64>,
    /// How many complain by then.
    count: usize,
    /// The entries whose words are theirs.
    said: Vec<Seq>,
    bodies: Vec<(Seq, i64)>,
}

impl<'a> One<'a> {
    fn new<'e>(events: impl IntoIterator<Item = &'e Event> + Clone, case: &'a Case, place: i64) -> Self {
        // The complaint of the others rests on it as long as it runs.
        let account =
            place == REPRESENTATIVE && !(case.state().is_open() && case.complainants.is_followed_by_others(place));
        let gone = case.complainants.gone.as_slice();
        let mut one = Self {
            place,
            gone,
            account,
            acting: Vec::new(),
            shown: Vec::new(),
            count: 0,
            said: Vec::new(),
            bodies: Vec::new(),
        };
        let mut acting: BTreeMap<i64, bool> = BTreeMap::new();
        for event in events.clone() {
            if let Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) = &event.fact {
                *acting.entry(f.representative).or_insert(true) &= one.is_for_them_alone(&f.complainants);
            }
        }
        one.acting = acting.into_iter().filter(|(_, alone)| *alone).map(|(number, _)| number).collect();
        let shows = |event: &Event| match &event.fact {
            Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) if one.acting.contains(&f.representative) => {
                f.file
            }
            _ => None,
        };
        one.shown = events.into_iter().filter_map(shows).collect();
        one
    }

    /// Whether nobody else is named whose data are still kept.
    fn is_for_them_alone(&self, named: &[i64]) -> bool {
        named.contains(&self.place) && named.iter().all(|one| *one == self.place || self.gone.contains(one))
    }

    fn take(&mut self, event: &Event) {
        // What came by way of a merged case is of those who complained there.
        if event.fact.via().is_some() {
            return;
        }
        let own = self.own(event);
        if says(event, &own) {
            self.said.push(event.seq);
        }
        self.bodies.extend(own.into_iter().map(|reference| (event.seq, reference.slot)));
    }

    fn own(&mut self, event: &Event) -> Vec<ContentRef> {
        let all_if = |is_theirs: bool| if is_theirs { event.fact.contents() } else { Vec::new() };
        match &event.fact {
            Fact::Intake(IntakeFact::CaseReceived(f)) => self.of_receipt(f),
            Fact::Intake(IntakeFact::MatterAdded(f)) => self.of_addition(f),
            Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) => {
                all_if(self.acting.contains(&f.representative))
            }
            Fact::Complainants(ComplainantFact::RepresentationEnded(f)) => {
                all_if(self.acting.contains(&f.representative))
            }
            Fact::Conversation(ConversationFact::MessageRecorded(m)) if m.direction == Direction::In => {
                all_if(self.is_for_them_alone(&m.speakers(event.actor)))
            }
            Fact::Conversation(ConversationFact::MessageRecorded(m)) => all_if(self.is_for_them_alone(&m.complainants)),
            Fact::Plans(PlanFact::PlanProposed(f)) if self.is_for_them_alone(&f.complainants) => event.fact.contents(),
            Fact::Plans(PlanFact::PlanProposed(f)) => self.of_options(&f.options),
            Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => all_if(self.is_for_them_alone(&f.complainants)),
            Fact::Closing(ClosingFact::ResultNoticeGiven(f)) => all_if(self.is_for_them_alone(&f.complainants)),
            Fact::Complainants(ComplainantFact::ComplainantLeft(f)) => all_if(f.complainant == self.place),
            Fact::Files(FileFact::FileAttached(f)) => all_if(self.has_sent(f, event.actor)),
            Fact::Conversation(ConversationFact::TranslationAdded(f)) => all_if(self.said.contains(&f.of)),
            Fact::Corrections(CorrectionFact::EntryCorrected(f)) => all_if(self.said.contains(&f.corrects)),
            // What stands in the place of what was theirs is theirs.
            Fact::Privacy(PrivacyFact::ContentsErased(f)) => {
                let own = f.extracts.iter().filter(|extract| self.bodies.contains(&extract.of));
                own.map(|extract| extract.words).collect()
            }
            fact => page::own_words(fact, event.actor, self.place),
        }
    }

    fn of_receipt(&mut self, received: &CaseReceived) -> Vec<ContentRef> {
        self.count = received.complainants.len();
        let own = usize::try_from(self.place - 1).ok().and_then(|place| received.complainants.get(place));
        let of_person = own.into_iter().flat_map(|one| [one.person, one.desired_outcome]).flatten();
        self.account.then_some(received.statement).into_iter().chain(of_person).collect()
    }

    fn of_addition(&mut self, added: &MatterAdded) -> Vec<ContentRef> {
        let among = usize::try_from(self.place - 1).ok().and_then(|place| place.checked_sub(self.count));
        let joined = among.and_then(|among| added.joined.get(among));
        self.count += added.joined.len();
        let joined = joined.into_iter().flat_map(|one| [one.person, one.desired_outcome]);
        let told = added.of_complainant.as_ref();
        let teller = told.map_or(REPRESENTATIVE, |told| told.complainant);
        let of_person = told.filter(|_| teller == self.place).into_iter();
        let of_person = of_person.flat_map(|told| [told.person, told.desired_outcome]);
        let is_account = teller == self.place && (teller != REPRESENTATIVE || self.account);
        joined.chain(of_person).chain([added.statement.filter(|_| is_account)]).flatten().collect()
    }

    /// The options of a plan for several that are for them alone.
    fn of_options(&self, options: &[PlanOption]) -> Vec<ContentRef> {
        let own = options.iter().filter(|option| self.is_for_them_alone(&option.complainants));
        own.flat_map(|option| std::iter::once(option.words).chain(option.measures.iter().map(|m| m.words))).collect()
    }

    fn has_sent(&self, file: &FileAttached, actor: Actor) -> bool {
        actor == Actor::Complainant(self.place)
            || file.about.is_some_and(|about| self.said.contains(&about))
            || self.shown.contains(&file.file)
    }
}

/// Whether the words of an entry that others render or correct are theirs.
fn says(event: &Event, own: &[ContentRef]) -> bool {
    match &event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) => own.contains(&f.statement),
        Fact::Intake(IntakeFact::MatterAdded(MatterAdded { statement: Some(statement), .. })) => {
            own.contains(statement)
        }
        _ => !own.is_empty() && own.len() == event.fact.contents().len(),
    }
}
