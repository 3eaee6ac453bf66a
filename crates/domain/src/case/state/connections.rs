//! How a case belongs to others: links, merged cases, parts.

use crate::case::event::{ClockName, ClockRetargeted, Event, Fact, RetargetCause, StartedClock};
use crate::catalogue::LinkKind;
use crate::number::CaseNumber;
use crate::promises::Clock;
use crate::time::{Span, Timestamp};

/// A case that was merged into this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absorbed {
    /// Which.
    pub other: CaseNumber,
    /// When it reached the company.
    pub received_at: Timestamp,
    /// Its clocks that still counted then.
    pub clocks: Vec<StartedClock>,
}

/// What a clock counted by before a merge made it stricter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTarget {
    /// Which clock.
    pub clock: ClockName,
    /// The version of the promise.
    pub version: i64,
    /// The calendar with its version.
    pub calendar: Option<(String, i64)>,
    /// When counting began.
    pub start: Timestamp,
    /// The counting time allowed.
    pub limit: Span,
}

/// How a case belongs to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// Cases that it is linked with.
    pub links: Vec<(CaseNumber, LinkKind)>,
    /// Cases merged into it.
    pub absorbed: Vec<Absorbed>,
    /// Cases that go on with parts of it.
    pub parts: Vec<CaseNumber>,
    /// What its clocks counted by before merges.
    pub own_targets: Vec<OwnTarget>,
    /// Clocks that it runs on behalf of a merged case.
    pub on_behalf: Vec<(CaseNumber, ClockName)>,
}

impl Connections {
    /// The part of an event that tells of other cases.
    pub(super) fn advance(&mut self, event: &Event) {
        match &event.fact {
            Fact::CasesLinked(f) => self.links.push((f.other, f.how)),
            Fact::LinkRemoved(f) => self.links.retain(|(other, _)| *other != f.other),
            Fact::CaseAbsorbed(f) => {
                let (other, received_at, clocks) = (f.other, f.received_at, f.clocks.clone());
                self.absorbed.push(Absorbed { other, received_at, clocks });
            }
            Fact::CaseReleased(f) => {
                self.absorbed.retain(|one| one.other != f.other);
                self.on_behalf.retain(|(other, _)| *other != f.other);
            }
            Fact::CaseSplit(f) => self.parts.extend(&f.parts),
            Fact::ClocksStarted(f) => {
                let clocks = f.clocks.iter().map(|started| started.clock.clone());
                self.on_behalf
                    .extend(f.on_behalf_of.into_iter().flat_map(|other| clocks.clone().map(move |c| (other, c))));
            }
            _ => {}
        }
    }

    /// Remembers what a clock counted by when a merge makes it stricter.
    pub(super) fn remember(&mut self, before: &Clock, retargeted: &ClockRetargeted) {
        match retargeted.cause {
            RetargetCause::Merged if self.own_target(&retargeted.clock).is_none() => self.own_targets.push(OwnTarget {
                clock: retargeted.clock.clone(),
                version: before.version,
                calendar: before.calendar.clone(),
                start: before.start,
                limit: before.limit,
            }),
            RetargetCause::Unmerged if self.absorbed.is_empty() => {
                self.own_targets.retain(|own| own.clock != retargeted.clock);
            }
            _ => {}
        }
    }

    /// What a clock counted by before merges; `None` where none changed it.
    pub fn own_target(&self, clock: &ClockName) -> Option<&OwnTarget> {
        self.own_targets.iter().find(|own| own.clock == *clock)
    }

    /// The earliest receipt among this case's own and those merged into it.
    pub(super) fn received_at(&self, own: Timestamp) -> Timestamp {
        self.absorbed.iter().map(|one| one.received_at).fold(own, Timestamp::min)
    }
}
