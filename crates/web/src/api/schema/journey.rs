//! What handling has brought so far: triage, severity, plans with their
//! answers, measures, responsibility, settlement.

use super::time;
use crate::language::Language;
use crate::wording::usual_measure;
use homeward_app::dossier::{Dossier, Entry};
use homeward_domain::case::event::{
    PlanAnswered, PlanFact, PlanOption, PlanProposed, ResponsibilityFact, SeverityAssessed,
};
use homeward_domain::case::{Case, Closing, Done, Fact, Stance, Triage};
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// What handling has brought so far.
#[derive(Default, Serialize, ToSchema)]
pub struct JourneyBody {
    /// Categories besides the main one.
    other_categories: Vec<String>,
    /// `service`, `product`, `price` or `contract`; none before triage.
    handling_type: Option<String>,
    /// What moves the complainant; for staff only.
    motives: Vec<String>,
    /// How grave it is, with every value that it rests on; none before a person graded it.
    severity: Option<SeverityBody>,
    /// Where each of those who complain stands, the representative first.
    complainants: Vec<StanceBody>,
    /// The plans with their answers, in their order.
    plans: Vec<PlanBody>,
    /// What has to be done.
    measures: Vec<MeasureBody>,
    /// Who answers for what; the last that was set.
    responsibility: Vec<ShareBody>,
    /// `plan_accepted`, `final_answer` or `unreachable`.
    settled: Option<String>,
    /// What came out of it: `agreed`, `partly_agreed` (of a group) or `not_agreed`.
    outcome: Option<String>,
    /// When it was settled.
    settled_at: Option<String>,
    /// Until when the offer of a final answer can be taken.
    last_offer_until: Option<String>,
    /// How often the matter was taken up again.
    reopenings: i64,
}

/// How grave a case is, and why.
#[derive(Serialize, ToSchema)]
struct SeverityBody {
    /// What was lost, from 0 to 3.
    content: i64,
    /// From where it came, from 0 to 3.
    source: i64,
    /// How much it presses, from 0 to 3.
    nature: i64,
    /// How quick we were, from 0 to 3.
    speed: i64,
    /// What sets a lowest grade by itself.
    circumstances: Vec<String>,
    /// The weighted sum in whole hundredths.
    #[schema(example = 150)]
    score: i64,
    /// What score and floor make of it.
    #[schema(example = "serious")]
    computed: String,
    /// The lowest grade that is left.
    floor: Option<String>,
    /// A person's own grade, which stands until it is lifted.
    r#override: Option<String>,
    /// Whether the computed grade stands above the person's own.
    flagged: bool,
    /// The grade that counts.
    #[schema(example = "serious")]
    grade: String,
    /// `mild`, `moderate` or `severe`.
    #[schema(example = "moderate")]
    strategy: String,
}

/// Where one of those who complain stands.
#[derive(Serialize, ToSchema)]
struct StanceBody {
    /// Who, from 1.
    complainant: i64,
    /// `open`, `accepted`, `refused` (or asked for a change), `answered` (had our last
    /// word to them) or `left`.
    #[schema(example = "accepted")]
    stance: String,
    /// Until when they can take the offer of our last word.
    last_offer_until: Option<String>,
}

/// One version of the plan.
#[derive(Serialize, ToSchema)]
struct PlanBody {
    /// The version, from 1.
    version: i64,
    /// When it was put to the complainant.
    proposed_at: String,
    /// To whom of a group it was put alone; empty where it was to all.
    complainants: Vec<i64>,
    /// The alternatives.
    options: Vec<OptionBody>,
    /// What was said to it.
    answers: Vec<AnswerBody>,
}

/// One alternative.
#[derive(Serialize, ToSchema)]
struct OptionBody {
    /// What is offered; null after an erasure.
    text: Option<String>,
    /// What will be done if it is chosen.
    measures: Vec<Option<String>>,
    /// Whom of a group it is for alone; empty where it is for all to whom the plan was put.
    complainants: Vec<i64>,
}

/// One answer.
#[derive(Serialize, ToSchema)]
struct AnswerBody {
    /// Who of a group, from 1.
    complainant: i64,
    /// `accepted`, `change_asked` or `refused`.
    answer: String,
    /// The alternative that was accepted.
    option: Option<i64>,
    /// `link` or `word`.
    way: String,
    /// When.
    at: String,
    /// In their words.
    text: Option<String>,
}

/// One thing to do.
#[derive(Serialize, ToSchema)]
struct MeasureBody {
    /// Its number in the case.
    measure: i64,
    /// What; null after an erasure.
    text: Option<String>,
    /// A member of staff by number.
    owner: Option<i64>,
    /// By when.
    due_at: Option<String>,
    /// `open`, `done` or `waived`.
    state: String,
}

/// One share of the responsibility.
#[derive(Serialize, ToSchema)]
struct ShareBody {
    party: String,
    percent: i64,
    ground: String,
    /// Who exactly, and why; null after an erasure.
    text: Option<String>,
}

impl JourneyBody {
    /// What the record of a case tells.
    pub fn new(language: Language, dossier: &Dossier) -> Self {
        let Some(case) = dossier.case() else { return Self::default() };
        let outcome = case.outcome();
        let complainants = stances(&case);
        let Triage { decided: triage, severity, .. } = case.triage;
        let Closing { settled, final_answer, reopenings, .. } = case.closing;
        let spelled = |list: Vec<&'static str>| list.into_iter().map(str::to_owned).collect();
        Self {
            other_categories: triage.iter().flat_map(|t| &t.other_categories).map(ToString::to_string).collect(),
            handling_type: triage.as_ref().map(|t| t.handling_type.as_str().to_owned()),
            motives: spelled(triage.iter().flat_map(|t| &t.motives).map(|m| m.as_str()).collect()),
            severity: severity.as_ref().map(SeverityBody::from),
            complainants,
            plans: plans(dossier),
            measures: measures(language, dossier),
            responsibility: responsibility(dossier),
            settled: settled.map(|(how, _)| how.as_str().to_owned()),
            outcome: outcome.map(|outcome| outcome.as_str().to_owned()),
            settled_at: settled.map(|(_, at)| at.to_rfc3339()),
            last_offer_until: final_answer.map(|answer| answer.open_until.to_rfc3339()),
            reopenings,
        }
    }
}

impl From<&SeverityAssessed> for SeverityBody {
    fn from(s: &SeverityAssessed) -> Self {
        Self {
            content: s.indicators.content,
            source: s.indicators.source,
            nature: s.indicators.nature,
            speed: s.indicators.speed,
            circumstances: s.circumstances.iter().map(|c| c.as_str().to_owned()).collect(),
            score: s.score,
            computed: s.computed.as_str().into(),
            floor: s.floor.map(|grade| grade.as_str().into()),
            r#override: s.overridden.map(|grade| grade.as_str().into()),
            flagged: s.overridden.is_some() && s.computed > s.grade,
            grade: s.grade.as_str().into(),
            strategy: s.strategy.as_str().into(),
        }
    }
}

fn stances(case: &Case) -> Vec<StanceBody> {
    let body = |(complainant, stance): (i64, &Stance)| StanceBody {
        complainant,
        stance: match stance {
            Stance::Open => "open",
            Stance::Accepted { .. } => "accepted",
            Stance::Refused { .. } => "refused",
            Stance::Answered { .. } => "answered",
            Stance::Left => "left",
        }
        .to_owned(),
        last_offer_until: case.offer_until(*stance).map(Timestamp::to_rfc3339),
    };
    (1..).zip(&case.complainants.stances).map(body).collect()
}

fn plans(dossier: &Dossier) -> Vec<PlanBody> {
    let mut plans: Vec<PlanBody> = Vec::new();
    for entry in &dossier.entries {
        match &entry.event.fact {
            Fact::Plans(PlanFact::PlanProposed(f)) => plans.push(plan(entry, f)),
            Fact::Plans(PlanFact::PlanAnswered(f)) => {
                if let Some(plan) = plans.iter_mut().find(|plan| plan.version == f.version) {
                    plan.answers.push(answer(entry, f));
                }
            }
            _ => {}
        }
    }
    plans
}

fn plan(entry: &Entry, plan: &PlanProposed) -> PlanBody {
    let option = |option: &PlanOption| OptionBody {
        text: words(entry, option.words),
        measures: option.measures.iter().map(|measure| words(entry, measure.words)).collect(),
        complainants: option.complainants.clone(),
    };
    PlanBody {
        version: plan.version,
        proposed_at: time(entry.event.effective_at.0),
        complainants: plan.complainants.clone(),
        options: plan.options.iter().map(option).collect(),
        answers: Vec::new(),
    }
}

fn answer(entry: &Entry, answer: &PlanAnswered) -> AnswerBody {
    AnswerBody {
        complainant: answer.complainant,
        answer: answer.answer.as_str().into(),
        option: answer.option,
        way: answer.way.as_str().into(),
        at: time(entry.event.effective_at.0),
        text: answer.words.and_then(|reference| words(entry, reference)),
    }
}

fn measures(language: Language, dossier: &Dossier) -> Vec<MeasureBody> {
    let measures = dossier.case().map(|case| case.plans.measures).unwrap_or_default();
    let mut told = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::MeasureAdded(f)) => {
            let own = f.words.and_then(|reference| words(entry, reference));
            let own = own.or_else(|| f.template.as_ref().map(|template| usual_measure(language, template)));
            Some(own.or_else(|| f.of_plan.and_then(|place| dossier.planned_measure(place))))
        }
        _ => None,
    });
    let body = |m: homeward_domain::case::Measure| MeasureBody {
        measure: m.number,
        text: told.next().flatten(),
        owner: m.owner,
        due_at: m.due_at.map(Timestamp::to_rfc3339),
        state: match m.done {
            Done::Open => "open",
            Done::Done => "done",
            Done::Waived => "waived",
        }
        .into(),
    };
    measures.into_iter().map(body).collect()
}

fn responsibility(dossier: &Dossier) -> Vec<ShareBody> {
    let set = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Responsibility(ResponsibilityFact::ResponsibilitySet(f)) => Some((entry, f)),
        _ => None,
    });
    let Some((entry, set)) = set else { return Vec::new() };
    let share = |s: &homeward_domain::case::event::Share| ShareBody {
        party: s.party.as_str().into(),
        percent: s.percent,
        ground: s.ground.as_str().into(),
        text: words(entry, s.words),
    };
    set.shares.iter().map(share).collect()
}

fn words(entry: &Entry, reference: ContentRef) -> Option<String> {
    entry.words(reference).map(str::to_owned)
}
