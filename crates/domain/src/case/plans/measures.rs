//! Measures: what has to be done, by whom and by when, done with proof or waived
//! with a reason (journey §5).

use crate::case::draft::Draft;
use crate::case::event::{MeasureAdded, MeasureDone, MeasureWaived};
use crate::case::guards::must_be_handled;
use crate::case::plans::state::{Done, Plan};
use crate::case::rejection::{PlanRejection, Rejection};
use crate::record::ContentRef;
use crate::time::Timestamp;

pub(in crate::case) fn add(
    draft: &mut Draft,
    words: Option<ContentRef>,
    template: Option<String>,
    (owner, due_at): (Option<i64>, Option<Timestamp>),
) -> Result<(), Rejection> {
    must_be_handled(draft, "measure")?;
    let measure = next(draft);
    draft.push(MeasureAdded { measure, of_plan: None, words, template, owner, due_at });
    Ok(())
}

/// What an accepted option promises has to be done from now on.
pub(in crate::case) fn of_plan(draft: &mut Draft, plan: &Plan, option: i64) {
    let index = usize::try_from(option - 1).unwrap_or(usize::MAX);
    let planned = plan.options.get(index).cloned().unwrap_or_default();
    for (place, (owner, due_at)) in (1..).zip(planned) {
        let measure = next(draft);
        let of_plan = Some((plan.entry, option, place));
        draft.push(MeasureAdded { measure, of_plan, words: None, template: None, owner, due_at });
    }
}

pub(in crate::case) fn complete(draft: &mut Draft, measure: i64, proof: ContentRef) -> Result<(), Rejection> {
    must_be_open(draft, measure)?;
    draft.push(MeasureDone { measure, proof });
    Ok(())
}

pub(in crate::case) fn waive(draft: &mut Draft, measure: i64, reason: ContentRef) -> Result<(), Rejection> {
    must_be_open(draft, measure)?;
    draft.push(MeasureWaived { measure, reason });
    Ok(())
}

fn must_be_open(draft: &Draft, measure: i64) -> Result<(), Rejection> {
    must_be_handled(draft, "measure")?;
    let open = draft.case().plans.measures.iter().any(|m| m.number == measure && m.done == Done::Open);
    if open { Ok(()) } else { Err(Rejection::Plans(PlanRejection::NoOpenMeasure(measure))) }
}

/// A number that no measure had before, withdrawn ones among them.
fn next(draft: &Draft) -> i64 {
    draft.case().measures_ever() + 1
}
