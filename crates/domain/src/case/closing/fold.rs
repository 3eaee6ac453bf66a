//! What facts of the settlement, the end and what comes after it change.

use crate::case::closing::state::FinalAnswer;
use crate::case::complainants::stance::Stance;
use crate::case::event::{CaseReopened, CaseSettled, ClosingFact, Event, FinalAnswerGiven, SatisfactionTold};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::case::who::REPRESENTATIVE;
use crate::catalogue::{Outcome, SettledHow};
use crate::time::Timestamp;

impl Case {
    pub(in crate::case) fn fold_closing(&mut self, fact: &ClosingFact, event: &Event) {
        let at = event.effective_at;
        match fact {
            ClosingFact::FinalAnswerGiven(f) => self.say_last(f),
            ClosingFact::CaseSettled(f) => self.settle(f, at),
            ClosingFact::ResultNoticeGiven(f) => self.note_letter(event.seq, f),
            ClosingFact::CaseResolved(_) => self.status = CaseStatus::Resolved { at },
            ClosingFact::SatisfactionTold(f) => self.note_satisfaction(f),
            ClosingFact::CaseReopened(f) => self.take_up(f, at),
            ClosingFact::CaseWithdrawn(_) => self.status = CaseStatus::Withdrawn { at },
            ClosingFact::CaseArchived(f) => {
                self.closing.keep_until = f.keep_until;
                let ended_at = self.status.ended_at().unwrap_or(at);
                self.status = CaseStatus::Archived { at, ended_at, ended: self.status.state() };
            }
        }
    }

    fn say_last(&mut self, answer: &FinalAnswerGiven) {
        let open_until = answer.open_until;
        if answer.complainants.is_empty() {
            self.closing.final_answer = Some(FinalAnswer { open_until });
        }
        for place in &answer.complainants {
            self.complainants.stand(*place, None, Stance::Answered { open_until });
        }
    }

    fn settle(&mut self, settled: &CaseSettled, at: Timestamp) {
        self.closing.settled = Some((settled.how, at));
        match settled.how {
            SettledHow::PlanAccepted => self.status = CaseStatus::Agreed,
            SettledHow::FinalAnswer if self.complainants.any_accepted() => self.status = CaseStatus::Agreed,
            SettledHow::FinalAnswer => self.status = CaseStatus::NotAgreed { at },
            SettledHow::Unreachable => {}
        }
    }

    fn note_satisfaction(&mut self, satisfaction: &SatisfactionTold) {
        if !satisfaction.content && satisfaction.via.is_none() {
            self.conversation.wait(&[REPRESENTATIVE]);
        }
        self.closing.satisfaction_told = true;
        self.closing.discontents += i64::from(!satisfaction.content);
    }

    fn take_up(&mut self, reopened: &CaseReopened, at: Timestamp) {
        self.closing.satisfaction_told = false;
        self.closing.reopenings += 1;
        // Without what had ended it, it stands where it stood before.
        if reopened.never_ended() {
            return;
        }
        self.plans.plan_until(at);
        (self.closing.settled, self.closing.final_answer) = (None, None);
        self.closing.reopened_without_news = reopened.is_without_news();
        self.complainants.open_anew();
        self.status = CaseStatus::Investigating;
    }

    /// Until when the offer of our last word to one can be taken; none where nothing is
    /// offered to them.
    pub fn offer_until(&self, stance: Stance) -> Option<Timestamp> {
        match stance {
            Stance::Answered { open_until } => Some(open_until),
            stance if stance.waits() => self.closing.final_answer.map(|answer| answer.open_until),
            Stance::Open | Stance::Accepted { .. } | Stance::Refused { .. } | Stance::Left => None,
        }
    }

    /// What came out for those who complained; none before it is settled.
    pub fn outcome(&self) -> Option<Outcome> {
        let (how, _) = self.closing.settled?;
        Some(match how {
            SettledHow::PlanAccepted => Outcome::Agreed,
            SettledHow::FinalAnswer if self.complainants.any_accepted() => Outcome::PartlyAgreed,
            SettledHow::FinalAnswer | SettledHow::Unreachable => Outcome::NotAgreed,
        })
    }
}
