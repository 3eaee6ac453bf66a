//! A case as conditions see it.

use crate::app::App;
use crate::app::rule_book::{Facts, TEXT_CHARS_MAX};
use crate::model::dossier::Dossier;
use crate::read;
use crate::registers::{self, BOOKINGS, CUSTOMERS};
use cel::Value;
use homeward_domain::case::event::{ClockFact, ClockName};
use homeward_domain::case::{Case, Event, Fact};
use homeward_store::Db;
use homeward_store::cases::CaseRow;
use homeward_store::registers as rows;
use serde_json::Value as Json;
use std::cell::OnceCell;

/// A case as conditions see it, in the transaction that changes it. Words and
/// bookings are read only where a condition speaks of them.
pub(crate) struct Live<'a, 'd> {
    pub db: &'a Db<'d>,
    pub app: &'a App,
    pub row: &'a CaseRow,
    pub case: &'a Case,
    pub event: &'a Event,
    pub dossier: &'a OnceCell<Option<Dossier>>,
}

impl Live<'_, '_> {
    fn dossier(&self) -> Option<&Dossier> {
        self.dossier.get_or_init(|| read::dossier_of(self.db, self.row.clone()).ok()).as_ref()
    }

    fn booking(&self) -> Option<registers::View> {
        let reference = self.dossier()?.particulars().booking_reference?;
        registers::find_in(self.db, &BOOKINGS, &reference).ok().flatten()
    }

    fn is_key_customer(&self) -> bool {
        let person = self.dossier().and_then(Dossier::person);
        let points = person.map(|person| [("phone", person.phone), ("email", person.email)]).into_iter().flatten();
        let keys = points.filter_map(|(field, value)| Some(registers::lookup_key(self.app, field, &value?)));
        keys.into_iter().any(|key| {
            let found = rows::list(self.db, CUSTOMERS.name, &[key], None, 0, 10).unwrap_or_default();
            found.iter().any(|record| {
                let body: Json = serde_json::from_str(&record.body).unwrap_or_default();
                body.get("is_key").and_then(Json::as_bool).unwrap_or(false)
            })
        })
    }

    fn text(&self, name: &str) -> String {
        let case = self.case;
        let severity = case.triage.severity.as_ref();
        let first = || self.dossier()?.complainants().into_iter().next();
        let text = match name {
            "kind" => Some(case.triage.kind.as_str().into()),
            "channel" => Some(case.intake.channel.as_str().into()),
            "state" => Some(case.state().as_str().into()),
            "category" => case.triage.category.as_ref().map(ToString::to_string),
            "nature" => Some(case.triage.nature.as_str().into()),
            "grade" => severity.map(|severity| severity.grade.as_str().into()),
            "strategy" => severity.map(|severity| severity.strategy.as_str().into()),
            "unit" => case.team.unit.clone(),
            "escalated" => case.team.escalated.map(|level| level.as_str().into()),
            "event" => Some(self.event.fact.kind().into()),
            "promise" => clock_of(&self.event.fact).map(|clock| clock.promise.clone()),
            "language" => first().map(|told| told.language),
            "complainant_type" => first().map(|told| told.complainant_type.as_str().into()),
            "text" => self.dossier().and_then(Dossier::statement).map(|t| t.chars().take(TEXT_CHARS_MAX).collect()),
            "booking" => self.dossier().and_then(|dossier| dossier.particulars().booking_reference),
            "product" => self.booking().and_then(|b| Some(b.body.get("product")?.as_str()?.to_owned())),
            _ => None,
        };
        text.unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<i64> {
        let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let breached = |c: &&homeward_domain::case::CaseClock| c.clock.is_broken();
        Some(match name {
            "owner" => self.case.team.owner.unwrap_or(0),
            "complainants" => whole(self.case.complainants.stances.len()),
            "contacts" => self.case.conversation.contacts,
            "reopenings" => self.case.closing.reopenings,
            "breaches" => whole(self.case.clocks.iter().filter(breached).count()),
            "refused_plans" => whole(self.case.plans.refused()),
            "percent" => match &self.event.fact {
                Fact::Clocks(ClockFact::ClockWarned(warned)) => warned.percent,
                Fact::Clocks(ClockFact::ClockBreached(_)) => 100,
                _ => 0,
            },
            _ => return None,
        })
    }

    fn truth(&self, name: &str) -> Option<bool> {
        Some(match name {
            "danger" => self.case.triage.danger,
            "in_house" => self.case.intake.in_house,
            "anonymous" => self.case.intake.anonymous,
            "triaged" => self.case.triage.decided.is_some(),
            "is_key_customer" => self.is_key_customer(),
            _ => return None,
        })
    }
}

impl Facts for Live<'_, '_> {
    fn value(&self, name: &'static str) -> Value {
        let number = self.number(name).map(Value::Int);
        number.or_else(|| self.truth(name).map(Value::Bool)).unwrap_or_else(|| Value::from(self.text(name)))
    }
}

const fn clock_of(fact: &Fact) -> Option<&ClockName> {
    match fact {
        Fact::Clocks(ClockFact::ClockWarned(f)) => Some(&f.clock),
        Fact::Clocks(ClockFact::ClockBreached(f)) => Some(&f.clock),
        Fact::Clocks(ClockFact::ClockMet(f)) => Some(&f.clock),
        Fact::Clocks(ClockFact::ClockPaused(f)) => Some(&f.clock),
        Fact::Clocks(ClockFact::ClockResumed(f)) => Some(&f.clock),
        Fact::Clocks(ClockFact::ClockExtended(f)) => Some(&f.clock),
        _ => None,
    }
}
