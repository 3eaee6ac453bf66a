//! Taking a case in: the first event, and the promises that begin to run.

use crate::case::DecisionContext;
use crate::case::clocks::{running, timers};
use crate::case::command::Receipt;
use crate::case::connections::links;
use crate::case::conversation::incoming;
use crate::case::decision::Decision;
use crate::case::event::{CaseReceived, NewEvent};
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::rejection::{IntakeRejection, Rejection};
use crate::promises::Starts;
use crate::time::Timestamp;

/// What taking in a case puts on its record. A case received earlier, a letter
/// or an open case from another system, gets its true due times; those already
/// past are breached on arrival.
pub fn receive(receipt: Receipt, at: &DecisionContext) -> Result<Vec<NewEvent>, Rejection> {
    let received_at = received_at(&receipt, at)?;
    check_times(&receipt.received, received_at, at)?;
    let finished = receipt.received.history.as_ref().is_some_and(|h| !h.state.is_open());
    let origin = receipt.origin.clone();
    let Some(mut decision) = Decision::begin(receipt.received.into(), received_at, at) else {
        return Err(Rejection::NothingToChange);
    };
    if !finished {
        let by_message = incoming::waits_for_answer(decision.case().intake.channel);
        let with: &[Starts] = if by_message {
            &[Starts::Receipt, Starts::Word, Starts::Message]
        } else {
            &[Starts::Receipt, Starts::Word]
        };
        running::start(&mut decision, with, received_at);
    }
    if let Some(origin) = origin {
        links::begin_part(&mut decision, &origin);
    }
    timers::settle(&mut decision);
    Ok(decision.into_events())
}

fn received_at(receipt: &Receipt, at: &DecisionContext) -> Result<Timestamp, Rejection> {
    match receipt.received_at {
        Some(told) if told > at.now + CLOCK_SKEW_MAX => Err(Rejection::Intake(IntakeRejection::ReceivedInFuture)),
        Some(told) => Ok(told.min(at.now)),
        None => Ok(at.now),
    }
}

fn check_times(received: &CaseReceived, received_at: Timestamp, at: &DecisionContext) -> Result<(), Rejection> {
    if received.occurred_at.is_some_and(|occurred| occurred > received_at + CLOCK_SKEW_MAX) {
        return Err(Rejection::Intake(IntakeRejection::OccurredAfterReceipt));
    }
    let Some(history) = &received.history else { return Ok(()) };
    let in_order = match history.ended_at {
        Some(ended) => !history.state.is_open() && (received_at..=at.now + CLOCK_SKEW_MAX).contains(&ended),
        None => history.state.is_open(),
    };
    if in_order { Ok(()) } else { Err(Rejection::Intake(IntakeRejection::EndOutOfOrder)) }
}
