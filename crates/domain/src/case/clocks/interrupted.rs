//! What ends clocks before their time: a change of kind, a refusal, a withdrawal, the
//! settlement, the end. Clocks that it has ended may have to count again, and one that
//! counts again late has ended by it.

use crate::Seq;
use crate::case::event::{AcceptanceFact, ClockFact, ClosingFact, Event, Fact, TriageFact};
use crate::case::status::CaseStatus;
use crate::promises::MetBy;
use crate::time::Timestamp;

/// What ended clocks before their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterruptedBy {
    /// It became another kind of matter.
    Kind,
    /// It was not accepted.
    Refusal,
    /// It was taken back.
    Withdrawal,
    /// It was settled.
    Settlement,
    /// Our last word was said, and nobody had agreed to anything.
    LastWord {
        /// Whether they heard it then.
        heard: bool,
    },
    /// It was closed, or its file sealed.
    Closing,
    /// It was taken up again.
    Reopening,
}

impl InterruptedBy {
    /// Whether a clock that still runs ends by it. What a change of kind ends is told by
    /// the promises of the new one.
    pub const fn ends(self, met_by: MetBy) -> bool {
        match self {
            Self::Kind => false,
            Self::Refusal | Self::Withdrawal => !met_by.outlives_the_case(),
            Self::Settlement => met_by.ends_with_settlement(),
            Self::LastWord { heard } => {
                let waits = matches!(met_by, MetBy::NoticeTold | MetBy::Settled);
                let unheard = !heard && matches!(met_by, MetBy::ContentConfirmed | MetBy::Word);
                !waits && !unheard && !met_by.outlives_the_case()
            }
            Self::Closing => !matches!(met_by, MetBy::NoticeTold) && !met_by.outlives_the_case(),
            Self::Reopening => matches!(met_by, MetBy::NoticeTold | MetBy::SatisfactionAsked),
        }
    }

    /// Whether what it ended counts again once the case is taken up.
    const fn is_over_by_reopening(self) -> bool {
        matches!(self, Self::Refusal | Self::Withdrawal)
    }
}

/// One such change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// The entry.
    pub entry: Seq,
    /// The last of the clocks that it met itself, or the entry.
    through: Seq,
    /// When it was.
    pub at: Timestamp,
    /// Which change.
    pub why: InterruptedBy,
}

impl Interruption {
    /// Whether it ended a clock that this entry ended.
    pub fn ends_by(&self, ended_by: Seq) -> bool {
        (self.entry..=self.through).contains(&ended_by)
    }
}

/// The interruptions after one more event; `heard` is whether the words before it were.
/// What was taken up again since is over.
pub(in crate::case) fn advance(
    interruptions: &mut Vec<Interruption>,
    event: &Event,
    (standing, heard): (&CaseStatus, bool),
) {
    let why = match &event.fact {
        Fact::Triage(TriageFact::KindChanged(_)) => InterruptedBy::Kind,
        Fact::Acceptance(AcceptanceFact::CaseRefused(_)) => InterruptedBy::Refusal,
        Fact::Closing(ClosingFact::CaseWithdrawn(_)) => InterruptedBy::Withdrawal,
        Fact::Closing(ClosingFact::CaseSettled(_)) if matches!(standing, CaseStatus::NotAgreed { .. }) => {
            InterruptedBy::LastWord { heard }
        }
        Fact::Closing(ClosingFact::CaseSettled(_)) => InterruptedBy::Settlement,
        Fact::Closing(ClosingFact::CaseResolved(_) | ClosingFact::CaseArchived(_)) => InterruptedBy::Closing,
        Fact::Closing(ClosingFact::CaseReopened(f)) if f.never_ended() => return,
        Fact::Closing(ClosingFact::CaseReopened(_)) => {
            interruptions.retain(|one| !one.why.is_over_by_reopening());
            InterruptedBy::Reopening
        }
        Fact::Clocks(ClockFact::ClockMet(f)) => {
            let own = interruptions.last_mut().filter(|last| last.entry == f.by);
            return own.into_iter().for_each(|last| last.through = event.seq);
        }
        _ => return,
    };
    interruptions.push(Interruption { entry: event.seq, through: event.seq, at: event.effective_at, why });
}
