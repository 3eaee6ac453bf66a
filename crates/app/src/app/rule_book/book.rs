//! The rules of the company as they are kept, and those in force, ready to be judged.

use super::act::Act;
use super::condition::Condition;
use crate::ground::error::AppError;
use homeward_store::{Db, StoreError, rules as rows};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The most versions of rules that are in force at once.
pub const RULES_MAX: usize = 200;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its name, which all its versions have.
    pub id: String,
    /// What it is for, in the company's words.
    pub title: String,
    /// Whether it is in force.
    pub active: bool,
    /// Of several that hold at once, the lower goes first.
    pub order: i64,
    /// The kinds of entries after which it is judged.
    pub on: Vec<String>,
    /// The condition, in CEL.
    pub when: String,
    /// What is done.
    pub acts: Vec<Act>,
}

/// One version of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, by which entries name it.
    pub number: i64,
    /// Which version of the rule, from 1.
    pub version: i64,
    /// What it says.
    pub definition: Definition,
    /// Who wrote it.
    pub actor: String,
    /// When, in microseconds of UTC.
    pub added_at: i64,
}

/// A rule in force, ready to be judged.
#[derive(Debug)]
pub(crate) struct Rule {
    pub number: i64,
    pub definition: Definition,
    pub condition: Condition,
}

/// All rules in force.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub rules: Vec<Rule>,
    /// Places in `rules`, by the kind of entry.
    pub by_kind: HashMap<String, Vec<usize>>,
}

impl Book {
    /// The newest version of each rule, as far as it is in force, in order.
    pub fn read(db: &Db) -> Result<Self, StoreError> {
        let newest = rows::newest(db)?.into_iter().map(version).collect::<Result<Vec<_>, _>>()?;
        let mut rules = Vec::new();
        for Version { number, definition, .. } in newest.into_iter().filter(|version| version.definition.active) {
            let condition = Condition::parse(&definition.when)
                .map_err(|error| StoreError::corrupt(format!("rule {}: {error}", definition.id)))?;
            rules.push(Rule { number, definition, condition });
        }
        rules.sort_by_key(|rule| (rule.definition.order, rule.number));
        let mut by_kind: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, rule) in rules.iter().enumerate() {
            for kind in &rule.definition.on {
                by_kind.entry(kind.clone()).or_default().push(place);
            }
        }
        Ok(Self { rules, by_kind })
    }
}

pub(crate) fn version(row: rows::RuleRow) -> Result<Version, StoreError> {
    let definition = serde_json::from_str(&row.definition).map_err(StoreError::corrupt)?;
    let rows::RuleRow { number, version, actor, added_at, .. } = row;
    Ok(Version { number, version, definition, actor, added_at })
}

/// Versions of a rule that there is.
pub(crate) fn known(versions: Vec<Version>) -> Result<Vec<Version>, AppError> {
    if versions.is_empty() { Err(AppError::NotFound) } else { Ok(versions) }
}
