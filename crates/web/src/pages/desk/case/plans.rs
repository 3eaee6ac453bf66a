//! The plans of a case with what was said to them.

use super::super::shell::Shell;
use crate::pages::group;
use crate::paths;
use crate::wording::name;
use homeward_app::dossier::Dossier;
use homeward_domain::case::event::PlanFact;
use homeward_domain::case::{Case, Fact};

pub(super) struct PlanWords {
    pub version: String,
    pub options: Vec<String>,
    pub answers: Vec<String>,
    pub waits: Option<String>,
}

/// The versions that somebody has still to answer, of a group each their own.
pub(super) fn waiting_plans(case: &Case) -> Vec<i64> {
    let theirs = case.asked().into_iter().filter_map(|place| match place {
        Some(place) => case.plan_of(place, None).map(|plan| plan.version),
        None => case.plans.all.iter().rev().find(|plan| plan.to_all).map(|plan| plan.version),
    });
    let mut versions: Vec<i64> = theirs.collect();
    versions.sort_unstable();
    versions
}

pub(super) fn plans(shell: &Shell, dossier: &Dossier, case: &Case) -> Vec<PlanWords> {
    let language = shell.frame.language;
    let mut plans: Vec<PlanWords> = Vec::new();
    for entry in &dossier.entries {
        match &entry.event.fact {
            Fact::Plans(PlanFact::PlanProposed(plan)) => {
                let text = |reference| entry.words(reference).map_or_else(|| shell.t("erased"), str::to_owned);
                let waits = case.state().as_str() == "planned" && waiting_plans(case).contains(&plan.version);
                let version = shell.t1("plan-version", "version", &plan.version.to_string());
                let who = group::named(language, dossier, &plan.complainants);
                let for_some = (!who.is_empty()).then(|| shell.t1("plan-for", "who", &who));
                plans.push(PlanWords {
                    version: std::iter::once(version).chain(for_some).collect::<Vec<_>>().join(" · "),
                    options: plan.options.iter().map(|option| text(option.words)).collect(),
                    answers: Vec::new(),
                    waits: waits.then(|| paths::act(&dossier.view.row.number, "plan_answer", Some(plan.version))),
                });
            }
            Fact::Plans(PlanFact::PlanAnswered(answer)) if entry.withdrawn.is_none() => {
                let index = usize::try_from(answer.version - 1).unwrap_or(usize::MAX);
                let words = [
                    ("place", answer.complainant.to_string()),
                    ("answer", name(language, "answer", answer.answer.as_str())),
                ];
                let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
                if let Some(plan) = plans.get_mut(index) {
                    plan.answers.push(crate::message(language, "plan-answered", &words));
                }
            }
            _ => {}
        }
    }
    plans.reverse();
    plans
}
