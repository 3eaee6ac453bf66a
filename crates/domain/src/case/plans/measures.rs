//! Measures: what has to be done, by whom and by when, done with proof or waived
//! with a reason (journey §5).

use crate::case::decision::Decision;
use crate::case::event::{MeasureAdded, MeasureDone, MeasureWaived};
use crate::case::guards::must_be_handled;
use crate::case::plans::state::{Done, Plan};
use crate::case::rejection::{PlanRejection, Rejection};
use crate::record::ContentRef;
use crate::time::Timestamp;

pub(in crate::case) fn add(
    decision: &mut Decision,
    words: Option<ContentRef>,
    template: Option<String>,
    (owner, due_at): (Option<i64>, Option<Timestamp>),
) -> Result<(), Rejection> {
    must_be_handled(decision, "measure")?;
    let measure = next(decision);
    decision.push(MeasureAdded { measure, of_plan: None, words, template, owner, due_at });
    Ok(())
}

/// What an accepted option promises has to be done from now on.
pub(in crate::case) fn of_plan(decision: &mut Decision, plan: &Plan, option: i64) {
    let index = usize::try_from(option - 1).unwrap_or(usize::MAX);
    let planned = plan.options.get(index).cloned().unwrap_or_default();
    for (place, (owner, due_at)) in (1..).zip(planned) {
        let measure = next(decision);
        let of_plan = Some((plan.entry, option, place));
        decision.push(MeasureAdded { measure, of_plan, words: None, template: None, owner, due_at });
    }
}

pub(in crate::case) fn complete(decision: &mut Decision, measure: i64, proof: ContentRef) -> Result<(), Rejection> {
    must_be_open(decision, measure)?;
    decision.push(MeasureDone { measure, proof });
    Ok(())
}

pub(in crate::case) fn waive(decision: &mut Decision, measure: i64, reason: ContentRef) -> Result<(), Rejection> {
    must_be_open(decision, measure)?;
    decision.push(MeasureWaived { measure, reason });
    Ok(())
}

fn must_be_open(decision: &Decision, measure: i64) -> Result<(), Rejection> {
    must_be_handled(decision, "measure")?;
    let open = decision.case().plans.measures.iter().any(|m| m.number == measure && m.done == Done::Open);
    if open { Ok(()) } else { Err(Rejection::Plans(PlanRejection::NoOpenMeasure(measure))) }
}

/// A number that no measure had before, withdrawn ones among them.
fn next(decision: &Decision) -> i64 {
    decision.case().measures_ever() + 1
}
