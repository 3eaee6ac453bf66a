//! What happened, in the words of a line.

use super::Names;
use crate::language::message;
use crate::wording::name;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ClosingFact, ConversationFact, Direction, PlanFact};
use homeward_domain::catalogue::Item;
use homeward_domain::number::CaseNumber;

impl Names<'_> {
    /// A member of staff.
    pub fn of_staff(&self, id: i64) -> String {
        self.staff.get(&id).cloned().unwrap_or_else(|| self.frame.t1("case-staff", "id", &id.to_string()))
    }

    /// Who did something.
    pub fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Staff(id) => self.of_staff(id),
            Actor::Token(id) => self.frame.t1("actor-token", "id", &id.to_string()),
            Actor::Import(id) => self.frame.t1("actor-import", "id", &id.to_string()),
            Actor::Complainant(place) => self.frame.t1("actor-complainant", "place", &place.to_string()),
            Actor::Rule(number) => self.frame.t1("actor-rule", "number", &number.to_string()),
            Actor::System => self.frame.t("actor-system"),
        }
    }

    /// A case by its number, as far as the reader may know it.
    pub(super) fn case(&self, number: CaseNumber) -> String {
        if self.closed.has(number) { self.frame.t("case-restricted") } else { number.to_string() }
    }

    /// A field that was told, with its value.
    pub(super) fn field(&self, field: &str, value: &str) -> String {
        let label = self.frame.t(&format!("label-{}", field.replace('_', "-")));
        message(self.frame.language, "field-told", &[("field", &label), ("value", value)])
    }

    pub(super) fn items(&self, items: &[Item]) -> String {
        let named: Vec<String> = items.iter().map(|item| name(self.frame.language, "item", item.as_str())).collect();
        self.listed(&named)
    }

    /// What happened, in a line. The file of a room says what the sentence of a kind is made
    /// of; where it says nothing, the sentence stands by itself. A test holds that there is one
    /// of each kind.
    pub(super) fn what(&self, fact: &Fact) -> String {
        match fact {
            Fact::Intake(fact) => self.of_intake(fact),
            Fact::Complainants(fact) => self.of_complainants(fact),
            Fact::Acceptance(fact) => self.of_acceptance(fact),
            Fact::Triage(fact) => self.of_triage(fact),
            Fact::Conversation(fact) => self.of_conversation(fact),
            Fact::Team(fact) => self.of_team(fact),
            Fact::Investigation(fact) => self.of_investigation(fact),
            Fact::Plans(fact) => self.of_plans(fact),
            Fact::Responsibility(fact) => self.of_responsibility(fact),
            Fact::Closing(fact) => self.of_closing(fact),
            Fact::Connections(fact) => self.of_connections(fact),
            Fact::Proceedings(fact) => self.of_proceedings(fact),
            Fact::Publication(fact) => self.of_publication(fact),
            Fact::Clocks(fact) => self.of_clocks(fact),
            Fact::Files(fact) => self.of_files(fact),
            Fact::Privacy(fact) => self.of_privacy(fact),
            Fact::Corrections(fact) => self.of_corrections(fact),
        }
    }

    /// That something of this kind happened.
    pub(super) fn happened(&self, kind: &str, words: &[(&str, &str)]) -> String {
        message(self.frame.language, &format!("event-{}", kind.replace('_', "-")), words)
    }

    /// A name of a closed list.
    pub(super) fn named(&self, list: &str, spelling: &str) -> String {
        name(self.frame.language, list, spelling)
    }

    /// Those of a group, by their places.
    pub fn members(&self, places: &[i64]) -> String {
        let named = |place: &i64| match self.people.get(place) {
            Some(name) => {
                let words = [("place", place.to_string()), ("name", name.clone())];
                let words: Vec<(&str, &str)> = words.iter().map(|(key, word)| (*key, word.as_str())).collect();
                message(self.frame.language, "member-named", &words)
            }
            None => self.frame.t1("member-place", "place", &place.to_string()),
        };
        self.listed(&places.iter().map(named).collect::<Vec<_>>())
    }

    /// Whom of a group an entry is for alone, or whose words it has.
    pub(super) fn addressed(&self, fact: &Fact) -> Option<String> {
        let (key, named) = match fact {
            Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.direction == Direction::In => {
                ("event-said-by", &f.complainants)
            }
            Fact::Conversation(ConversationFact::MessageRecorded(f)) => ("event-for", &f.complainants),
            Fact::Plans(PlanFact::PlanProposed(f)) => ("event-for", &f.complainants),
            Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => ("event-for", &f.complainants),
            Fact::Closing(ClosingFact::ResultNoticeGiven(f)) => ("event-for", &f.complainants),
            _ => return None,
        };
        (!named.is_empty()).then(|| self.frame.t1(key, "who", &self.members(named)))
    }

    pub(super) fn listed(&self, items: &[String]) -> String {
        items.join(&self.frame.t("list-separator"))
    }
}
