//! What facts of plans change.

use crate::Seq;
use crate::case::complainants::stance::Stance;
use crate::case::event::{Event, PlanAnswered, PlanFact, PlanProposed};
use crate::case::plans::state::{Done, Measure, Plan};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::catalogue::PlanAnswer;

impl Case {
    pub(in crate::case) fn fold_plans(&mut self, fact: &PlanFact, event: &Event) {
        match fact {
            PlanFact::PlanProposed(f) => {
                self.plans.plan_until(event.effective_at);
                self.propose(f, event.seq);
                self.status = CaseStatus::Planned;
            }
            PlanFact::PlanAnswered(f) => {
                self.plans.plan_until(event.effective_at);
                self.proved_by_answer(f.version, event.effective_at);
                self.answer(f);
            }
            PlanFact::MeasureAdded(f) => {
                let measure = Measure { number: f.measure, owner: f.owner, due_at: f.due_at, done: Done::Open };
                self.plans.measures.push(measure);
            }
            PlanFact::MeasureDone(f) => {
                self.plans.finish(f.measure, Done::Done);
                if self.status == CaseStatus::Agreed {
                    self.status = CaseStatus::CarryingOut;
                }
            }
            PlanFact::MeasureWaived(f) => self.plans.finish(f.measure, Done::Waived),
        }
    }

    /// Those to whom it is put are asked anew, whatever they said of one before.
    fn propose(&mut self, plan: &PlanProposed, entry: Seq) {
        let measures = plan.options.iter().map(|o| o.measures.iter().map(|m| (m.owner, m.due_at)).collect());
        let to_all = plan.complainants.is_empty();
        let everybody = || (1..).take(self.complainants.stances.len()).collect();
        let asked = if to_all { everybody() } else { plan.complainants.clone() };
        self.complainants.ask_anew(&asked, to_all);
        self.plans.all.push(Plan {
            version: plan.version,
            entry,
            options: measures.collect(),
            refused: Vec::new(),
            asked,
            to_all,
            options_for: plan.options.iter().map(|option| option.complainants.clone()).collect(),
        });
    }

    fn answer(&mut self, answer: &PlanAnswered) {
        let version = answer.version;
        let stance = match answer.answer {
            PlanAnswer::Accepted => Stance::Accepted { version, option: answer.option.unwrap_or(1) },
            PlanAnswer::ChangeAsked | PlanAnswer::Refused => Stance::Refused { version },
        };
        self.complainants.stand(answer.complainant, answer.via, stance);
        if answer.answer == PlanAnswer::Refused
            && let Some(plan) = self.plans.all.iter_mut().find(|plan| plan.version == version)
        {
            plan.refused.push(answer.complainant);
        }
    }
}
