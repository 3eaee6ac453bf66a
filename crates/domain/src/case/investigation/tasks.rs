//! What others do for the investigation. A supplier's and a department's answer
//! and the securing of evidence have clocks of their own (journey §§3, 4).

use crate::case::clocks::running;
use crate::case::command::{Question, SiteCheck};
use crate::case::decision::Decision;
use crate::case::event::{
    ClockEnded, ClockMet, ClockName, EvidenceLost, EvidenceNamed, EvidenceSecured, QuestionAnswered, QuestionAsked,
    SiteCheckOrdered, SiteCheckReported,
};
use crate::case::guards::must_be_handled;
use crate::case::investigation::state::InvestigationTask;
use crate::case::rejection::{InvestigationRejection, Rejection};
use crate::catalogue::{EvidenceKind, Position, Respondent};
use crate::promises::{Clock, MetBy};
use crate::record::ContentRef;

/// The most errands of one kind in one case.
pub const ERRANDS_MAX: usize = 500;

pub(in crate::case) fn ask(decision: &mut Decision, asked: Question) -> Result<(), Rejection> {
    must_be_handled(decision, "question")?;
    let question = next(&decision.case().investigation.questions)?;
    let Question { respondent, to, calendar, words } = asked;
    decision.push(QuestionAsked { question, respondent, to, words });
    running::start_part(decision, answered_by(respondent), question, calendar.as_deref());
    Ok(())
}

/// An answer is put on record even after the end of the case.
pub(in crate::case) fn answer(
    decision: &mut Decision,
    question: i64,
    position: Position,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_run(&decision.case().investigation.questions, question)?;
    decision.push(QuestionAnswered { question, position, words });
    meet(decision, &[MetBy::SupplierAnswered, MetBy::DepartmentAnswered], question);
    Ok(())
}

pub(in crate::case) fn order_site_check(decision: &mut Decision, order: SiteCheck) -> Result<(), Rejection> {
    let SiteCheck { owner, due_at, place, words } = order;
    must_be_handled(decision, "site_check")?;
    if due_at <= decision.now() {
        return Err(Rejection::Investigation(InvestigationRejection::DueInPast));
    }
    let check = next(&decision.case().investigation.site_checks)?;
    decision.push(SiteCheckOrdered { check, owner, due_at, place, words });
    Ok(())
}

pub(in crate::case) fn report_site_check(
    decision: &mut Decision,
    check: i64,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_run(&decision.case().investigation.site_checks, check)?;
    decision.push(SiteCheckReported { check, words });
    Ok(())
}

/// Evidence that disappears is named as soon as the case is there: it does not
/// wait for acceptance.
pub(in crate::case) fn name_evidence(
    decision: &mut Decision,
    what: EvidenceKind,
    words: ContentRef,
) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("evidence"));
    }
    let evidence = next(&decision.case().investigation.evidence)?;
    decision.push(EvidenceNamed { evidence, what, words });
    running::start_part(decision, MetBy::EvidenceSecured, evidence, None);
    Ok(())
}

pub(in crate::case) fn secure_evidence(
    decision: &mut Decision,
    evidence: i64,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_run(&decision.case().investigation.evidence, evidence)?;
    decision.push(EvidenceSecured { evidence, words });
    meet(decision, &[MetBy::EvidenceSecured], evidence);
    Ok(())
}

/// What is gone cannot be secured any more; its clock ends without being kept.
pub(in crate::case) fn lose_evidence(
    decision: &mut Decision,
    evidence: i64,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_run(&decision.case().investigation.evidence, evidence)?;
    decision.push(EvidenceLost { evidence, words });
    let by = decision.case().seq;
    for clock in of_part(decision, &[MetBy::EvidenceSecured], evidence, |clock| clock.next_alarm_at().is_some()) {
        decision.push(ClockEnded { clock, by });
    }
    Ok(())
}

const fn answered_by(respondent: Respondent) -> MetBy {
    match respondent {
        Respondent::Supplier => MetBy::SupplierAnswered,
        Respondent::Department => MetBy::DepartmentAnswered,
    }
}

fn next(errands: &[InvestigationTask]) -> Result<i64, Rejection> {
    let many = i64::try_from(ERRANDS_MAX).unwrap_or(i64::MAX);
    if errands.len() >= ERRANDS_MAX {
        return Err(Rejection::Investigation(InvestigationRejection::TooManyErrands(many)));
    }
    Ok(i64::try_from(errands.len()).unwrap_or(many) + 1)
}

fn must_run(errands: &[InvestigationTask], number: i64) -> Result<(), Rejection> {
    let runs = errands.iter().any(|errand| errand.number == number && errand.ended.is_none());
    if runs { Ok(()) } else { Err(Rejection::Investigation(InvestigationRejection::NoOpenErrand(number))) }
}

fn meet(decision: &mut Decision, met_by: &[MetBy], part: i64) {
    let by = decision.case().seq;
    for clock in of_part(decision, met_by, part, Clock::is_open) {
        decision.push(ClockMet { clock, by });
    }
}

fn of_part(decision: &Decision, met_by: &[MetBy], part: i64, counts: impl Fn(&Clock) -> bool) -> Vec<ClockName> {
    let clocks = decision.case().clocks.iter().filter(|c| met_by.contains(&c.met_by) && c.clock.run == part);
    let clocks = clocks.filter(|c| counts(&c.clock));
    clocks.map(|c| ClockName { promise: c.clock.promise.clone(), run: c.clock.run }).collect()
}
