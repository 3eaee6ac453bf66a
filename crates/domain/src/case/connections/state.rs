//! How a case belongs to others: links, merged cases, parts.

use crate::Seq;
use crate::case::event::{
    ClockName, ClockRetargeted, ClocksStarted, MessageRecorded, Party, RetargetCause, StartedClock,
};
use crate::case::who::Via;
use crate::catalogue::{Channel, LinkKind};
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
    /// Who complained in it.
    pub parties: Vec<Party>,
    /// Whether they are known to look at their page.
    pub on_page: bool,
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
    /// What was said to it while it was merged: where that stands.
    pub passed_on: Vec<(CaseNumber, Seq)>,
}

impl Connections {
    /// Notes clocks that start on behalf of a merged case.
    pub(in crate::case) fn run(&mut self, started: &ClocksStarted) {
        let clocks = started.clocks.iter().map(|started| started.clock.clone());
        let on_behalf = started.on_behalf_of.into_iter().flat_map(|other| clocks.clone().map(move |c| (other, c)));
        self.on_behalf.extend(on_behalf);
    }

    /// Remembers what a clock counted by when a merge makes it stricter.
    pub(in crate::case) fn remember(&mut self, before: &Clock, retargeted: &ClockRetargeted) {
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
            RetargetCause::Merged
            | RetargetCause::Unmerged
            | RetargetCause::NatureSet
            | RetargetCause::PromiseChanged
            | RetargetCause::CalendarChanged
            | RetargetCause::DateTold => {}
        }
    }

    /// What a clock counted by before merges; `None` where none changed it.
    pub fn own_target(&self, clock: &ClockName) -> Option<&OwnTarget> {
        self.own_targets.iter().find(|own| own.clock == *clock)
    }

    /// Who writes on their page is known to look at it.
    pub(in crate::case) fn look(&mut self, message: &MessageRecorded) {
        let by_page = matches!(message.channel, Channel::Web | Channel::App);
        let Some(with) = message.via.map(|via| self.with(via)).filter(|_| by_page) else { return };
        if let Some(of) = self.absorbed.iter_mut().find(|one| one.other == with) {
            of.on_page = true;
        }
    }

    /// One who complained in a merged case; none of one merged before that was noted.
    pub fn party(&self, who: Via) -> Option<Party> {
        self.absorbed.iter().flat_map(|one| &one.parties).find(|party| party.who == who).copied()
    }

    /// Whether something came by way of a merged case from somebody who is none of
    /// those who complain here.
    pub(crate) fn is_another(&self, via: Option<Via>) -> bool {
        via.and_then(|who| self.party(who)).is_some_and(|party| party.same_as.is_none())
    }

    /// The case merged into this one by which somebody came here.
    pub(crate) fn with(&self, who: Via) -> CaseNumber {
        let of = self.absorbed.iter().find(|one| one.parties.iter().any(|party| party.who == who));
        of.map_or(who.case, |one| one.other)
    }

    /// Clocks that run on behalf of a merged case.
    pub(in crate::case) fn run_for(&self, other: CaseNumber) -> impl Iterator<Item = &ClockName> {
        self.on_behalf.iter().filter(move |(of, _)| *of == other).map(|(_, clock)| clock)
    }

    /// Whether everybody looks at their page, where those of this case `look` at theirs.
    pub(in crate::case) fn hears_on_page(&self, looks: bool) -> bool {
        let is_same = |one: &&Absorbed| one.parties.iter().any(|party| party.same_as.is_some());
        let is_other = |one: &&Absorbed| one.parties.iter().any(|party| party.same_as.is_none());
        let same_looks = self.absorbed.iter().filter(is_same).any(|one| one.on_page);
        (looks || same_looks) && self.absorbed.iter().filter(is_other).all(|one| one.on_page)
    }

    /// The earliest receipt among this case's own and those merged into it.
    pub(in crate::case) fn received_at(&self, own: Timestamp) -> Timestamp {
        self.absorbed.iter().map(|one| one.received_at).fold(own, Timestamp::min)
    }
}
