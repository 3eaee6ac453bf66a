//! Publication of a nameless result: proposed at closing, decided by a manager,
//! told to those concerned, who may object; never while outside proceedings
//! run (journey §7). And holds, which keep a case from being deleted.

use crate::actor::Actor;
use crate::case::clocks::running;
use crate::case::command::{PublicationCommand, Telling};
use crate::case::conversation::telling::tell;
use crate::case::draft::Draft;
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
pub(in crate::case) fn take(draft: &mut Draft, step: PublicationCommand) -> Result<(), Rejection> {
    match step {
        PublicationCommand::Propose { matter, result } => propose(draft, matter, result),
        PublicationCommand::Decide { publish, words, how } => decide(draft, publish, words, how),
        PublicationCommand::TellSupplier { channel, words } => tell_supplier(draft, channel, words),
        PublicationCommand::Object { by, words } => object(draft, by, words),
        PublicationCommand::Release => release(draft),
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
        None | Some(Publication::Withheld | Publication::Withdrawn) => {
            return Err(Rejection::Publication(PublicationRejection::NoPublication));
        }
        Some(Publication::Published { .. } | Publication::Approved { .. }) if publish => {
            return Err(Rejection::NothingToChange);
        }
        // A result that one alone found fit to be public, a person or a program, was seen
        // by nobody else.
        Some(Publication::Proposed { by: Some(by), .. })
            if publish && by == draft.moment().actor && by != Actor::System =>
        {
            return Err(Rejection::Publication(PublicationRejection::SamePerson));
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
        return Err(Rejection::Publication(PublicationRejection::NotApproved));
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
        _ => return Err(Rejection::Publication(PublicationRejection::NoPublication)),
    }
    Ok(())
}

fn release(draft: &mut Draft) -> Result<(), Rejection> {
    let Some(approved @ Publication::Approved { told, supplier_told, .. }) = draft.case().publication else {
        return Err(Rejection::Publication(PublicationRejection::NotApproved));
    };
    if told.is_none() {
        return Err(Rejection::Publication(PublicationRejection::PublicationNotTold));
    }
    if draft.case().investigation.supplier_concerned && supplier_told.is_none() {
        return Err(Rejection::Publication(PublicationRejection::SupplierNotTold));
    }
    let until = approved.open_until(draft.moment().policies.terms().objection_days);
    if let Some(until) = until.filter(|until| draft.now() < *until) {
        return Err(Rejection::Publication(PublicationRejection::ObjectionRuns { until }));
    }
    refuse_while_before_others(draft)?;
    draft.push(CasePublished { until: draft.now() + PUBLISHED_FOR });
    draft.meet(&[MetBy::Published]);
    Ok(())
}

/// A case that is taken up again is not decided, so its result is not public.
pub(in crate::case) fn take_back(draft: &mut Draft) {
    if matches!(
        draft.case().publication,
        Some(Publication::Published { .. } | Publication::Approved { .. } | Publication::Proposed { .. })
    ) {
        draft.push(PublicationWithdrawn {});
        running::end(draft, |met_by| met_by == MetBy::Published);
    }
}

fn refuse_while_before_others(draft: &Draft) -> Result<(), Rejection> {
    if draft.case().is_before_others() {
        Err(Rejection::Publication(PublicationRejection::BeforeOthers))
    } else {
        Ok(())
    }
}
