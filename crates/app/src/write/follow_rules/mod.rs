//! Lets the rules follow what has just been done, in the same transaction. Of
//! one round all conditions are judged on the state before any act; what the
//! acts bring about is the next round, and rounds have an end.

pub(crate) mod live;
mod order;
mod routing;

use crate::app::App;
use crate::app::rule_book::{Book, Rule};
use crate::ground::error::AppError;
use crate::write::append::Applied;
use crate::write::step::{Order, step as one_step};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::TeamCommand;
use homeward_domain::case::{CaseStatus, Command, Event};
use homeward_store::Db;
use homeward_store::cases::Claimed;
use live::Live;
use std::cell::OnceCell;

/// How many rounds rules may set each other off.
pub(super) const ROUNDS_MAX: i64 = 5;

/// Does what the rules say of a step that was just done; gives the last step.
pub(crate) fn follow(db: &Db, app: &App, step: Applied) -> Result<Applied, AppError> {
    let book = app.rules();
    if book.rules.is_empty() || matches!(step.case.status, CaseStatus::Historic { .. }) {
        return Ok(step);
    }
    let mut step = step;
    let mut round = 0;
    loop {
        let holding = holding(db, app, &book, &step);
        if holding.is_empty() {
            return Ok(step);
        }
        if round == ROUNDS_MAX {
            let rules = holding.iter().map(|rule| rule.number).collect();
            let order = Order::new(Command::Team(TeamCommand::StopRules { rules, depth: ROUNDS_MAX }), Vec::new());
            return one_step(db, app, step.row, Actor::System, &order);
        }
        step = one_round(db, app, &holding, step)?;
        round += 1;
    }
}

fn one_round(db: &Db, app: &App, holding: &[&Rule], before: Applied) -> Result<Applied, AppError> {
    let mut now = Applied { events: Vec::new(), ..before };
    for rule in holding {
        for act in &rule.definition.acts {
            let Some(order) = act.order(db, app, now.row.case, &now.case, &rule.definition.title)? else { continue };
            match one_step(db, app, now.row.clone(), Actor::Rule(rule.number), &order) {
                Ok(done) => {
                    now.events.extend(done.events);
                    (now.row, now.case) = (done.row, done.case);
                }
                // What the state forbids, or what is so already, a rule does not do.
                Err(AppError::Rejected(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(now)
}

fn holding<'a>(db: &Db, app: &App, book: &'a Book, step: &Applied) -> Vec<&'a Rule> {
    let mut places: Vec<(usize, &Event)> = Vec::new();
    for event in &step.events {
        let of_kind = book.by_kind.get(event.fact.kind()).into_iter().flatten();
        places.extend(of_kind.map(|place| (*place, event)));
    }
    places.sort_by_key(|(place, _)| *place);
    let dossier = OnceCell::new();
    let mut found: Vec<&Rule> = Vec::new();
    for (rule, event) in places.into_iter().filter_map(|(place, event)| Some((book.rules.get(place)?, event))) {
        if found.iter().any(|one| one.number == rule.number) {
            continue;
        }
        let facts = Live { db, app, row: &step.row, case: &step.case, event, dossier: &dossier };
        match rule.condition.holds(&facts) {
            Ok(true) => found.push(rule),
            Ok(false) => {}
            Err(error) => tracing::warn!(rule = rule.number, %error, "a condition could not be judged"),
        }
    }
    found
}

/// Does a command on a case inside a transaction, and what the rules of the
/// company do then; gives the case's new row.
pub(crate) fn carry_out(db: &Db, app: &App, row: Claimed, actor: Actor, order: &Order) -> Result<Claimed, AppError> {
    let step = one_step(db, app, row, actor, order)?;
    Ok(follow(db, app, step)?.row)
}
