//! Those who complain: where each of them stands, who acts for them, which links are good.

use crate::case::complainants::stance::{Guest, Stance};
use crate::case::event::{RepresentationEnded, RepresentativeNamed};
use crate::case::who::{REPRESENTATIVE, Via};
use crate::catalogue::{RepresentativeRole, SettledHow};
use crate::time::Timestamp;
use std::collections::BTreeSet;
use std::iter::repeat_n;

/// Somebody who acts for one who complains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    /// Its number in the case, from 1.
    pub number: i64,
    /// For whom they act, from 1.
    pub complainants: Vec<i64>,
    /// As what.
    pub role: RepresentativeRole,
    /// Whether they showed their right to: before that nothing personal is told
    /// to them, and nothing paid.
    pub authorised: bool,
    /// When their right to act ended; none while they act.
    pub ended_at: Option<Timestamp>,
}

/// Those who complain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complainants {
    /// Where each of those who complain stands, the representative first.
    pub stances: Vec<Stance>,
    /// Where those of merged cases stand who are none of them.
    pub guests: Vec<Guest>,
    /// Those of a group whose data were erased because they asked, from 1. The case of the
    /// others goes on without them.
    pub gone: Vec<i64>,
    /// Who acts for those who complain.
    pub representatives: Vec<Representative>,
    /// Who else of a group is known to look at their page.
    pub looks: Vec<i64>,
    /// Which private link of each complainant is good now.
    pub link_generations: Vec<i64>,
    /// For whom a private link has gone out; for the representative with the intake.
    pub links_out: BTreeSet<i64>,
}

impl Complainants {
    pub(in crate::case) fn begin(count: usize) -> Self {
        Self {
            stances: vec![Stance::Open; count],
            guests: Vec::new(),
            gone: Vec::new(),
            representatives: Vec::new(),
            looks: Vec::new(),
            link_generations: vec![1; count],
            links_out: BTreeSet::from([REPRESENTATIVE]),
        }
    }

    /// So many more complain of the same.
    pub(in crate::case) fn join(&mut self, count: usize) {
        self.stances.extend(repeat_n(Stance::Open, count));
        self.link_generations.extend(repeat_n(1, count));
    }

    /// Those who complain here and have not left, in whatever way.
    pub fn members(&self) -> Vec<i64> {
        let is_here = |(place, stance): &(i64, &Stance)| **stance != Stance::Left && !self.gone.contains(place);
        (1..).zip(&self.stances).filter(is_here).map(|(place, _)| place).collect()
    }

    /// Whether the complaint of one is that of somebody else as well who has not left.
    pub fn is_followed_by_others(&self, place: i64) -> bool {
        !self.guests.is_empty() || self.members().iter().any(|one| *one != place)
    }

    /// Whether data of somebody else than one are kept who complains here or complained in
    /// a merged case.
    pub fn keeps_others(&self, place: i64) -> bool {
        let mut others = (1..).zip(&self.stances).map(|(one, _)| one).filter(|one| *one != place);
        !self.guests.is_empty() || others.any(|one| !self.gone.contains(&one))
    }

    /// Those who complain here and have not left, together where the matter ended alike for
    /// them: with the same option of a plan, or with the same last word. One list where
    /// nothing came to an end.
    pub fn alike(&self) -> Vec<Vec<i64>> {
        let mut ends: Vec<(Stance, Vec<i64>)> = Vec::new();
        for (place, stance) in (1..).zip(&self.stances).filter(|(_, stance)| **stance != Stance::Left) {
            // Whoever refused is left where those are who said nothing: with the word to all.
            let end = if stance.waits() { Stance::Open } else { *stance };
            match ends.iter_mut().find(|(other, _)| *other == end) {
                Some((_, places)) => places.push(place),
                None => ends.push((end, vec![place])),
            }
        }
        ends.into_iter().map(|(_, places)| places).collect()
    }

    /// Whether somebody complained in a merged case and in none other.
    pub fn is_guest(&self, via: Option<Via>) -> bool {
        self.guests.iter().any(|guest| Some(guest.who) == via)
    }

    /// How the matter is settled now that nobody is left who has neither accepted nor
    /// had our last word; none as long as somebody is.
    pub fn settles(&self) -> Option<SettledHow> {
        let answered = self.all_stances().any(|stance| matches!(stance, Stance::Answered { .. }));
        let how = if answered { SettledHow::FinalAnswer } else { SettledHow::PlanAccepted };
        let is_over = !self.all_stances().any(Stance::waits) && (answered || self.any_accepted());
        is_over.then_some(how)
    }

    /// Whether anybody accepted.
    pub fn any_accepted(&self) -> bool {
        self.all_stances().any(|stance| matches!(stance, Stance::Accepted { .. }))
    }

    /// Where everybody stands, of merged cases as well.
    pub fn all_stances(&self) -> impl Iterator<Item = Stance> {
        self.stances.iter().copied().chain(self.guests.iter().map(|guest| guest.stance))
    }

    /// Where one stands who complains here, or in a merged case.
    pub fn stance(&self, complainant: i64, via: Option<Via>) -> Option<Stance> {
        let guest = self.guests.iter().find(|guest| Some(guest.who) == via).map(|guest| guest.stance);
        guest.or_else(|| self.stances.get(usize::try_from(complainant - 1).ok()?).copied())
    }

    pub(in crate::case) fn stand(&mut self, complainant: i64, via: Option<Via>, new: Stance) {
        if let Some(guest) = self.guests.iter_mut().find(|guest| Some(guest.who) == via) {
            guest.stance = new;
            return;
        }
        let place = usize::try_from(complainant - 1).ok();
        if let Some(stance) = place.and_then(|place| self.stances.get_mut(place)) {
            *stance = new;
        }
    }

    /// Who refused what was put to them before is asked anew; with those of merged cases
    /// where it is put to all.
    pub(in crate::case) fn ask_anew(&mut self, asked: &[i64], to_all: bool) {
        let places = (1..).zip(self.stances.iter_mut()).filter(|(place, _)| asked.contains(place));
        let own = places.map(|(_, stance)| stance);
        let guests = self.guests.iter_mut().filter(|_| to_all).map(|guest| &mut guest.stance);
        let refused = own.chain(guests).filter(|stance| matches!(stance, Stance::Refused { .. }));
        refused.for_each(|stance| *stance = Stance::Open);
    }

    /// The matter is open again for all who have not left.
    pub(in crate::case) fn open_anew(&mut self) {
        let all = self.stances.iter_mut().chain(self.guests.iter_mut().map(|guest| &mut guest.stance));
        all.filter(|stance| **stance != Stance::Left).for_each(|stance| *stance = Stance::Open);
        for place in self.gone.clone() {
            self.stand(place, None, Stance::Left);
        }
    }

    /// Whose data went has left, unless they had accepted or had our last word before.
    /// Whether they were still here.
    pub(in crate::case) fn go(&mut self, place: i64) -> bool {
        if self.gone.contains(&place) {
            return false;
        }
        self.gone.push(place);
        if self.stance(place, None).is_some_and(Stance::waits) {
            self.stand(place, None, Stance::Left);
        }
        true
    }

    pub(in crate::case) fn name(&mut self, named: &RepresentativeNamed) {
        let known = self.representatives.iter_mut().find(|one| one.number == named.representative);
        let named = Representative {
            number: named.representative,
            complainants: named.complainants.clone(),
            role: named.role,
            authorised: named.authorisation.is_some() || named.file.is_some(),
            ended_at: None,
        };
        match known {
            Some(known) => *known = named,
            None => self.representatives.push(named),
        }
    }

    /// The links that whoever acted for them may have open nothing any more.
    pub(in crate::case) fn end(&mut self, ended: &RepresentationEnded, at: Timestamp) {
        for one in self.representatives.iter_mut().filter(|one| one.number == ended.representative) {
            (one.authorised, one.ended_at) = (false, Some(at));
        }
        let known = self.representatives.iter().find(|one| one.number == ended.representative);
        for complainant in known.map(|one| one.complainants.clone()).unwrap_or_default() {
            if let Some(link) = self.link_mut(complainant) {
                *link += 1;
            }
        }
    }

    pub(in crate::case) fn link_mut(&mut self, complainant: i64) -> Option<&mut i64> {
        usize::try_from(complainant - 1).ok().and_then(|place| self.link_generations.get_mut(place))
    }
}
