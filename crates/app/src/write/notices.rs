//! Who is told of what happens in a case: the owner, then the lead, then the
//! manager (journey §3). Written with the entries that they are about, so that
//! no alarm tells twice and none is lost.

use crate::app::App;
use crate::ground::caller::{Caller, Role, Scope};
use crate::ground::error::AppError;
use crate::ground::languages;
use crate::ground::request::Request;
use crate::model::replay;
use crate::read;
use crate::registers::unit_tree;
use crate::write::projection::{Appended, Projection};
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::event::{
    AcceptanceFact, ClockFact, ClosingFact, ConversationFact, CorrectionFact, Direction, FileFact, InvestigationFact,
    PlanFact, TeamFact, TriageFact,
};
use homeward_domain::case::{Case, Fact};
use homeward_domain::catalogue::EscalationLevel;
use homeward_domain::promises::Subject;
use homeward_domain::record::SealedContent;
use homeward_domain::triage::strategy::Strategy;
pub use homeward_store::notices::Notice;
use homeward_store::notices::{self as rows, Cause};
use homeward_store::{Db, Lane, people};
use std::collections::BTreeMap;

/// How far up a notice goes; each includes those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Owner,
    Lead,
    Manager,
}

/// What a notice is about, the most pressing last: of several at once a person
/// is told the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Assigned,
    FileIn,
    MessageIn,
    NeedsTranslation,
    Answered,
    PlanAnswered,
    Mentioned,
    ClockWarned,
    Graded,
    Escalated,
    Discontent,
    Objected,
    RulesStopped,
    EnteredLate,
    Withdrawn,
    ClockBreached,
}

impl What {
    /// As the store keeps it. A new one gets the next number, wherever it stands here.
    const fn cause(self) -> Cause {
        let (number, name) = match self {
            Self::Assigned => (0, "assigned"),
            Self::MessageIn => (1, "message_in"),
            Self::NeedsTranslation => (2, "needs_translation"),
            Self::Answered => (3, "answered"),
            Self::PlanAnswered => (4, "plan_answered"),
            Self::Mentioned => (5, "mentioned"),
            Self::ClockWarned => (6, "clock_warned"),
            Self::Graded => (7, "graded"),
            Self::Escalated => (8, "escalated"),
            Self::RulesStopped => (9, "rules_stopped"),
            Self::EnteredLate => (10, "entered_late"),
            Self::ClockBreached => (11, "clock_breached"),
            Self::Discontent => (12, "discontent"),
            Self::Objected => (13, "objected"),
            Self::FileIn => (16, "file_in"),
            Self::Withdrawn => (17, "withdrawn"),
        };
        Cause { number, name }
    }
}

/// What staff have seen of their notices is no part of the record: they are not made anew.
pub(crate) const PROJECTION: Projection = Projection {
    name: "notices",
    append: |db, _, appended| tell(db, appended),
    erase: |_, _, _| Ok(()),
    rebuild: |_, _, _| Ok(()),
    follows: |_, _| Ok(true),
};

/// Tells whoever has to know of new entries. After a standstill, and for a case
/// that arrives late, each person is told once.
fn tell(db: &Db, appended: &Appended) -> Result<(), AppError> {
    let Appended { case, events: links, contents, actor, .. } = *appended;
    let mut told: BTreeMap<i64, (What, i64)> = BTreeMap::new();
    for link in links {
        let mut tell = |staff: i64, what: What| {
            let known = told.entry(staff).or_insert((what, link.event.seq));
            if known.0 <= what {
                *known = (what, link.event.seq);
            }
        };
        for staff in translators(db, case, &link.event.fact)? {
            tell(staff, What::NeedsTranslation);
        }
        for staff in mentioned(db, case, &link.event.fact, contents)? {
            tell(staff, What::Mentioned);
        }
        let Some((what, reach)) = of(case, link.event.actor, &link.event.fact) else { continue };
        for staff in reached(db, case, reach)? {
            tell(staff, what);
        }
    }
    let Some(last) = links.last() else { return Ok(()) };
    let entered_late = links.iter().any(|link| matches!(link.event.fact, Fact::Clocks(ClockFact::ClockEnteredLate(_))));
    if entered_late && !case.clocks.iter().any(|c| c.clock.is_broken()) {
        // Nothing is broken any more as far as anybody says: the alarm is over.
        rows::settle(db, last.stored.case, What::ClockBreached.cause(), last.stored.recorded_at)?;
    }
    for (staff, (what, seq)) in told {
        // Who did it knows it.
        if actor != Actor::Staff(staff) {
            rows::add(db, staff, last.stored.case, seq, what.cause(), last.stored.recorded_at)?;
        }
    }
    Ok(())
}

fn of(case: &Case, actor: Actor, fact: &Fact) -> Option<(What, Reach)> {
    Some(match fact {
        Fact::Clocks(ClockFact::ClockWarned(f)) if f.percent >= 80 => (What::ClockWarned, Reach::Lead),
        Fact::Clocks(ClockFact::ClockWarned(_)) => (What::ClockWarned, Reach::Owner),
        Fact::Clocks(ClockFact::ClockBreached(f)) => {
            let of_case = |c: &&homeward_domain::case::CaseClock| {
                c.clock.promise == f.clock.promise && c.clock.run == f.clock.run && c.subject == Subject::Case
            };
            let reach = if case.clocks.iter().any(|c| of_case(&c)) { Reach::Manager } else { Reach::Lead };
            (What::ClockBreached, reach)
        }
        // A lead who is not the writer confirms it.
        Fact::Clocks(ClockFact::ClockEnteredLate(_)) => (What::EnteredLate, Reach::Lead),
        // What rested on it has to be done, or was broken after all.
        Fact::Corrections(CorrectionFact::EntryCorrected(f)) if f.withdraws => (What::Withdrawn, Reach::Lead),
        Fact::Team(TeamFact::CaseAssigned(f)) if f.owner.is_some() => (What::Assigned, Reach::Owner),
        Fact::Team(TeamFact::CaseEscalated(f)) if f.to == EscalationLevel::Manager => (What::Escalated, Reach::Manager),
        Fact::Team(TeamFact::CaseEscalated(_)) => (What::Escalated, Reach::Lead),
        Fact::Triage(TriageFact::SeverityAssessed(f)) if f.strategy == Strategy::Severe => {
            (What::Graded, Reach::Manager)
        }
        Fact::Triage(TriageFact::SeverityAssessed(f)) if f.strategy == Strategy::Moderate => {
            (What::Graded, Reach::Lead)
        }
        Fact::Closing(ClosingFact::SatisfactionTold(f)) if !f.content => (What::Discontent, Reach::Manager),
        Fact::Acceptance(AcceptanceFact::RefusalObjected(_)) => (What::Objected, Reach::Lead),
        Fact::Team(TeamFact::RulesStopped(_)) => (What::RulesStopped, Reach::Manager),
        Fact::Investigation(InvestigationFact::QuestionAnswered(_) | InvestigationFact::SiteCheckReported(_)) => {
            (What::Answered, Reach::Owner)
        }
        Fact::Plans(PlanFact::PlanAnswered(_)) => (What::PlanAnswered, Reach::Owner),
        Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.direction == Direction::In => {
            (What::MessageIn, Reach::Owner)
        }
        Fact::Files(FileFact::FileAttached(_)) if matches!(actor, Actor::Complainant(_)) => {
            (What::FileIn, Reach::Owner)
        }
        _ => return None,
    })
}

/// Where nobody owns the case, the leads stand in.
fn reached(db: &Db, case: &Case, reach: Reach) -> Result<Vec<i64>, AppError> {
    let mut staff: Vec<i64> = case.team.owner.into_iter().collect();
    if reach >= Reach::Lead || case.team.owner.is_none() {
        staff.extend(who_sees(db, case, Role::Lead)?);
    }
    if reach >= Reach::Manager {
        staff.extend(who_sees(db, case, Role::Manager)?);
    }
    Ok(staff)
}

/// Colleagues whom a note names after an `@`, as far as they may see the case.
fn mentioned(db: &Db, case: &Case, fact: &Fact, contents: &[SealedContent]) -> Result<Vec<i64>, AppError> {
    let Fact::Conversation(ConversationFact::NoteAdded(note)) = fact else { return Ok(Vec::new()) };
    let Some(content) = contents.iter().find(|content| content.reference == note.words) else { return Ok(Vec::new()) };
    if !content.body.contains('@') {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for staff in people::all_staff(db)?.iter().filter(|staff| staff.left_at.is_none()) {
        if content.body.contains(&format!("@{}", staff.name)) && sees(db, case, &staff.unit)? {
            found.push(staff.id);
        }
    }
    Ok(found)
}

/// Whoever speaks the language of a message that its owner does not speak
/// (journey §4): it is offered to them. An owner whose languages nobody told is
/// taken to speak all.
fn translators(db: &Db, case: &Case, fact: &Fact) -> Result<Vec<i64>, AppError> {
    let (Fact::Conversation(ConversationFact::MessageRecorded(message)), Some(owner)) = (fact, case.team.owner) else {
        return Ok(Vec::new());
    };
    let Some(language) = message.language.as_deref().filter(|_| message.direction == Direction::In) else {
        return Ok(Vec::new());
    };
    let all = people::all_staff(db)?;
    let owner = all.iter().find(|staff| staff.id == owner);
    if owner.is_none_or(|owner| owner.languages.is_empty() || languages::speaks(&owner.languages, language)) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for staff in all.iter().filter(|s| s.left_at.is_none() && languages::speaks(&s.languages, language)) {
        if sees(db, case, &staff.unit)? {
            found.push(staff.id);
        }
    }
    Ok(found)
}

/// Whether somebody of a unit sees the case: it is of that unit or one below it.
fn sees(db: &Db, case: &Case, unit: &str) -> Result<bool, AppError> {
    if unit.is_empty() {
        return Ok(true);
    }
    let Some(own) = &case.team.unit else { return Ok(false) };
    Ok(unit_tree::below(db, unit)?.contains(own))
}

/// Those with a role who may see the case: of its unit or one above it.
fn who_sees(db: &Db, case: &Case, role: Role) -> Result<Vec<i64>, AppError> {
    let mut seeing = Vec::new();
    for (staff, unit) in people::with_role(db, role.as_str())? {
        if sees(db, case, &unit)? {
            seeing.push(staff);
        }
    }
    Ok(seeing)
}

/// Whether nobody but who asks may decide as a lead in a case that they ask for.
pub(crate) async fn nobody_else_leads(app: &App, request: &Request) -> Result<bool, AppError> {
    // Who may not see the case is told nothing of it.
    let id = read::case(app, &request.caller, request.number.clone()).await?.row.case;
    let asks = request.caller.actor;
    app.store()
        .read(move |db| {
            let (case, _) = replay::load(db, id, Seq::MAX)?;
            others_lead(db, &case, asks).map(|others| !others)
        })
        .await
}

/// Whether somebody else may decide as a lead in a case.
pub(crate) fn others_lead(db: &Db, case: &Case, but: Actor) -> Result<bool, AppError> {
    let leads = |staff: &people::Staff| {
        let scopes = Role::parse(&staff.role).map(Role::scopes).unwrap_or_default();
        let may = scopes.contains(&Scope::ExtensionsWrite) || scopes.contains(&Scope::All);
        may && staff.left_at.is_none() && Actor::Staff(staff.id) != but
    };
    for staff in people::all_staff(db)?.iter().filter(|staff| leads(staff)) {
        if sees(db, case, &staff.unit)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Notices of a member of staff, those told last first; those told before one where
/// `before` names it. For themselves and their lead.
pub async fn list(
    app: &App,
    caller: &Caller,
    staff: i64,
    unread: bool,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Notice>, AppError> {
    let caller = caller.clone();
    app.store()
        .read(move |db| {
            must_be_theirs(db, &caller, staff)?;
            Ok(rows::list(db, staff, &caller.behind(), unread, before, limit)?)
        })
        .await
}

/// Marks a notice as read, by whom it is for or their lead, and gives it. Whoever
/// changes nothing, an auditor, leaves it as it is.
pub async fn read(app: &App, caller: &Caller, notice: i64) -> Result<Notice, AppError> {
    read_by(app, caller, notice, must_be_theirs).await
}

/// The same on a page, where everybody has their own alone.
pub async fn read_own(app: &App, caller: &Caller, notice: i64) -> Result<Notice, AppError> {
    let own = |_: &Db, caller: &Caller, staff| {
        if caller.actor == Actor::Staff(staff) { Ok(()) } else { Err(AppError::NotFound) }
    };
    read_by(app, caller, notice, own).await
}

async fn read_by(
    app: &App,
    caller: &Caller,
    notice: i64,
    may: fn(&Db, &Caller, i64) -> Result<(), AppError>,
) -> Result<Notice, AppError> {
    let (caller, now) = (caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            let found = rows::find(db, notice)?.ok_or(AppError::NotFound)?;
            may(db, &caller, found.staff)?;
            if caller.changes_something() {
                rows::read(db, notice, now.0)?;
            }
            Ok(found)
        })
        .await
}

/// Marks all notices of a member of staff as read, by themselves or their lead; tells
/// how many that were.
pub async fn read_all(app: &App, caller: &Caller, staff: i64) -> Result<u64, AppError> {
    let (caller, now) = (caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            must_be_theirs(db, &caller, staff)?;
            if caller.changes_something() { Ok(rows::read_all(db, staff, now.0)?) } else { Ok(0) }
        })
        .await
}

/// Notices are for whom they are written to, and for the lead of their unit: a
/// member of staff or a program with the rights of one.
fn must_be_theirs(db: &Db, caller: &Caller, staff: i64) -> Result<(), AppError> {
    if caller.actor == Actor::Staff(staff) {
        return Ok(());
    }
    match (caller.must(Scope::ExtensionsWrite), caller.actor) {
        // Nobody at the desk learns which notices others have.
        (Err(_), Actor::Staff(_)) => return Err(AppError::NotFound),
        (leads, _) => leads?,
    }
    let person = people::staff(db, staff)?.ok_or(AppError::NotFound)?;
    if caller.reaches(&person.unit) { Ok(()) } else { Err(AppError::NotFound) }
}
