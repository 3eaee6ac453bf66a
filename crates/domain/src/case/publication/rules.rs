//! Publication of a nameless result: proposed at closing, decided by a manager,
//! told to those concerned, who may object; never while outside proceedings
//! run (journey §7). And holds, which keep a case from being deleted.

use crate::actor::Actor;
use crate::case::clocks::running;
use crate::case::command::{PublicationCommand, Telling};
use crate::case::conversation::telling::tell;
use crate::case::decision::Decision;
use crate::case::event::{
    CasePublished, PublicationDecided, PublicationObjected, PublicationProposed, PublicationSupplierTold,
    PublicationWithdrawn,
};
use crate::case::publication::state::Publication;
use crate::case::rejection::{PublicationRejection, Rejection};
use crate::catalogue::{Channel, ObjectorKind, State};
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;
use crate::time::Span;

/// How long a published result stays (S4 §2.4.2).
pub const PUBLISHED_FOR: Span = Span::hours(24 * 30);

/// Takes a step on the way of a result to the public page.
pub(in crate::case) fn take(decision: &mut Decision, step: PublicationCommand) -> Result<(), Rejection> {
    match step {
        PublicationCommand::Propose { matter, result } => propose(decision, matter, result),
        PublicationCommand::Decide { publish, words, how } => decide(decision, publish, words, how),
        PublicationCommand::TellSupplier { channel, words } => tell_supplier(decision, channel, words),
        PublicationCommand::Object { by, words } => object(decision, by, words),
        PublicationCommand::Release => release(decision),
    }
}

fn propose(decision: &mut Decision, matter: ContentRef, result: ContentRef) -> Result<(), Rejection> {
    if !matches!(decision.case().state(), State::Resolved | State::NotAgreed | State::Archived) {
        return Err(decision.forbidden("publication"));
    }
    refuse_while_before_others(decision)?;
    if matches!(decision.case().publication, Some(Publication::Published { .. } | Publication::Approved { .. })) {
        return Err(Rejection::NothingToChange);
    }
    decision.push(PublicationProposed { matter, result });
    Ok(())
}

fn decide(decision: &mut Decision, publish: bool, words: ContentRef, how: Telling) -> Result<(), Rejection> {
    match decision.case().publication {
        None | Some(Publication::Withheld | Publication::Withdrawn) => {
            return Err(Rejection::Publication(PublicationRejection::NoPublication));
        }
        Some(Publication::Published { .. } | Publication::Approved { .. }) if publish => {
            return Err(Rejection::NothingToChange);
        }
        // A result that one alone found fit to be public, a person or a program, was seen
        // by nobody else.
        Some(Publication::Proposed { by: Some(by), .. })
            if publish && by == decision.context().actor && by != Actor::System =>
        {
            return Err(Rejection::Publication(PublicationRejection::SamePerson));
        }
        Some(Publication::Published { .. }) => {
            decision.push(PublicationDecided { publish, untold: false, words });
            decision.push(PublicationWithdrawn {});
            return Ok(());
        }
        Some(_) => {}
    }
    let mut untold = false;
    if publish {
        refuse_while_before_others(decision)?;
        untold = tell(decision, words, how)?.is_none();
    }
    decision.push(PublicationDecided { publish, untold, words });
    let counts = decision.case().clocks.iter().any(|c| c.met_by == MetBy::Published && c.clock.is_open());
    match (publish, decision.case().status.ended_at()) {
        (true, Some(ended_at)) if !counts => running::start(decision, &[Starts::End], ended_at),
        (false, _) => running::end(decision, |met_by| met_by == MetBy::Published),
        _ => {}
    }
    Ok(())
}

/// A supplier has no page of ours, so somebody tells them and says how.
fn tell_supplier(decision: &mut Decision, channel: Channel, words: ContentRef) -> Result<(), Rejection> {
    if !matches!(decision.case().publication, Some(Publication::Approved { .. })) {
        return Err(Rejection::Publication(PublicationRejection::NotApproved));
    }
    decision.push(PublicationSupplierTold { channel, words });
    Ok(())
}

/// An objection sends the decision back to the manager.
fn object(decision: &mut Decision, by: ObjectorKind, words: ContentRef) -> Result<(), Rejection> {
    let via = decision.via();
    match decision.case().publication {
        Some(Publication::Published { .. }) => {
            decision.push(PublicationWithdrawn {});
            decision.push(PublicationObjected { by, words, via });
        }
        Some(Publication::Approved { .. } | Publication::Proposed { .. }) => {
            decision.push(PublicationObjected { by, words, via });
        }
        _ => return Err(Rejection::Publication(PublicationRejection::NoPublication)),
    }
    Ok(())
}

fn release(decision: &mut Decision) -> Result<(), Rejection> {
    let Some(approved @ Publication::Approved { told, supplier_told, .. }) = decision.case().publication else {
        return Err(Rejection::Publication(PublicationRejection::NotApproved));
    };
    if told.is_none() {
        return Err(Rejection::Publication(PublicationRejection::PublicationNotTold));
    }
    if decision.case().investigation.supplier_concerned && supplier_told.is_none() {
        return Err(Rejection::Publication(PublicationRejection::SupplierNotTold));
    }
    let until = approved.open_until(decision.context().policies.terms().objection_days);
    if let Some(until) = until.filter(|until| decision.now() < *until) {
        return Err(Rejection::Publication(PublicationRejection::ObjectionRuns { until }));
    }
    refuse_while_before_others(decision)?;
    decision.push(CasePublished { until: decision.now() + PUBLISHED_FOR });
    decision.meet(&[MetBy::Published]);
    Ok(())
}

/// A case that is taken up again is not decided, so its result is not public.
pub(in crate::case) fn take_back(decision: &mut Decision) {
    if matches!(
        decision.case().publication,
        Some(Publication::Published { .. } | Publication::Approved { .. } | Publication::Proposed { .. })
    ) {
        decision.push(PublicationWithdrawn {});
        running::end(decision, |met_by| met_by == MetBy::Published);
    }
}

fn refuse_while_before_others(decision: &Decision) -> Result<(), Rejection> {
    if decision.case().is_before_others() {
        Err(Rejection::Publication(PublicationRejection::BeforeOthers))
    } else {
        Ok(())
    }
}
