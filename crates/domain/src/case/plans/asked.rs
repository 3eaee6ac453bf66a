//! To whom a plan was put, and whose answer to it is waited for.

use crate::case::complainants::stance::Stance;
use crate::case::plans::state::Plan;
use crate::case::state::Case;
use crate::case::who::Via;

impl Case {
    /// The newest plan that was put to one who complains here, or in a merged case.
    pub fn plan_of(&self, place: i64, via: Option<Via>) -> Option<&Plan> {
        let is_guest = self.complainants.is_guest(via);
        self.plans.all.iter().rev().find(|plan| plan.is_for(place, is_guest))
    }

    /// Those whose answer to a plan is waited for, from 1; `None` stands for somebody
    /// of a merged case.
    pub fn asked(&self) -> Vec<Option<i64>> {
        let open = (1..)
            .zip(&self.complainants.stances)
            .filter(|(place, stance)| **stance == Stance::Open && self.plan_of(*place, None).is_some());
        let of_plan = self.plans.all.iter().any(|plan| plan.to_all);
        let guests = self.complainants.guests.iter().filter(|guest| of_plan && guest.stance == Stance::Open);
        open.map(|(place, _)| Some(place)).chain(guests.map(|_| None)).collect()
    }
}
