//! What facts of the team change.

use crate::case::event::{Event, TeamFact};
use crate::case::state::Case;
use crate::case::team::state::DutyDone;

impl Case {
    pub(in crate::case) fn fold_team(&mut self, fact: &TeamFact, event: &Event) {
        let (team, at) = (&mut self.team, event.effective_at);
        match fact {
            TeamFact::CaseAssigned(f) => team.owner = f.owner,
            TeamFact::UnitChanged(f) => team.unit.clone_from(&f.unit),
            TeamFact::CaseEscalated(f) => team.escalated = Some(f.to),
            TeamFact::DutyFulfilled(f) => {
                team.duties.push(DutyDone { duty: f.duty, staff: f.staff, at, waived: false });
            }
            TeamFact::DutyWaived(f) => team.duties.push(DutyDone { duty: f.duty, staff: None, at, waived: true }),
            TeamFact::StepTaken(f) => team.steps.push(f.step.clone()),
            // Rules that went in a circle changed nothing any more.
            TeamFact::RulesStopped(_) => {}
        }
    }
}
