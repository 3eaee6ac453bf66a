//! Acceptance: a decision within its promise, refused only on a ground of the
//! closed list. A refusal can be objected to once (journey §1).

use crate::case::acceptance::state::Objection;
use crate::case::clocks::interrupted::InterruptedBy;
use crate::case::clocks::running;
use crate::case::closing::ending;
use crate::case::command::{ObjectionDecision, Telling};
use crate::case::complainants::representatives::must_complain;
use crate::case::conversation::telling::{tell, tell_since};
use crate::case::decision::Decision;
use crate::case::event::{
    AcceptanceFact, CaseAccepted, CaseRefused, ClosingFact, Fact, ObjectionDecided, RefusalObjected, ReopenCause,
};
use crate::case::rejection::{AcceptanceRejection, Rejection};
use crate::catalogue::{RefusalGround, State};
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;

/// How often facts are asked for before their lack is a ground (journey §1).
pub const ASKED_MIN: i64 = 2;

pub(in crate::case) fn accept(decision: &mut Decision) -> Result<(), Rejection> {
    if decision.case().state() != State::Received {
        return Err(decision.forbidden("accept"));
    }
    decision.push(CaseAccepted {});
    decision.meet(&[MetBy::AcceptanceDecided]);
    Ok(())
}

/// Refuses the case. The refusal stands on the complainant's page, and ends every clock
/// that still ran; what was breached stays breached. Who does not look there has still
/// to be told of it. It was decided by when it was told.
pub(in crate::case) fn refuse(
    decision: &mut Decision,
    ground: RefusalGround,
    words: ContentRef,
    how: Telling,
) -> Result<(), Rejection> {
    if !matches!(decision.case().state(), State::Received | State::Accepted) {
        return Err(decision.forbidden("refuse"));
    }
    let asked = decision.case().conversation.facts_asked;
    if ground == RefusalGround::NoFacts && asked < ASKED_MIN {
        return Err(Rejection::Acceptance(AcceptanceRejection::NotAskedTwice { asked }));
    }
    // What was accepted first cannot have been refused before.
    let accepted = decision.case().last(|fact| {
        matches!(fact, Fact::Acceptance(AcceptanceFact::CaseAccepted(_)) | Fact::Closing(ClosingFact::CaseReopened(_)))
    });
    let at = tell_since(decision, words, how, &[], accepted)?.map_or(decision.now(), |heard| heard.at);
    decision.push_at(at, CaseRefused { ground, words });
    decision.meet_at(&[MetBy::AcceptanceDecided], at);
    running::end(decision, |met_by| InterruptedBy::Refusal.ends(met_by));
    Ok(())
}

/// Puts an objection on record, which waits for a decision from then on. Of a
/// group too there is one: a refusal is of the whole case.
pub(in crate::case) fn object(decision: &mut Decision, complainant: i64, words: ContentRef) -> Result<(), Rejection> {
    if decision.case().acceptance.objection.is_some() {
        return Err(Rejection::Acceptance(AcceptanceRejection::ObjectedBefore));
    }
    if !decision.case().status.is_refused() {
        return Err(decision.forbidden("refusal_objections"));
    }
    if decision.via().is_none() {
        must_complain(decision, complainant)?;
    }
    decision.push(RefusalObjected { complainant, words, via: decision.via() });
    running::start_for_words(decision, &[Starts::Objection], decision.now());
    Ok(())
}

/// Decides on the objection: the case is taken up, or refused for good. What was
/// promised is met once they have heard it. Whoever refused the case does not decide,
/// unless the company has nobody else who may.
pub(in crate::case) fn decide_objection(decision: &mut Decision, decided: &ObjectionDecision) -> Result<(), Rejection> {
    let ObjectionDecision { upheld, words, how, alone } = *decided;
    if decision.case().acceptance.objection != Some(Objection::Waits) {
        return Err(Rejection::Acceptance(AcceptanceRejection::NoObjection));
    }
    let is_own = decision.case().acceptance.refused_by == Some(decision.context().actor);
    if is_own && !alone {
        return Err(Rejection::Acceptance(AcceptanceRejection::OwnRefusal));
    }
    let heard = tell(decision, words, how)?;
    decision.push(ObjectionDecided { upheld, words, alone: is_own });
    if heard.is_some() {
        decision.meet(&[MetBy::ObjectionDecided]);
    }
    if upheld {
        ending::take_up(decision, Some(ReopenCause::ObjectionUpheld), false, words);
    }
    Ok(())
}
