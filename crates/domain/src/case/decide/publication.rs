//! Publication of a nameless result: proposed at closing, decided by a manager,
//! told to those concerned, who may object; never while outside proceedings
//! run (journey §7). And holds, which keep a case from being deleted.

use super::draft::Draft;
use super::running;
use super::telling::tell;
use crate::actor::Actor;
use crate::case::command::{Publishing, Telling};
use crate::case::event::{
    CasePublished, HoldLifted, HoldSet, PublicationDecided, PublicationObjected, PublicationProposed,
    PublicationSupplierTold, PublicationWithdrawn,
};
use crate::case::rejection::Rejection;
use crate::case::state::Publication;
use crate::catalogue::{Channel, ObjectorKind, State};
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;
use crate::time::Span;

/// How long a published result stays (S4 §2.4.2).
pub const PUBLISHED_FOR: Span = Span::hours(24 * 30);

/// Takes a step on the way of a result to the public page.
pub(super) fn take(draft: &mut Draft, step: Publishing) -> Result<(), Rejection> {
    match step {
        Publishing::Propose { matter, result } => propose(draft, matter, result),
        Publishing::Decide { publish, words, how } => decide(draft, publish, words, how),
        Publishing::TellSupplier { channel, words } => tell_supplier(draft, channel, words),
        Publishing::Object { by, words } => object(draft, by, words),
        Publishing::Release => release(draft),
    }
}

fn propose(draft: &mut Draft, matter: ContentRef, result: ContentRef) -> Result<(), Rejection> {
    if !matches!(draft.case().state(), State::Resolved | State::NotAgreed | State::Archived) {
        return Err(draft.forbidden("publication"));
    }
    refuse_while_before_others(draft)?;
    if matches!(draft.case().publication, Some(Publication::Published { .. } | Publication::Approved { .. })) {
        return Err(Rejection::NothingToChange);
    }
    draft.push(PublicationProposed { matter, result });
    Ok(())
}

fn decide(draft: &mut Draft, publish: bool, words: ContentRef, how: Telling) -> Result<(), Rejection> {
    match draft.case().publication {
        None | Some(Publication::Withheld | Publication::Withdrawn) => return Err(Rejection::NoPublication),
        Some(Publication::Published { .. } | Publication::Approved { .. }) if publish => {
            return Err(Rejection::NothingToChange);
        }
        // A result that one alone found fit to be public, a person or a program, was seen
        // by nobody else.
        Some(Publication::Proposed { by: Some(by), .. })
            if publish && by == draft.moment().actor && by != Actor::System =>
        {
            return Err(Rejection::SamePerson);
        }
        Some(Publication::Published { .. }) => {
            draft.push(PublicationDecided { publish, untold: false, words });
            draft.push(PublicationWithdrawn {});
            return Ok(());
        }
        Some(_) => {}
    }
    let mut untold = false;
    if publish {
        refuse_while_before_others(draft)?;
        untold = tell(draft, words, how)?.is_none();
    }
    draft.push(PublicationDecided { publish, untold, words });
    let counts = draft.case().clocks.iter().any(|c| c.met_by == MetBy::Published && c.clock.is_open());
    match (publish, draft.case().standing.ended_at()) {
        (true, Some(ended_at)) if !counts => running::start(draft, &[Starts::End], ended_at),
        (false, _) => running::end(draft, |met_by| met_by == MetBy::Published),
        _ => {}
    }
    Ok(())
}

/// A supplier has no page of ours, so somebody tells them and says how.
fn tell_supplier(draft: &mut Draft, channel: Channel, words: ContentRef) -> Result<(), Rejection> {
    if !matches!(draft.case().publication, Some(Publication::Approved { .. })) {
        return Err(Rejection::NotApproved);
    }
    draft.push(PublicationSupplierTold { channel, words });
    Ok(())
}

/// An objection sends the decision back to the manager.
fn object(draft: &mut Draft, by: ObjectorKind, words: ContentRef) -> Result<(), Rejection> {
    let via = draft.via();
    match draft.case().publication {
        Some(Publication::Published { .. }) => {
            draft.push(PublicationWithdrawn {});
            draft.push(PublicationObjected { by, words, via });
        }
        Some(Publication::Approved { .. } | Publication::Proposed { .. }) => {
            draft.push(PublicationObjected { by, words, via });
        }
        _ => return Err(Rejection::NoPublication),
    }
    Ok(())
}

fn release(draft: &mut Draft) -> Result<(), Rejection> {
    let Some(approved @ Publication::Approved { told, supplier_told, .. }) = draft.case().publication else {
        return Err(Rejection::NotApproved);
    };
    if told.is_none() {
        return Err(Rejection::PublicationNotTold);
    }
    if draft.case().errands.supplier_concerned && supplier_told.is_none() {
        return Err(Rejection::SupplierNotTold);
    }
    let until = approved.open_until(draft.moment().policies.terms().objection_days);
    if let Some(until) = until.filter(|until| draft.now() < *until) {
        return Err(Rejection::ObjectionRuns { until });
    }
    refuse_while_before_others(draft)?;
    draft.push(CasePublished { until: draft.now() + PUBLISHED_FOR });
    draft.meet(&[MetBy::Published]);
    Ok(())
}

/// A case that is taken up again is not decided, so its result is not public.
pub(super) fn take_back(draft: &mut Draft) {
    if matches!(
        draft.case().publication,
        Some(Publication::Published { .. } | Publication::Approved { .. } | Publication::Proposed { .. })
    ) {
        draft.push(PublicationWithdrawn {});
        running::end(draft, |met_by| met_by == MetBy::Published);
    }
}

pub(super) fn set_hold(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if draft.case().on_hold {
        return Err(Rejection::NothingToChange);
    }
    draft.push(HoldSet { words });
    Ok(())
}

pub(super) fn lift_hold(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if !draft.case().on_hold {
        return Err(Rejection::NothingToChange);
    }
    draft.push(HoldLifted { words });
    Ok(())
}

fn refuse_while_before_others(draft: &Draft) -> Result<(), Rejection> {
    if draft.case().is_before_others() { Err(Rejection::BeforeOthers) } else { Ok(()) }
}
