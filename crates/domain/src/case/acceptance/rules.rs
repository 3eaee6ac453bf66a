//! Acceptance: a decision within its promise, refused only on a ground of the
//! closed list. A refusal can be objected to once (journey §1).

use crate::case::acceptance::state::Objection;
use crate::case::clocks::interrupted::InterruptedBy;
use crate::case::clocks::running;
use crate::case::closing::ending;
use crate::case::command::{ObjectionDecision, Telling};
use crate::case::complainants::representatives::must_complain;
use crate::case::conversation::telling::{tell, tell_since};
use crate::case::draft::Draft;
use crate::case::event::{
    AcceptanceFact, CaseAccepted, CaseRefused, ClosingFact, Fact, ObjectionDecided, RefusalObjected, ReopenCause,
};
use crate::case::rejection::{AcceptanceRejection, Rejection};
use crate::catalogue::{RefusalGround, State};
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;

/// How often facts are asked for before their lack is a ground (journey §1).
pub const ASKED_MIN: i64 = 2;

pub(in crate::case) fn accept(draft: &mut Draft) -> Result<(), Rejection> {
    if draft.case().state() != State::Received {
        return Err(draft.forbidden("accept"));
    }
    draft.push(CaseAccepted {});
    draft.meet(&[MetBy::AcceptanceDecided]);
    Ok(())
}

/// Refuses the case. The refusal stands on the complainant's page, and ends every clock
/// that still ran; what was breached stays breached. Who does not look there has still
/// to be told of it. It was decided by when it was told.
pub(in crate::case) fn refuse(
    draft: &mut Draft,
    ground: RefusalGround,
    words: ContentRef,
    how: Telling,
) -> Result<(), Rejection> {
    if !matches!(draft.case().state(), State::Received | State::Accepted) {
        return Err(draft.forbidden("refuse"));
    }
    let asked = draft.case().conversation.facts_asked;
    if ground == RefusalGround::NoFacts && asked < ASKED_MIN {
        return Err(Rejection::Acceptance(AcceptanceRejection::NotAskedTwice { asked }));
    }
    // What was accepted first cannot have been refused before.
    let accepted = draft.case().last(|fact| {
        matches!(fact, Fact::Acceptance(AcceptanceFact::CaseAccepted(_)) | Fact::Closing(ClosingFact::CaseReopened(_)))
    });
    let at = tell_since(draft, words, how, &[], accepted)?.map_or(draft.now(), |heard| heard.at);
    draft.push_at(at, CaseRefused { ground, words });
    draft.meet_at(&[MetBy::AcceptanceDecided], at);
    running::end(draft, |met_by| InterruptedBy::Refusal.ends(met_by));
    Ok(())
}

/// Puts an objection on record, which waits for a decision from then on. Of a
/// group too there is one: a refusal is of the whole case.
pub(in crate::case) fn object(draft: &mut Draft, complainant: i64, words: ContentRef) -> Result<(), Rejection> {
    if draft.case().acceptance.objection.is_some() {
        return Err(Rejection::Acceptance(AcceptanceRejection::ObjectedBefore));
    }
    if !draft.case().standing.is_refused() {
        return Err(draft.forbidden("refusal_objections"));
    }
    if draft.via().is_none() {
        must_complain(draft, complainant)?;
    }
    draft.push(RefusalObjected { complainant, words, via: draft.via() });
    running::start_for_words(draft, &[Starts::Objection], draft.now());
    Ok(())
}

/// Decides on the objection: the case is taken up, or refused for good. What was
/// promised is met once they have heard it. Whoever refused the case does not decide,
/// unless the company has nobody else who may.
pub(in crate::case) fn decide_objection(draft: &mut Draft, decision: &ObjectionDecision) -> Result<(), Rejection> {
    let ObjectionDecision { upheld, words, how, alone } = *decision;
    if draft.case().acceptance.objection != Some(Objection::Waits) {
        return Err(Rejection::Acceptance(AcceptanceRejection::NoObjection));
    }
    let is_own = draft.case().acceptance.refused_by == Some(draft.moment().actor);
    if is_own && !alone {
        return Err(Rejection::Acceptance(AcceptanceRejection::OwnRefusal));
    }
    let heard = tell(draft, words, how)?;
    draft.push(ObjectionDecided { upheld, words, alone: is_own });
    if heard.is_some() {
        draft.meet(&[MetBy::ObjectionDecided]);
    }
    if upheld {
        ending::take_up(draft, Some(ReopenCause::ObjectionUpheld), false, words);
    }
    Ok(())
}
