//! Finds an owner: by unit, skill, language and presence, then by load, in
//! turn, or by who had the complainant's last case.

use crate::app::App;
use crate::app::rule_book::How;
use crate::ground::caller::{Role, Scope};
use crate::ground::error::AppError;
use crate::ground::languages;
use crate::model::matter::Person;
use crate::model::replay;
use crate::read;
use crate::registers::unit_tree;
use homeward_domain::case::Fact;
use homeward_domain::case::event::IntakeFact;
use homeward_domain::time::Span;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, Sight};
use homeward_store::people::{self, Staff};
use homeward_store::{Db, search};

/// Whoever was seen within this time is at work.
const PRESENT_WITHIN: Span = Span::minutes(15);
/// How many of a complainant's earlier cases are looked at.
const EARLIER_MAX: usize = 20;

/// Who fits.
pub(super) struct Wanted<'a> {
    /// Of this unit or one below it.
    pub unit: Option<&'a str>,
    /// Who have this skill.
    pub skill: Option<&'a str>,
    /// Who speak the complainant's language.
    pub speaks: bool,
    /// Who are at work now.
    pub present: bool,
}

/// An owner for a case; none where nobody fits.
pub(super) fn find(db: &Db, app: &App, id: CaseId, wanted: &Wanted, how: How) -> Result<Option<i64>, AppError> {
    let mut fitting = fitting(db, app, id, wanted)?;
    if fitting.is_empty() {
        return Ok(None);
    }
    if how == How::RoundRobin {
        // By the number of the case: no row that two intakes would wait for.
        let place = usize::try_from(id).unwrap_or(0) % fitting.len();
        return Ok(fitting.get(place).copied());
    }
    if how == How::LastHandler
        && let Some(owner) = last_handler(db, id, &fitting)?
    {
        return Ok(Some(owner));
    }
    let load = cases::open_by_owner(db, &fitting, None)?;
    let count = |owner: i64| load.iter().find(|(one, _)| *one == owner).map_or(0, |(_, count)| *count);
    fitting.sort_by_key(|owner| (count(*owner), *owner));
    Ok(fitting.first().copied())
}

fn fitting(db: &Db, app: &App, id: CaseId, wanted: &Wanted) -> Result<Vec<i64>, AppError> {
    let works = |staff: &Staff| {
        let role = Role::parse(&staff.role).filter(|role| !matches!(role, Role::Administrator | Role::OnSite));
        staff.left_at.is_none() && role.is_some_and(|role| role.scopes().contains(&Scope::CasesWrite))
    };
    let mut staff: Vec<Staff> = people::all_staff(db)?.into_iter().filter(works).collect();
    if let Some(unit) = wanted.unit {
        let units = unit_tree::below(db, unit)?;
        staff.retain(|one| units.contains(&one.unit));
    }
    if let Some(skill) = wanted.skill {
        staff.retain(|one| one.skills.split(' ').any(|own| own == skill));
    }
    if wanted.speaks {
        let language = language(db, id)?;
        staff.retain(|one| languages::speaks(&one.languages, &language));
    }
    if wanted.present {
        let since = app.clock().now().0 - PRESENT_WITHIN.0;
        let present = people::present_since(db, since)?;
        staff.retain(|one| present.contains(&one.id));
    }
    Ok(staff.into_iter().map(|one| one.id).collect())
}

fn language(db: &Db, id: CaseId) -> Result<String, AppError> {
    let (_, events) = replay::load(db, id, Seq::MAX)?;
    let Some(Fact::Intake(IntakeFact::CaseReceived(received))) = events.first().map(|event| &event.fact) else {
        return Ok(String::new());
    };
    Ok(received.complainants.first().map(|c| c.language.clone()).unwrap_or_default())
}

/// Whoever owned the complainant's last case and fits.
fn last_handler(db: &Db, id: CaseId, fitting: &[i64]) -> Result<Option<i64>, AppError> {
    let Some(row) = cases::find(db, id, &Sight::All)? else { return Ok(None) };
    let Some(person) = read::dossier_of(db, row)?.person() else { return Ok(None) };
    let Person { phone, email, .. } = person;
    for point in [phone, email].into_iter().flatten() {
        for earlier in search::newest(db, &Sight::All, &point, EARLIER_MAX)? {
            let row = cases::find(db, earlier, &Sight::All)?;
            if let Some(row) = row.filter(|row| row.case != id && fitting.contains(&row.owner)) {
                return Ok(Some(row.owner));
            }
        }
    }
    Ok(None)
}
