//! What a case is now: the fold of its events, as far as decisions read it.

pub(in crate::case) mod journey;

use crate::Seq;
use crate::actor::Actor;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::happened::Happened;
use crate::case::clocks::interrupted::{self, Interruption};
use crate::case::closing::letters::Letter;
use crate::case::complainants::group;
use crate::case::complainants::stance::Stance;
use crate::case::complainants::state::{self as representatives, Representative};
use crate::case::connections::state::Connections;
use crate::case::conversation::state::Tellings;
use crate::case::corrections::withdrawn;
use crate::case::entry::Entry;
use crate::case::event::{
    AcceptanceFact, ClosingFact, ComplainantFact, ConnectionFact, ConversationFact, CorrectionFact, Direction, Event,
    Fact, FileFact, IntakeFact, MatterAdded, NatureSet, PlanFact, PrivacyFact, TeamFact, TriageFact,
};
use crate::case::files::papers;
use crate::case::investigation::state::Errands;
use crate::case::privacy::proofs;
use crate::case::privacy::state::{self as kept, Restriction};
use crate::case::proceedings::state::{self as proceedings, Proceeding};
use crate::case::publication::state::{self as publication, Publication};
use crate::case::standing::Standing;
use crate::case::who::REPRESENTATIVE;
use crate::catalogue::{Category, Channel, EscalationLevel, Exemption, Item, Kind, Nature, PauseReason, State};
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::terms::Terms;
use crate::time::Timestamp;
use crate::triage::strategy::Duty;
use journey::Journey;
use std::collections::BTreeSet;

/// Something that a strategy asks for and that was done, or waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyDone {
    /// Which duty.
    pub duty: Duty,
    /// Who takes part by it.
    pub staff: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// Whether it was waived with a reason, and not done.
    pub waived: bool,
}

/// A case as far as decisions and projections read it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Case {
    /// Place of the last event.
    pub seq: Seq,
    /// What kind of matter.
    pub kind: Kind,
    /// The way in.
    pub channel: Channel,
    /// The category, where it was told.
    pub category: Option<Category>,
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// Since when it is on record as urgent; none where it is not.
    pub pressed_at: Option<Timestamp>,
    /// The entry that shows it; none where it was told at the intake.
    pub pressed_by: Option<Seq>,
    /// What clocks paused for, from when until when.
    pub paused: Vec<(PauseReason, Timestamp, Timestamp)>,
    /// Whether the guest is in the house now.
    pub in_house: bool,
    /// Whether part of its life was lived in another system.
    pub imported: bool,
    /// Whether nobody can be contacted.
    pub anonymous: bool,
    /// What was asked for and is not given.
    pub not_given: Vec<Item>,
    /// Who refused it last; none where nobody did.
    pub refused_by: Option<Actor>,
    /// Who acts for those who complain.
    pub representatives: Vec<Representative>,
    /// Where it stands.
    pub standing: Standing,
    /// When it reached the company.
    pub received_at: Timestamp,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When the last event was recorded.
    pub updated_at: Timestamp,
    /// The member of staff who owns it.
    pub owner: Option<i64>,
    /// How far up the chain it went.
    pub escalated: Option<EscalationLevel>,
    /// Where contact is restricted to writing: when that is looked at again.
    pub restricted_until_review: Option<Timestamp>,
    /// The way the complainant last used, of a group any of them.
    pub last_way_in: Channel,
    /// The way the representative last used.
    pub last_way_of_representative: Channel,
    /// Who else of a group is known to look at their page.
    pub looks: Vec<i64>,
    /// What they were told and how, as far as it is less than certain.
    pub tellings: Tellings,
    /// What handling has brought so far.
    pub journey: Journey,
    /// When what promises wait for happened.
    pub happened: Happened,
    /// What ended clocks that may have to count again.
    pub interruptions: Vec<Interruption>,
    /// How it belongs to other cases.
    pub connections: Connections,
    /// What others were asked, what somebody looks at on site, what disappears.
    pub errands: Errands,
    /// Procedures outside the company.
    pub proceedings: Vec<Proceeding>,
    /// How far the publication of its result has come.
    pub publication: Option<Publication>,
    /// Whether nothing of it may be deleted.
    pub on_hold: bool,
    /// Whether nobody sees it but who must.
    pub restriction: Option<Restriction>,
    /// Until when the sealed file must be kept.
    pub keep_until: Option<Timestamp>,
    /// The unit that has it, by its reference.
    pub unit: Option<String>,
    /// How many files belong to it.
    pub files: i64,
    /// Those of them that are scans of identity papers, by number.
    pub papers: BTreeSet<i64>,
    /// What of its strategies was done.
    pub duties: Vec<DutyDone>,
    /// The steps of its procedure that were taken.
    pub steps: Vec<String>,
    /// Which private link of each complainant is good now.
    pub link_generations: Vec<i64>,
    /// For whom a private link has gone out; for the representative with the intake.
    pub links_out: BTreeSet<i64>,
    /// Its clocks in the order in which they started.
    pub clocks: Vec<CaseClock>,
    /// Its entries; that with place n is at n − 1.
    pub entries: Vec<Entry>,
    /// See [`super::event::CaseReceived::external_key`].
    pub external_key: Option<String>,
    /// Result letters that none has taken the place of.
    pub letters: Vec<Letter>,
    /// Its record, for what is withdrawn.
    pub(in crate::case) log: withdrawn::Log,
}

impl Case {
    /// The case that a first event makes; `None` for any other event.
    pub fn begin(event: &Event) -> Option<Self> {
        let Fact::Intake(IntakeFact::CaseReceived(received)) = &event.fact else { return None };
        let standing = Standing::begin(received.history.as_ref());
        let stances = vec![Stance::Open; received.complainants.len()];
        let mut case = Self {
            seq: 0,
            kind: received.kind,
            channel: received.channel,
            category: received.category.clone(),
            nature: received.nature,
            danger: received.danger,
            pressed_at: (received.danger || received.nature == Nature::Urgent).then_some(event.recorded_at),
            pressed_by: None,
            paused: Vec::new(),
            in_house: received.in_house,
            imported: received.history.is_some(),
            anonymous: received.complainants.iter().all(|c| c.person.is_none()),
            not_given: Vec::new(),
            refused_by: None,
            representatives: Vec::new(),
            standing,
            received_at: event.effective_at,
            created_at: event.recorded_at,
            updated_at: event.recorded_at,
            owner: None,
            escalated: None,
            restricted_until_review: None,
            last_way_in: received.channel,
            last_way_of_representative: received.channel,
            looks: Vec::new(),
            tellings: Tellings::default(),
            journey: Journey { stances, ..Journey::default() },
            happened: Happened::default(),
            interruptions: Vec::new(),
            connections: Connections::default(),
            errands: Errands::default(),
            proceedings: Vec::new(),
            publication: None,
            on_hold: false,
            restriction: None,
            keep_until: None,
            unit: received.unit.clone(),
            files: 0,
            papers: BTreeSet::new(),
            duties: Vec::new(),
            steps: Vec::new(),
            link_generations: vec![1; received.complainants.len()],
            links_out: BTreeSet::from([REPRESENTATIVE]),
            clocks: Vec::new(),
            entries: Vec::new(),
            external_key: received.external_key.clone(),
            letters: Vec::new(),
            log: withdrawn::Log::default(),
        };
        case.place(event);
        case.log.keep(event);
        Some(case)
    }

    /// The case after one more event. Total, and without opinions: whatever is
    /// on the record is taken as it stands.
    #[must_use]
    pub fn apply(mut self, event: &Event) -> Self {
        self.advance(event);
        self
    }

    /// [`Self::apply`] in place.
    pub(crate) fn advance(&mut self, event: &Event) {
        if let Fact::Corrections(CorrectionFact::EntryCorrected(f)) = &event.fact
            && f.withdraws
        {
            *self = self.without(f, event.seq);
        }
        self.take(event);
        self.log.keep(event);
    }

    pub(in crate::case) fn take(&mut self, event: &Event) {
        let at = event.effective_at;
        let was_heard = self.happened.is_heard();
        self.happens(event);
        papers::advance(&mut self.papers, &event.fact);
        match &event.fact {
            Fact::Intake(IntakeFact::MatterAdded(f)) => self.add(f),
            Fact::Acceptance(AcceptanceFact::CaseRefused(_)) => self.refused_by = Some(event.actor),
            Fact::Privacy(PrivacyFact::HoldSet(_)) => self.on_hold = true,
            Fact::Privacy(PrivacyFact::HoldLifted(_)) => self.on_hold = false,
            Fact::Closing(ClosingFact::CaseArchived(f)) => self.keep_until = f.keep_until,
            // The way of somebody else says nothing of theirs.
            Fact::Conversation(ConversationFact::MessageRecorded(f))
                if f.direction == Direction::In && !self.connections.is_another(f.via) =>
            {
                self.last_way_in = f.channel;
                if group::is_of_representative(f, event.actor) {
                    self.last_way_of_representative = f.channel;
                }
            }
            Fact::Team(TeamFact::UnitChanged(f)) => self.unit.clone_from(&f.unit),
            Fact::Files(FileFact::FileAttached(f)) => self.files = f.file,
            Fact::Team(TeamFact::DutyFulfilled(f)) => {
                self.duties.push(DutyDone { duty: f.duty, staff: f.staff, at, waived: false });
            }
            Fact::Team(TeamFact::DutyWaived(f)) => {
                self.duties.push(DutyDone { duty: f.duty, staff: None, at, waived: true });
            }
            Fact::Team(TeamFact::StepTaken(f)) => self.steps.push(f.step.clone()),
            Fact::Complainants(ComplainantFact::LinkHandedOut(f)) => {
                self.links_out.insert(f.complainant);
            }
            Fact::Complainants(ComplainantFact::LinkRenewed(f)) => {
                self.links_out.insert(f.complainant);
                if let Some(link) =
                    usize::try_from(f.complainant - 1).ok().and_then(|i| self.link_generations.get_mut(i))
                {
                    *link = f.generation;
                }
            }
            // The link that whoever acted for them may have opens nothing any more.
            Fact::Complainants(ComplainantFact::RepresentationEnded(f)) => self.end_links_of(f.representative),
            Fact::Team(TeamFact::CaseAssigned(f)) => self.owner = f.owner,
            Fact::Team(TeamFact::CaseEscalated(f)) => self.escalated = Some(f.to),
            Fact::Conversation(ConversationFact::ContactRestricted(f)) => {
                self.restricted_until_review = Some(f.review_at);
            }
            Fact::Conversation(ConversationFact::ContactFreed(_)) => self.restricted_until_review = None,
            Fact::Triage(TriageFact::KindChanged(f)) => self.kind = f.to,
            Fact::Triage(TriageFact::NatureSet(f)) => self.press(f, event.recorded_at),
            Fact::Triage(TriageFact::CaseTriaged(f)) => self.category = Some(f.category.clone()),
            Fact::Privacy(PrivacyFact::ContentsErased(f)) => kept::erase(&mut self.entries, f),
            _ => self.count(event),
        }
        if let Fact::Plans(PlanFact::PlanAnswered(f)) = &event.fact {
            self.proved_by_answer(f.version, at);
        }
        self.note_looking(event);
        self.note_letter(event);
        let unheard = self.unheard(event);
        let told = self.tellings.told_now(event);
        let members = self.journey.members();
        self.tellings.advance(event, unheard.as_deref(), &members);
        self.journey.advance(event, unheard.is_none());
        self.standing.advance(event, &self.journey);
        self.connections.advance(event);
        self.errands.advance(event);
        proceedings::advance(&mut self.proceedings, event);
        publication::advance(&mut self.publication, event, told);
        interrupted::advance(&mut self.interruptions, event, (&self.standing, was_heard));
        kept::advance(&mut self.restriction, event);
        representatives::advance(&mut self.representatives, event);
        if matches!(event.fact, Fact::Connections(ConnectionFact::CaseAbsorbed(_) | ConnectionFact::CaseReleased(_))) {
            self.received_at = self.connections.received_at(self.own_receipt());
        }
        self.place(event);
    }

    fn press(&mut self, set: &NatureSet, recorded_at: Timestamp) {
        (self.nature, self.danger) = (set.nature, set.danger);
        let presses = set.danger || set.nature == Nature::Urgent;
        self.pressed_at = presses.then_some(self.pressed_at.unwrap_or(recorded_at));
        self.pressed_by = presses.then_some(set.carried_by);
    }

    /// Whether it presses by an entry that was withdrawn: how much it does has to be judged
    /// anew.
    pub fn presses_by_nothing(&self) -> bool {
        self.pressed_by.is_some_and(|entry| self.withdrawn_by(entry).is_some())
    }

    fn end_links_of(&mut self, representative: i64) {
        let ended = self.representatives.iter().find(|one| one.number == representative);
        for complainant in ended.map(|one| one.complainants.clone()).unwrap_or_default() {
            let place = usize::try_from(complainant - 1).ok();
            if let Some(link) = place.and_then(|place| self.link_generations.get_mut(place)) {
                *link += 1;
            }
        }
    }

    /// What was told after the intake: an item that is filled is given after all.
    fn add(&mut self, added: &MatterAdded) {
        self.not_given.retain(|item| !added.told.contains(item) && !added.not_given.contains(item));
        self.not_given.extend(&added.not_given);
        let named = added.of_complainant.as_ref().is_some_and(|told| told.person.is_some());
        self.anonymous &= !named && added.joined.iter().all(|one| one.person.is_none());
        self.link_generations.extend(added.joined.iter().map(|_| 1));
    }

    /// When this case itself reached the company, whatever was merged into it.
    pub fn own_receipt(&self) -> Timestamp {
        self.entries.first().map_or(self.received_at, |entry| entry.effective_at)
    }

    /// Whether a supplier, a department or an authority has still to answer. As long as an
    /// authority waits for our answer, nobody waits for theirs.
    pub fn waits_for_others(&self) -> bool {
        (self.is_before_others() && !self.owes(MetBy::AuthorityAnswered))
            || self.errands.questions.iter().any(|question| question.ended.is_none())
    }

    /// Whether a procedure outside the company runs.
    pub fn is_before_others(&self) -> bool {
        self.proceedings.iter().any(Proceeding::runs)
    }

    /// The fold of a whole record; `None` where it does not begin as a case does.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = Self::begin(events.next()?)?;
        Some(events.fold(first, Self::apply))
    }

    /// Why its file need not be whole; none where it must be.
    pub fn exempt(&self, terms: &Terms) -> Option<Exemption> {
        match &self.standing {
            Standing::Historic { .. } if !self.state().is_open() => Some(Exemption::History),
            standing if standing.ended_at().is_some_and(|at| at < terms.whole_since) => Some(Exemption::EndedBefore),
            _ => self.is_emptied().then_some(Exemption::Erased),
        }
    }

    /// Whether what it was about, and whose it was, is erased altogether, and no extract is
    /// left of it.
    pub fn is_emptied(&self) -> bool {
        let tells = |event: &&Event| {
            matches!(
                event.fact,
                Fact::Intake(IntakeFact::CaseReceived(_) | IntakeFact::MatterAdded(_))
                    | Fact::Privacy(PrivacyFact::ContentsErased(_))
            )
        };
        let is_empty = |seq: Seq| self.entry(seq).is_some_and(|entry| entry.slots.is_empty());
        is_empty(1) && self.standing_after(0).filter(tells).all(|event| is_empty(event.seq))
    }

    /// The state as the API spells it.
    pub const fn state(&self) -> State {
        self.standing.state()
    }

    /// The entry at a place.
    pub fn entry(&self, seq: Seq) -> Option<&Entry> {
        usize::try_from(seq - 1).ok().and_then(|i| self.entries.get(i))
    }

    /// Whether what is left in a slot of an entry proves a transaction. The scan of an
    /// identity paper proves who somebody is, whatever its type.
    pub fn proves(&self, entry: &Entry, slot: i64) -> bool {
        entry.proofs.contains(&slot) && entry.file.is_none_or(|file| !self.papers.contains(&file))
    }

    pub(in crate::case) fn place(&mut self, event: &Event) {
        self.seq = event.seq;
        self.updated_at = event.recorded_at;
        let slots = |of: Vec<ContentRef>| of.iter().map(|reference| reference.slot).collect();
        let proofs = slots(proofs::proofs(&event.fact));
        let slots = slots(event.fact.contents());
        let file = match &event.fact {
            Fact::Files(FileFact::FileAttached(f)) => Some(f.file),
            _ => None,
        };
        self.entries.push(Entry { effective_at: event.effective_at, slots, proofs, file });
    }
}
