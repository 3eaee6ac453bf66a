//! What a case is now: the fold of its events, as far as decisions read it.

use crate::Seq;
use crate::case::acceptance::state::Acceptance;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::happened::Happened;
use crate::case::clocks::interrupted::{self, Interruption};
use crate::case::closing::state::Closing;
use crate::case::complainants::state::Complainants;
use crate::case::connections::state::Connections;
use crate::case::conversation::state::Conversation;
use crate::case::corrections::withdrawn;
use crate::case::entry::Entry;
use crate::case::event::{CorrectionFact, Event, Fact, FileFact, IntakeFact, PrivacyFact};
use crate::case::files::state::Files;
use crate::case::intake::state::Intake;
use crate::case::investigation::state::Investigation;
use crate::case::plans::state::Plans;
use crate::case::privacy::proofs;
use crate::case::privacy::state::Privacy;
use crate::case::proceedings::state::Proceeding;
use crate::case::publication::state::Publication;
use crate::case::status::CaseStatus;
use crate::case::team::state::Team;
use crate::case::triage::state::Triage;
use crate::catalogue::{Exemption, PauseReason, State};
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::terms::Terms;
use crate::time::Timestamp;

/// A case as far as decisions and projections read it: what each event changes, and the
/// state of each room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Place of the last event.
    pub seq: Seq,
    /// Where it stands.
    pub status: CaseStatus,
    /// When it reached the company.
    pub received_at: Timestamp,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When the last event was recorded.
    pub updated_at: Timestamp,
    /// Its entries; that with place n is at n − 1.
    pub entries: Vec<Entry>,
    /// Its clocks in the order in which they started.
    pub clocks: Vec<CaseClock>,
    /// What clocks paused for, from when until when.
    pub paused: Vec<(PauseReason, Timestamp, Timestamp)>,
    /// When what promises wait for happened.
    pub happened: Happened,
    /// What ended clocks that may have to count again.
    pub interruptions: Vec<Interruption>,
    /// What was told when it came in, and of its matter since.
    pub intake: Intake,
    /// Those who complain.
    pub complainants: Complainants,
    /// What became of acceptance.
    pub acceptance: Acceptance,
    /// What it is about, how much it presses and how grave it is.
    pub triage: Triage,
    /// What was said.
    pub conversation: Conversation,
    /// Who at the company has it.
    pub team: Team,
    /// What others were asked, what somebody looks at on site, what disappears.
    pub investigation: Investigation,
    /// What was planned, and what has to be done.
    pub plans: Plans,
    /// How it was settled, told and ended.
    pub closing: Closing,
    /// How it belongs to other cases.
    pub connections: Connections,
    /// Procedures outside the company.
    pub proceedings: Vec<Proceeding>,
    /// How far the publication of its result has come.
    pub publication: Option<Publication>,
    /// Its files.
    pub files: Files,
    /// Whether it may be deleted, and who may see it.
    pub privacy: Privacy,
    /// Its record, for what is withdrawn.
    pub(in crate::case) log: withdrawn::Log,
}

impl Case {
    /// The case that a first event makes; `None` for any other event.
    pub fn begin(event: &Event) -> Option<Self> {
        let Fact::Intake(IntakeFact::CaseReceived(received)) = &event.fact else { return None };
        let mut case = Self {
            seq: 0,
            status: CaseStatus::begin(received.history.as_ref()),
            received_at: event.effective_at,
            created_at: event.recorded_at,
            updated_at: event.recorded_at,
            entries: Vec::new(),
            clocks: Vec::new(),
            paused: Vec::new(),
            happened: Happened::default(),
            interruptions: Vec::new(),
            intake: Intake::begin(received),
            complainants: Complainants::begin(received.complainants.len()),
            acceptance: Acceptance::default(),
            triage: Triage::begin(received, event.recorded_at),
            conversation: Conversation::begin(received.channel),
            team: Team { unit: received.unit.clone(), ..Team::default() },
            investigation: Investigation::default(),
            plans: Plans::default(),
            closing: Closing::default(),
            connections: Connections::default(),
            proceedings: Vec::new(),
            publication: None,
            files: Files::default(),
            privacy: Privacy::default(),
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
        let was_heard = self.happened.is_heard();
        self.happens(event);
        self.note_looking(event);
        let unheard = self.unheard(event);
        let told = self.conversation.tellings.told_now(event);
        let members = self.complainants.members();
        self.conversation.tellings.advance(event, unheard.as_deref(), &members);
        match &event.fact {
            Fact::Intake(f) => self.fold_intake(f),
            Fact::Complainants(f) => self.fold_complainants(f, event),
            Fact::Acceptance(f) => self.fold_acceptance(f, event),
            Fact::Triage(f) => self.fold_triage(f, event),
            Fact::Conversation(f) => self.fold_conversation(f, event, (unheard.is_none(), told)),
            Fact::Team(f) => self.fold_team(f, event),
            Fact::Investigation(f) => self.fold_investigation(f, event),
            Fact::Plans(f) => self.fold_plans(f, event),
            Fact::Responsibility(f) => self.fold_responsibility(f),
            Fact::Closing(f) => self.fold_closing(f, event),
            Fact::Connections(f) => self.fold_connections(f, event),
            Fact::Proceedings(f) => self.fold_proceedings(f, event),
            Fact::Publication(f) => self.fold_publication(f, event),
            Fact::Clocks(f) => self.fold_clocks(f, event),
            Fact::Files(f) => self.fold_files(f),
            Fact::Privacy(f) => self.fold_privacy(f, event),
            Fact::Corrections(f) => self.fold_corrections(f),
        }
        interrupted::advance(&mut self.interruptions, event, (&self.status, was_heard));
        self.place(event);
    }

    /// When this case itself reached the company, whatever was merged into it.
    pub fn own_receipt(&self) -> Timestamp {
        self.entries.first().map_or(self.received_at, |entry| entry.effective_at)
    }

    /// Whether a supplier, a department or an authority has still to answer. As long as an
    /// authority waits for our answer, nobody waits for theirs.
    pub fn waits_for_others(&self) -> bool {
        (self.is_before_others() && !self.owes(MetBy::AuthorityAnswered))
            || self.investigation.questions.iter().any(|question| question.ended.is_none())
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
        match &self.status {
            CaseStatus::Historic { .. } if !self.state().is_open() => Some(Exemption::History),
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
        self.status.state()
    }

    /// The entry at a place.
    pub fn entry(&self, seq: Seq) -> Option<&Entry> {
        usize::try_from(seq - 1).ok().and_then(|i| self.entries.get(i))
    }

    /// Whether what is left in a slot of an entry proves a transaction. The scan of an
    /// identity paper proves who somebody is, whatever its type.
    pub fn proves(&self, entry: &Entry, slot: i64) -> bool {
        entry.proofs.contains(&slot) && entry.file.is_none_or(|file| !self.files.papers.contains(&file))
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
