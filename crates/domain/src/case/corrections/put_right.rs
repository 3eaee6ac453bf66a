//! What puts an untrue entry right in a case as it stands: withdrawing it, withdrawing
//! first what rests on it or what it rests on, an act that is open now, or nothing.

use crate::Seq;
use crate::case::acceptance::state::Objection;
use crate::case::closing::result::may_be_told as may_tell_result;
use crate::case::complainants::stance::Stance;
use crate::case::corrections::withdrawable::put_right;
use crate::case::event::{
    AcceptanceFact, ClosingFact, ComplainantFact, ConnectionFact, Event, Fact, InvestigationFact, PlanFact,
    ProceedingFact, PutRight,
};
use crate::case::intake::additions::takes_additions;
use crate::case::investigation::state::InvestigationTask;
use crate::case::plans::state::{Done, Measure};
use crate::case::publication::state::Publication;
use crate::case::rejection::{CorrectionRejection, Rejection};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::catalogue::{LinkKind, SettledHow, State};

/// What puts an untrue entry of its kind right is withdrawing it, and nobody has yet.
pub(in crate::case) fn must_be_withdrawable(case: &Case, written: &Event, by_lead: bool) -> Result<(), Rejection> {
    if case.withdrawn_by(written.seq).is_some() {
        return Err(Rejection::Corrections(CorrectionRejection::WithdrawnBefore(written.seq)));
    }
    if matches!(case.status, CaseStatus::Historic { .. }) && !case.state().is_open() {
        return Err(Rejection::History);
    }
    match put_right(written) {
        PutRight::Withdrawing => Ok(()),
        PutRight::WithdrawingByLead if by_lead => Ok(()),
        PutRight::WithdrawingByLead => Err(Rejection::Corrections(CorrectionRejection::OnlyByALead)),
        PutRight::WithdrawingWhileOpen if case.state().is_open() => Ok(()),
        PutRight::WithdrawingWhileOpen => Err(by(case, written, "reopening")),
        PutRight::By(act) => Err(by(case, written, act)),
        PutRight::WithWhatItRestsOn(act) => Err(with_what_it_rests_on(case, written, act)),
        PutRight::Nothing => Err(Rejection::Corrections(CorrectionRejection::DoneByProgram(written.seq))),
        PutRight::Theirs => Err(Rejection::Corrections(CorrectionRejection::WrittenByThem(written.seq))),
        PutRight::Again => Err(Rejection::Corrections(CorrectionRejection::WithdrawalStands(written.seq))),
    }
}

/// Attempts on which a settlement as unreachable rests are not withdrawn before it: that
/// nobody could be reached is the word of a lead.
pub(in crate::case) fn must_carry_nothing(case: &Case, written: &Event, with: &[Seq]) -> Result<(), Rejection> {
    let is_settlement = |entry: &Seq| {
        let settled = case.written(*entry);
        settled.is_some_and(|event| matches!(&event.fact, Fact::Closing(ClosingFact::CaseSettled(f)) if f.how == SettledHow::Unreachable))
    };
    match with.iter().copied().find(is_settlement).filter(|entry| *entry != written.seq) {
        Some(entry) => Err(Rejection::Corrections(CorrectionRejection::WithdrawFirst(entry))),
        None => Ok(()),
    }
}

/// Whether what an entry did with clocks is undone with it: what they said or did, as
/// somebody of ours took it down, and that nobody could be reached. What came in as a
/// message is judged as a message.
pub(in crate::case) const fn moves_clocks_itself(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Plans(PlanFact::PlanAnswered(_))
            | Fact::Closing(
                ClosingFact::CaseSettled(_) | ClosingFact::SatisfactionTold(_) | ClosingFact::CaseWithdrawn(_)
            )
            | Fact::Complainants(ComplainantFact::ComplainantLeft(_))
            | Fact::Acceptance(AcceptanceFact::RefusalObjected(_))
    )
}

/// What follows from somebody's word is withdrawn with that; where nothing else carries
/// it, an act puts it right.
fn with_what_it_rests_on(case: &Case, written: &Event, act: &'static str) -> Rejection {
    let rests_on = match &written.fact {
        Fact::Closing(ClosingFact::CaseSettled(_)) => case.settled_by(written.seq),
        _ => case.taken_up_for(written.seq),
    };
    let Some(entry) = rests_on else { return by(case, written, act) };
    match case.written(entry).map(|event| put_right(&event)) {
        Some(PutRight::Withdrawing) => Rejection::Corrections(CorrectionRejection::FollowsFrom(entry)),
        _ => Rejection::Corrections(CorrectionRejection::WrittenByThem(entry)),
    }
}

/// The act that puts an entry right, where the case takes it as it stands.
fn by(case: &Case, written: &Event, act: &'static str) -> Rejection {
    if is_taken(case, &written.fact, act) {
        Rejection::Corrections(CorrectionRejection::PutRightBy { act })
    } else {
        Rejection::Corrections(CorrectionRejection::CannotBeWithdrawn(written.seq))
    }
}

/// Whether a case takes an act as it stands, about what an entry says.
fn is_taken(case: &Case, fact: &Fact, act: &str) -> bool {
    let state = case.state();
    let handled = state.is_open() && !(state == State::Received && case.triage.kind.needs_acceptance());
    let published = matches!(
        case.publication,
        Some(Publication::Proposed { .. } | Publication::Approved { .. } | Publication::Published { .. })
    );
    match act {
        "corrections" | "file_mark" | "links" | "representation_ends" => true,
        "assignment" | "unit" | "kind" | "triage" | "merge" => state.is_open(),
        "causes" | "responsibility" | "staff_responsibility" | "measures" | "resolution" => handled,
        "plans" => handled && case.complainants.all_stances().any(Stance::waits),
        "acceptance" => matches!(state, State::Received | State::Accepted),
        "reopening" => is_over(state),
        "duties" => state.is_open() || matches!(state, State::Resolved | State::NotAgreed),
        "additions" => takes_additions(case),
        "representatives" => !matches!(state, State::Merged | State::Archived),
        "objection_decision" => case.acceptance.objection == Some(Objection::Waits),
        "result_notice" => may_tell_result(case, &[]).is_ok(),
        "publication_decision" | "publication_objections" => published && state != State::Merged,
        "hold" => !case.privacy.on_hold,
        "hold_release" => case.privacy.on_hold,
        "restriction" => case.privacy.restriction.is_none(),
        "restriction_release" => case.privacy.restriction.is_some(),
        "contact_release" => case.conversation.restricted_until_review.is_some() && state != State::Merged,
        "unmerge" => state == State::Merged && matches!(fact, Fact::Connections(ConnectionFact::CaseMerged(_))),
        "link_removals" | "measure_waiver" | "question_answer" | "site_check_report" | "evidence_loss"
        | "proceeding_steps" | "proceeding_dates" => is_there(case, fact),
        _ => state != State::Merged,
    }
}

/// What can be taken up again.
const fn is_over(state: State) -> bool {
    matches!(state, State::Resolved | State::NotAgreed | State::Withdrawn | State::Archived | State::Refused)
}

/// Whether what an entry began is there still, to be ended by an act of its own.
fn is_there(case: &Case, fact: &Fact) -> bool {
    let runs = |errands: &[InvestigationTask], number: i64| {
        errands.iter().any(|one| one.number == number && one.ended.is_none())
    };
    let is_before = |number: i64| case.proceedings.iter().any(|one| one.number == number && one.runs());
    match fact {
        Fact::Plans(PlanFact::MeasureAdded(f)) => {
            let is_open = |measure: &Measure| measure.number == f.measure && measure.done == Done::Open;
            case.state().is_open() && case.plans.measures.iter().any(is_open)
        }
        Fact::Investigation(InvestigationFact::QuestionAsked(f)) => runs(&case.investigation.questions, f.question),
        Fact::Investigation(InvestigationFact::SiteCheckOrdered(f)) => runs(&case.investigation.site_checks, f.check),
        Fact::Investigation(InvestigationFact::EvidenceNamed(f)) => runs(&case.investigation.evidence, f.evidence),
        Fact::Proceedings(ProceedingFact::ProceedingOpened(f)) => is_before(f.proceeding),
        Fact::Proceedings(ProceedingFact::ProceedingDated(f)) => is_before(f.proceeding),
        Fact::Connections(ConnectionFact::CasesLinked(f)) => {
            f.how != LinkKind::SplitFrom && case.connections.links.contains(&(f.other, f.how))
        }
        _ => false,
    }
}
