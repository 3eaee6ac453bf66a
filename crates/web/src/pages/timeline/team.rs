//! What happened in team, in the words of a line.

use super::Names;
use crate::wording::step;
use homeward_domain::case::event::TeamFact;

impl Names<'_> {
    pub(super) fn of_team(&self, fact: &TeamFact) -> String {
        let kind = fact.kind();
        match fact {
            TeamFact::CaseAssigned(f) => {
                let owner = f.owner.map_or_else(|| self.frame.t("case-owner-none"), |id| self.of_staff(id));
                self.happened(kind, &[("owner", &owner)])
            }
            TeamFact::UnitChanged(f) => {
                let unit = f.unit.clone().unwrap_or_else(|| self.frame.t("case-unit-none"));
                self.happened(kind, &[("unit", &unit)])
            }
            TeamFact::CaseEscalated(f) => self.happened(kind, &[("to", &self.named("level", f.to.as_str()))]),
            TeamFact::DutyFulfilled(f) => {
                let staff = f.staff.map(|id| self.of_staff(id)).unwrap_or_default();
                self.happened(kind, &[("duty", &self.named("duty", f.duty.as_str())), ("staff", &staff)])
            }
            TeamFact::DutyWaived(f) => self.happened(kind, &[("duty", &self.named("duty", f.duty.as_str()))]),
            TeamFact::StepTaken(f) => {
                self.happened(kind, &[("step", &step(self.frame.language, self.policies.sops(), &f.step))])
            }
            _ => self.happened(kind, &[]),
        }
    }
}
