//! What happened, in the words of a line.

use super::Names;
use crate::language::message;
use crate::wording::{category, name, promise as promise_words, step, time};
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{
    AcceptanceFact, ClockFact, ClockName, ClosingFact, ComplainantFact, ConnectionFact, ContentsErased,
    ConversationFact, CorrectionFact, Direction, FileFact, IntakeFact, InvestigationFact, Kept, MessageRecorded,
    PlanFact, PrivacyFact, ProceedingFact, ProcessingRestricted, PublicationFact, ResponsibilityFact,
    ResponsibilitySet, TeamFact, Told, TriageFact,
};
use homeward_domain::catalogue::{ErasureGround, Item};
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

    /// What happened, in a line.
    pub(super) fn what(&self, fact: &Fact) -> String {
        let told = self.of_clock(fact).or_else(|| self.of_handling(fact)).or_else(|| self.of_others(fact));
        told.or_else(|| self.of_record(fact)).unwrap_or_else(|| self.frame.t(&key(fact)))
    }

    fn of_clock(&self, fact: &Fact) -> Option<String> {
        let promise = |clock: &ClockName| promise_words(self.frame.language, &clock.promise);
        let clock = match fact {
            Fact::Clocks(ClockFact::ClockPaused(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockResumed(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockRetargeted(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockExtended(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockEnteredLate(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockMet(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockBreached(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockEnded(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockRestored(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClockReopened(f)) => &f.clock,
            Fact::Clocks(ClockFact::ClocksStarted(f)) => {
                let promises: Vec<String> = f.clocks.iter().map(|started| promise(&started.clock)).collect();
                return Some(self.told(fact, &[("promises", &self.listed(&promises))]));
            }
            Fact::Clocks(ClockFact::ClocksPartlyMet(f)) => {
                let promises: Vec<String> = f.clocks.iter().map(promise).collect();
                let who = self.members(&f.complainants);
                return Some(self.told(fact, &[("promises", &self.listed(&promises)), ("who", &who)]));
            }
            Fact::Clocks(ClockFact::ClockWarned(f)) => {
                let (promise, percent) = (promise(&f.clock), f.percent.to_string());
                return Some(self.told(fact, &[("promise", &promise), ("percent", &percent)]));
            }
            _ => return None,
        };
        Some(self.told(fact, &[("promise", &promise(clock))]))
    }

    fn of_handling(&self, fact: &Fact) -> Option<String> {
        let named = |list: &str, spelling: &str| name(self.frame.language, list, spelling);
        Some(match fact {
            Fact::Triage(TriageFact::CaseTriaged(f)) => {
                let category = category(self.frame.language, self.policies.categories(), f.category.as_str());
                let handling = named("handling", f.handling_type.as_str());
                self.told(fact, &[("category", &category), ("handling", &handling)])
            }
            Fact::Triage(TriageFact::SeverityAssessed(f)) => {
                let (grade, strategy) = (named("grade", f.grade.as_str()), named("strategy", f.strategy.as_str()));
                self.told(fact, &[("grade", &grade), ("score", &f.score.to_string()), ("strategy", &strategy)])
            }
            Fact::Investigation(InvestigationFact::FindingRecorded(f)) => {
                self.told(fact, &[("source", &named("source", f.whose.as_str()))])
            }
            Fact::Investigation(InvestigationFact::QuestionAsked(f)) => {
                self.told(fact, &[("respondent", &named("respondent", f.respondent.as_str())), ("to", &f.to)])
            }
            Fact::Investigation(InvestigationFact::QuestionAnswered(f)) => {
                let position = named("position", f.position.as_str());
                self.told(fact, &[("question", &f.question.to_string()), ("position", &position)])
            }
            Fact::Investigation(InvestigationFact::EvidenceNamed(f)) => {
                self.told(fact, &[("what", &named("evidence", f.what.as_str()))])
            }
            Fact::Team(TeamFact::CaseEscalated(f)) => self.told(fact, &[("to", &named("level", f.to.as_str()))]),
            Fact::Investigation(InvestigationFact::CausesFound(f)) => {
                let causes: Vec<String> =
                    f.causes.iter().map(|c| named("cause", &c.as_str().replace('.', "-"))).collect();
                self.told(fact, &[("causes", &self.listed(&causes))])
            }
            Fact::Plans(PlanFact::PlanProposed(f)) => self.told(fact, &[("version", &f.version.to_string())]),
            Fact::Plans(PlanFact::PlanAnswered(f)) => {
                let answer = named("answer", f.answer.as_str());
                self.told(fact, &[("version", &f.version.to_string()), ("answer", &answer)])
            }
            Fact::Complainants(ComplainantFact::ComplainantLeft(f)) => {
                self.told(fact, &[("complainant", &f.complainant.to_string())])
            }
            Fact::Plans(PlanFact::MeasureAdded(f)) => self.told(fact, &[("measure", &f.measure.to_string())]),
            Fact::Plans(PlanFact::MeasureDone(f)) => self.told(fact, &[("measure", &f.measure.to_string())]),
            Fact::Plans(PlanFact::MeasureWaived(f)) => self.told(fact, &[("measure", &f.measure.to_string())]),
            Fact::Responsibility(ResponsibilityFact::ResponsibilitySet(f)) => {
                self.told(fact, &[("shares", &self.shares(f))])
            }
            Fact::Acceptance(AcceptanceFact::ObjectionDecided(f)) => {
                self.frame.t(if f.upheld { "event-objection-upheld" } else { "event-objection-dismissed" })
            }
            Fact::Closing(ClosingFact::CaseReopened(f)) => named("reopen-cause", f.cause?.as_str()),
            Fact::Closing(ClosingFact::CaseSettled(f)) => {
                self.told(fact, &[("how", &named("settled", f.how.as_str()))])
            }
            Fact::Closing(ClosingFact::SatisfactionTold(f)) => {
                let content = self.frame.t(if f.content { "content-yes" } else { "content-no" });
                self.told(fact, &[("content", &content)])
            }
            _ => return None,
        })
    }

    /// What reaches beyond the case.
    fn of_others(&self, fact: &Fact) -> Option<String> {
        let named = |list: &str, spelling: &str| name(self.frame.language, list, spelling);
        let other = |number: &CaseNumber| self.told(fact, &[("number", &self.case(*number))]);
        Some(match fact {
            Fact::Connections(ConnectionFact::CasesLinked(f)) => {
                self.told(fact, &[("number", &self.case(f.other)), ("how", &named("link", f.how.as_str()))])
            }
            Fact::Connections(ConnectionFact::LinkRemoved(f)) => other(&f.other),
            Fact::Connections(ConnectionFact::CaseMerged(f)) => other(&f.into),
            Fact::Connections(ConnectionFact::CaseAbsorbed(f)) => other(&f.other),
            Fact::Connections(ConnectionFact::CaseUnmerged(f)) => other(&f.from),
            Fact::Connections(ConnectionFact::CaseReleased(f)) => other(&f.other),
            Fact::Connections(ConnectionFact::PassedOn(f)) => {
                let entries: Vec<String> = f.entries.iter().map(ToString::to_string).collect();
                self.told(fact, &[("number", &self.case(f.into)), ("entries", &self.listed(&entries))])
            }
            Fact::Connections(ConnectionFact::CaseSplit(f)) => {
                let parts: Vec<String> = f.parts.iter().map(|part| self.case(*part)).collect();
                self.told(fact, &[("numbers", &self.listed(&parts))])
            }
            Fact::Proceedings(ProceedingFact::ProceedingOpened(f)) => {
                self.told(fact, &[("body", &named("body", f.body.as_str()))])
            }
            Fact::Proceedings(ProceedingFact::ProceedingMoved(f)) => {
                self.told(fact, &[("step", &named("step", f.step.as_str()))])
            }
            Fact::Proceedings(ProceedingFact::ProceedingDated(f)) => {
                let at = time(self.frame.language, f.at.0);
                self.told(fact, &[("topic", &named("topic", f.topic.as_str())), ("at", &at)])
            }
            Fact::Publication(PublicationFact::PublicationDecided(f)) => {
                let key = if f.publish { "event-publication-approved" } else { "event-publication-withheld" };
                self.frame.t(key)
            }
            Fact::Publication(PublicationFact::PublicationSupplierTold(f)) => {
                self.told(fact, &[("channel", &named("channel", f.channel.as_str()))])
            }
            Fact::Publication(PublicationFact::PublicationObjected(f)) => {
                self.told(fact, &[("by", &named("objector", f.by.as_str()))])
            }
            Fact::Publication(PublicationFact::CasePublished(f)) => {
                self.told(fact, &[("until", &time(self.frame.language, f.until.0))])
            }
            _ => return None,
        })
    }

    fn of_record(&self, fact: &Fact) -> Option<String> {
        let (frame, language) = (self.frame, self.frame.language);
        Some(match fact {
            Fact::Intake(IntakeFact::CaseReceived(f)) => {
                let (kind, channel) =
                    (name(language, "kind", f.kind.as_str()), name(language, "channel", f.channel.as_str()));
                self.told(fact, &[("kind", &kind), ("channel", &channel)])
            }
            Fact::Intake(IntakeFact::MatterAdded(f)) => {
                let parts = [
                    (f.statement.is_some()).then(|| frame.t("added-words")),
                    (!f.told.is_empty()).then(|| self.items(&f.told)),
                    (!f.joined.is_empty()).then(|| frame.t1("added-joined", "count", &f.joined.len().to_string())),
                    (!f.not_given.is_empty()).then(|| frame.t1("added-not-given", "items", &self.items(&f.not_given))),
                ];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                self.told(fact, &[("items", &parts.join(&frame.t("part-separator")))])
            }
            Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) => {
                self.told(fact, &[("role", &name(language, "representative", f.role.as_str()))])
            }
            Fact::Conversation(ConversationFact::MessageRecorded(f)) => {
                frame.t1(message_key(f), "channel", &name(language, "channel", f.channel.as_str()))
            }
            Fact::Team(TeamFact::CaseAssigned(f)) => {
                let owner = f.owner.map_or_else(|| frame.t("case-owner-none"), |id| self.of_staff(id));
                self.told(fact, &[("owner", &owner)])
            }
            Fact::Triage(TriageFact::KindChanged(f)) => {
                let (from, to) = (name(language, "kind", f.from.as_str()), name(language, "kind", f.to.as_str()));
                self.told(fact, &[("from", &from), ("to", &to)])
            }
            Fact::Team(TeamFact::UnitChanged(f)) => {
                let unit = f.unit.clone().unwrap_or_else(|| frame.t("case-unit-none"));
                self.told(fact, &[("unit", &unit)])
            }
            Fact::Files(FileFact::FileAttached(f)) => self.told(fact, &[("file", &f.file.to_string())]),
            Fact::Files(FileFact::FileMarked(f)) => {
                let kind = if f.is_paper { "paper" } else { "other" };
                self.told(fact, &[("file", &f.file.to_string()), ("kind", kind)])
            }
            Fact::Team(TeamFact::DutyFulfilled(f)) => {
                let staff = f.staff.map(|id| self.of_staff(id)).unwrap_or_default();
                let duty = name(language, "duty", f.duty.as_str());
                self.told(fact, &[("duty", &duty), ("staff", &staff)])
            }
            Fact::Team(TeamFact::DutyWaived(f)) => {
                self.told(fact, &[("duty", &name(language, "duty", f.duty.as_str()))])
            }
            Fact::Team(TeamFact::StepTaken(f)) => {
                self.told(fact, &[("step", &step(language, self.policies.sops(), &f.step))])
            }
            Fact::Complainants(ComplainantFact::LinkRenewed(f)) => {
                self.told(fact, &[("complainant", &f.complainant.to_string())])
            }
            Fact::Complainants(ComplainantFact::LinkHandedOut(f)) => {
                let way = name(language, "link-way", f.way.as_str());
                self.told(fact, &[("complainant", &f.complainant.to_string()), ("way", &way)])
            }
            Fact::Privacy(PrivacyFact::PersonDataGiven(f)) => {
                self.told(fact, &[("ground", &name(language, "giving", f.ground.as_str()))])
            }
            Fact::Privacy(PrivacyFact::ContentsErased(f)) => self.erased(f),
            Fact::Privacy(PrivacyFact::ProcessingRestricted(f)) => self.restricted(f),
            Fact::Conversation(ConversationFact::ContactRestricted(f)) => {
                self.told(fact, &[("at", &time(language, f.review_at.0))])
            }
            Fact::Conversation(ConversationFact::TranslationAdded(f)) => {
                self.told(fact, &[("seq", &f.of.to_string()), ("language", &f.language)])
            }
            Fact::Triage(TriageFact::NatureSet(f)) => {
                self.told(fact, &[("nature", &name(language, "nature", f.nature.as_str()))])
            }
            Fact::Corrections(CorrectionFact::EntryConfirmed(f)) => self.told(fact, &[("seq", &f.entry.to_string())]),
            Fact::Corrections(CorrectionFact::EntryCorrected(f)) if f.withdraws => {
                frame.t1("event-entry-withdrawn", "seq", &f.corrects.to_string())
            }
            Fact::Corrections(CorrectionFact::EntryCorrected(f)) => {
                self.told(fact, &[("seq", &f.corrects.to_string())])
            }
            _ => return None,
        })
    }

    /// Whether all went or something had to stay.
    fn erased(&self, erased: &ContentsErased) -> String {
        let language = self.frame.language;
        let ground = name(language, "erasure", erased.ground.as_str());
        if let Some(place) = erased.complainant {
            return self.erased_one(&place.to_string(), &ground, erased.kept.as_ref());
        }
        let Some(kept) = &erased.kept else {
            let key =
                if erased.ground == ErasureGround::Corrected { "event-erased-wrong" } else { "event-erased-whole" };
            return self.frame.t1(key, "ground", &ground);
        };
        let (until, why) = (time(language, kept.until.0), name(language, "kept", kept.ground.as_str()));
        message(language, "event-erased-part", &[("ground", &ground), ("until", &until), ("why", &why)])
    }

    /// That the data of one of several who complain went.
    fn erased_one(&self, place: &str, ground: &str, kept: Option<&Kept>) -> String {
        let language = self.frame.language;
        let told = [("complainant", place), ("ground", ground)];
        let Some(kept) = kept else { return message(language, "event-erased-one", &told) };
        let (until, why) = (time(language, kept.until.0), name(language, "kept", kept.ground.as_str()));
        let more = [("until", until.as_str()), ("why", why.as_str())];
        message(language, "event-erased-one-part", &[&told[..], &more[..]].concat())
    }

    /// On what ground nobody sees it any more but who must.
    fn restricted(&self, put: &ProcessingRestricted) -> String {
        let language = self.frame.language;
        let ground = name(language, "restriction", put.ground.as_str());
        match put.until {
            None => self.frame.t1("event-restricted-on", "ground", &ground),
            Some(until) => {
                message(language, "event-restricted-until", &[("ground", &ground), ("until", &time(language, until.0))])
            }
        }
    }

    fn told(&self, fact: &Fact, words: &[(&str, &str)]) -> String {
        message(self.frame.language, &key(fact), words)
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

    fn listed(&self, items: &[String]) -> String {
        items.join(&self.frame.t("list-separator"))
    }

    fn shares(&self, fact: &ResponsibilitySet) -> String {
        let share = |s: &homeward_domain::case::event::Share| {
            format!("{} {}%", name(self.frame.language, "party", s.party.as_str()), s.percent)
        };
        self.listed(&fact.shares.iter().map(share).collect::<Vec<_>>())
    }
}

fn key(fact: &Fact) -> String {
    format!("event-{}", fact.kind().replace('_', "-"))
}

const fn message_key(message: &MessageRecorded) -> &'static str {
    match (message.direction, message.automatic, message.told) {
        (Direction::In, _, _) => "event-message-in",
        (Direction::Out, true, _) => "event-message-automatic",
        (Direction::Out, false, Some(Told::OnPage)) => "event-message-on-page",
        (Direction::Out, false, Some(Told::ByVoice)) => "event-message-by-voice",
        (Direction::Out, false, Some(Told::HandedOver)) => "event-message-handed-over",
        (Direction::Out, false, Some(Told::SentElsewhere)) => "event-message-sent-elsewhere",
        (Direction::Out, false, None) if matches!(message.reached, Some(false)) => "event-message-attempt",
        (Direction::Out, false, None) => "event-message-out",
    }
}
