//! Which other cases a fact names.

use crate::case::event::{ClockFact, ConnectionFact, Fact};
use crate::number::CaseNumber;

/// The other cases that a fact names: links, merges, parts, and by way of which it came.
pub fn named(fact: &Fact) -> Vec<CaseNumber> {
    let own = match fact {
        Fact::Connections(ConnectionFact::CasesLinked(f)) => vec![f.other],
        Fact::Connections(ConnectionFact::LinkRemoved(f)) => vec![f.other],
        Fact::Connections(ConnectionFact::CaseMerged(f)) => vec![f.into],
        Fact::Connections(ConnectionFact::CaseAbsorbed(f)) => vec![f.other],
        Fact::Connections(ConnectionFact::CaseUnmerged(f)) => vec![f.from],
        Fact::Connections(ConnectionFact::CaseReleased(f)) => vec![f.other],
        Fact::Connections(ConnectionFact::PassedOn(f)) => vec![f.into],
        Fact::Connections(ConnectionFact::CaseSplit(f)) => f.parts.clone(),
        Fact::Clocks(ClockFact::ClocksStarted(f)) => f.on_behalf_of.into_iter().collect(),
        _ => Vec::new(),
    };
    own.into_iter().chain(fact.via().map(|via| via.case)).collect()
}
