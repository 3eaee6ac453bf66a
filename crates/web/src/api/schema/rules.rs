//! Rules of the company as the API shows them.

use super::time;
use homeward_app::rules::{Hit, Preview, Version};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// One version of a rule.
#[derive(Serialize, ToSchema)]
pub struct RuleBody {
    /// Its name.
    #[schema(example = "safety_to_lead")]
    id: String,
    /// The number by which entries name this version, as `rule:7`.
    number: i64,
    /// Which version, from 1.
    version: i64,
    /// What it is for.
    #[schema(example = "安全类投诉立即升级")]
    title: String,
    /// Whether it is in force.
    active: bool,
    /// Of several that hold at once, the lower goes first.
    order: i64,
    /// The kinds of entries after which it is judged.
    on: Vec<String>,
    /// The condition, in CEL.
    when: String,
    /// What is done, as it is sent.
    acts: Vec<Value>,
    /// Who wrote it.
    #[schema(example = "staff:1")]
    actor: String,
    /// When.
    added_at: String,
}

impl From<&Version> for RuleBody {
    fn from(version: &Version) -> Self {
        let definition = &version.definition;
        let act = |act| serde_json::to_value(act).unwrap_or(Value::Null);
        Self {
            id: definition.id.clone(),
            number: version.number,
            version: version.version,
            title: definition.title.clone(),
            active: definition.active,
            order: definition.order,
            on: definition.on.clone(),
            when: definition.when.clone(),
            acts: definition.acts.iter().map(act).collect(),
            actor: version.actor.clone(),
            added_at: time(version.added_at),
        }
    }
}

/// Rules.
#[derive(Serialize, ToSchema)]
pub struct RulePage {
    /// The rules.
    pub items: Vec<RuleBody>,
}

/// A rule.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewRule {
    /// Its name: small letters, figures, `_`.
    #[schema(example = "safety_to_lead")]
    id: String,
    /// What it is for.
    #[schema(example = "安全类投诉立即升级")]
    title: String,
    /// Whether it is in force; true where it is not told.
    active: Option<bool>,
    /// Of several that hold at once, the lower goes first; 100 where it is not told.
    order: Option<i64>,
    /// The kinds of entries after which it is judged.
    #[schema(example = json!(["case_received", "case_triaged"]))]
    on: Vec<String>,
    /// The condition, in CEL, over `kind`, `channel`, `state`, `category`, `nature`, `grade`, `strategy`,
    /// `language`, `complainant_type`, `unit`, `escalated`, `owner`, `complainants`, `contacts`, `reopenings`,
    /// `breaches`, `refused_plans`, `danger`, `in_house`, `anonymous`, `triaged`, `event`, `promise`, `percent`,
    /// `text`, `booking`, `product`, `is_key_customer`.
    #[schema(example = "category.startsWith('safety.') && owner == 0")]
    when: String,
    /// What is done.
    acts: Vec<NewRuleAct>,
}

/// One act of a rule.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewRuleAct {
    /// `assign` (`staff`), `route` (`unit`, `skill`, `speaks`, `present`, `how`), `unit` (`unit`), `escalate`
    /// (`to`), `note` (`text`), `measure` (`text`, `within_minutes`), `triage` (`category`, `handling_type`) or
    /// `nature` (`nature`).
    #[schema(example = "escalate")]
    act: String,
    /// A member of staff by number.
    staff: Option<i64>,
    /// A unit by its reference.
    unit: Option<String>,
    /// A skill or certificate that the owner must have.
    skill: Option<String>,
    /// Whether the owner must speak the complainant's language.
    speaks: Option<bool>,
    /// Whether the owner must be at work now.
    present: Option<bool>,
    /// `least_loaded`, `round_robin` or `last_handler`.
    how: Option<String>,
    /// `lead` or `manager`.
    #[schema(example = "lead")]
    to: Option<String>,
    /// The words of a note or measure.
    text: Option<String>,
    /// By when a measure is due, in minutes from then.
    within_minutes: Option<i64>,
    /// Category `main.sub`.
    category: Option<String>,
    /// `service`, `product`, `price` or `contract`.
    handling_type: Option<String>,
    /// `general`, `major` or `urgent`.
    nature: Option<String>,
}

/// What a rule would have done.
#[derive(Serialize, ToSchema)]
pub struct RulePreview {
    /// Cases looked at.
    cases: i64,
    /// Cases in which it would have acted.
    acted: i64,
    /// How often in all.
    times: i64,
    /// The first of them, 50 at most.
    hits: Vec<RuleHit>,
}

/// A case in which a rule would have acted.
#[derive(Serialize, ToSchema)]
struct RuleHit {
    /// Its number.
    #[schema(example = "HW-2611-000123-7")]
    number: String,
    /// The entry after which it would have.
    entry: i64,
    /// When that was.
    at: String,
}

impl From<Preview> for RulePreview {
    fn from(preview: Preview) -> Self {
        let hit = |hit: Hit| RuleHit { number: hit.number, entry: hit.entry, at: time(hit.at) };
        let Preview { cases, acted, times, hits } = preview;
        Self { cases, acted, times, hits: hits.into_iter().map(hit).collect() }
    }
}
