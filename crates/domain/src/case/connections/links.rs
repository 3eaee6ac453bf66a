//! Links between cases, and parts that go on as cases of their own (journey §4).

use crate::case::clocks::running;
use crate::case::command::Origin;
use crate::case::connections::merging;
use crate::case::decision::{Decision, name};
use crate::case::event::{CaseAssigned, CaseSplit, CasesLinked, LinkRemoved};
use crate::case::rejection::{ConnectionRejection, Rejection};
use crate::catalogue::LinkKind;
use crate::number::CaseNumber;
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;

/// The most links of one case.
pub const LINKS_MAX: usize = 200;
/// The most parts of one split.
pub const PARTS_MAX: usize = 20;

pub(in crate::case) fn link(
    decision: &mut Decision,
    other: CaseNumber,
    how: LinkKind,
    words: Option<ContentRef>,
) -> Result<(), Rejection> {
    let links = &decision.case().connections.links;
    if links.contains(&(other, how)) {
        return Err(Rejection::NothingToChange);
    }
    if links.len() >= LINKS_MAX {
        return Err(Rejection::Connections(ConnectionRejection::TooManyLinks(
            i64::try_from(LINKS_MAX).unwrap_or(i64::MAX),
        )));
    }
    decision.push(CasesLinked { other, how, words });
    Ok(())
}

pub(in crate::case) fn unlink(decision: &mut Decision, other: CaseNumber) -> Result<(), Rejection> {
    let links = &decision.case().connections.links;
    // Where a part came from is a fact and no opinion.
    if !links.iter().any(|(linked, how)| *linked == other && *how != LinkKind::SplitFrom) {
        return Err(Rejection::NothingToChange);
    }
    decision.push(LinkRemoved { other });
    Ok(())
}

pub(in crate::case) fn split(
    decision: &mut Decision,
    parts: Vec<CaseNumber>,
    words: ContentRef,
) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("split"));
    }
    if parts.is_empty() {
        return Err(Rejection::Connections(ConnectionRejection::EmptySplit));
    }
    decision.push(CaseSplit { parts, words });
    Ok(())
}

/// A part keeps the receipt of the whole, and what the whole has done for both.
pub(in crate::case) fn begin_part(decision: &mut Decision, origin: &Origin) {
    decision.push(CasesLinked { other: origin.number, how: LinkKind::SplitFrom, words: None });
    let clocks: Vec<_> = decision.case().clocks.iter().map(|c| name(&c.clock)).collect();
    for clock in clocks {
        if let Some((_, at)) = origin.met.iter().find(|(promise, _)| *promise == clock.promise) {
            merging::met_elsewhere(decision, &clock, *at);
        }
    }
    // Whoever has heard of the whole hears of each part again, and in time.
    let heard_at = origin.heard_at.filter(|_| decision.case().state().is_open() && !decision.case().owes(MetBy::Word));
    if let Some(heard_at) = heard_at {
        running::start(decision, &[Starts::Word], heard_at);
    }
    if origin.owner.is_some() {
        decision.push(CaseAssigned { owner: origin.owner, reason: None });
    }
}
