//! Triage: what a case is about, how much it presses, how grave it is.

use super::{Done, Request, act};
use crate::app::App;
use crate::caller::Scope;
use crate::categories::{self, Categories};
use crate::form::Fields;
use homeward_domain::case::Command;
use homeward_domain::case::command::{Judgement, OwnGrade, Pressure, Triage, TriageCommand, TriageSubject};
use homeward_domain::catalogue::{Grade, HandlingType, Motive, Nature};
use homeward_domain::triage::severity::{Circumstance, INDICATOR_MAX};
use homeward_domain::triage::strategy::Reach;
use serde_json::Value;

/// Body: `reason`, and any of these, what is left out stays as it is:
/// `category` with `handling_type`, `other_categories` and `motives`; `nature`
/// with `danger` and `entry`, the place of the entry that told so (1, the
/// receipt, where it is not named); `severity` with `content`, `source`,
/// `circumstances`, `whole_trip`, `department`, `over_limit`; `override`, a
/// grade of one's own, or `none` to lift it.
pub async fn triage(app: &App, request: Request, body: &Value) -> Done {
    let (policies, by_lead) = (app.policies(), request.caller.may(Scope::ExtensionsWrite));
    act(app, request, body, |fields, sealer| {
        let reason = fields.required("reason", fields.long_text("reason"));
        let subject = subject(fields, policies.categories());
        let pressure = pressure(fields, by_lead);
        let judgement = fields.object("severity", judgement);
        let own_grade = own_grade(fields);
        Some(Command::Triage(TriageCommand::Triage(Box::new(Triage {
            subject,
            pressure,
            judgement,
            own_grade,
            reason: sealer.seal(reason?),
        }))))
    })
    .await
}

fn subject(fields: &Fields, known: &Categories) -> Option<TriageSubject> {
    let category = categories::read(fields, "category", known);
    let handling_type = fields.spelled("handling_type", HandlingType::parse, HandlingType::SPELLINGS);
    let other_categories = categories::read_list(fields, "other_categories", known);
    let motives = fields.spelled_list("motives", Motive::parse, Motive::SPELLINGS);
    let told = ["category", "handling_type", "other_categories", "motives"];
    if !told.iter().any(|name| fields.has(name)) {
        return None;
    }
    let category = fields.required("category", category);
    let handling_type = fields.required("handling_type", handling_type);
    Some(TriageSubject {
        category: category?,
        other_categories: other_categories.unwrap_or_default(),
        handling_type: handling_type?,
        motives: motives.unwrap_or_default(),
    })
}

fn pressure(fields: &Fields, by_lead: bool) -> Option<Pressure> {
    let nature = fields.spelled("nature", Nature::parse, Nature::SPELLINGS);
    let danger = fields.truth("danger");
    let carried_by = fields.number("entry", 1, i64::MAX).unwrap_or(1);
    if !["nature", "danger", "entry"].iter().any(|name| fields.has(name)) {
        return None;
    }
    let nature = fields.required("nature", nature);
    Some(Pressure { nature: nature?, danger, carried_by, by_lead })
}

fn judgement(fields: &Fields) -> Option<Judgement> {
    let content = fields.required("content", fields.number("content", 0, INDICATOR_MAX));
    let source = fields.number("source", 0, INDICATOR_MAX);
    let circumstances = fields.spelled_list("circumstances", Circumstance::parse, Circumstance::SPELLINGS);
    let reach = Reach {
        whole_trip: fields.truth("whole_trip"),
        department: fields.truth("department"),
        over_limit: fields.truth("over_limit"),
    };
    let mut circumstances = circumstances.unwrap_or_default();
    circumstances.sort_unstable();
    circumstances.dedup();
    Some(Judgement { content: content?, source, circumstances, reach })
}

/// The word that lifts a grade of one's own.
const LIFTED: &str = "none";

fn own_grade(fields: &Fields) -> Option<OwnGrade> {
    let spellings: Vec<&str> = [LIFTED].into_iter().chain(Grade::SPELLINGS.iter().copied()).collect();
    let parse = |text: &str| if text == LIFTED { Some(OwnGrade::Lift) } else { Grade::parse(text).map(OwnGrade::Set) };
    fields.spelled("override", parse, &spellings)
}
