//! Removes words and personal data of a case on a lawful ground: bodies,
//! readable columns, index, free space. What proves a transaction stays for its
//! time, cut down to that, and under restriction. A journal beside the database lets
//! a restored backup replay it.

use super::finish::{finish, has_left, remove_files, remove_files_elsewhere};
use super::{Done, Request, erase_one, erase_wrong};
use crate::app::{App, room};
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::field::Field;
use crate::ground::form;
use crate::ground::request::Repeat;
use crate::ground::words::Sealer;
use crate::model::dossier::{Dossier, Entry};
use crate::model::matter::{Particulars, Person};
use crate::model::view::CaseView;
use crate::model::{replay, survivor};
use crate::privacy::journal::{self, Deed, OneOfGroup};
use crate::privacy::{erase_customer, restrict_customer, scrub};
use crate::registers::erasure;
use crate::write::admission::{Door, admitted, asked_before, must_be_fresh};
use crate::write::step::Order;
use crate::write::{execute, follow_rules, merged};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{Erasing, PrivacyCommand, Restricting};
use homeward_domain::case::event::{ComplainantFact, ContentsErased, Extract, IntakeFact, PrivacyFact};
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Case, Command, DecisionContext, Fact, Rejection, decide};
use homeward_domain::catalogue::{ErasureGround, RestrictionGround};
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, Claimed, Sight};
use homeward_store::{Db, Lane, leftovers};
use jiff::civil::Date;
use serde_json::Value;

/// Body: `ground`; `complainant`, whose data, from 1, of several who complain, where a
/// person asks. Where nothing may go, who asked for it is put under restriction, unless the
/// case is that of others as well.
pub async fn erase(app: &App, request: Request, body: &Value, declared: &[Field]) -> Done {
    let (ground, told) = form::read_as(body, declared, |fields| {
        let ground = fields.spelled("ground", ErasureGround::parse_of_case, ErasureGround::OF_CASES_SPELLED);
        let told = fields.number("complainant", 1, i64::MAX);
        Some((fields.required("ground", ground)?, told))
    })?;
    // What is overwritten and merged needs room first.
    room::must_have_room(app).await?;
    let id = crate::ground::request::id_of(&request.number)?;
    let seen = crate::read::behind_restriction(app, &request.caller, request.number.clone()).await?;
    let how = How::now(ground, erase_one::whose(&seen, ground, told)?);
    let was_cut = has_left(app, id).await;
    let (view, repeat) = match write(app, request, &seen, how).await {
        // An earlier one stands and was cut short after that: this completes it, and
        // answers as it would have.
        Err(AppError::Rejected(
            Rejection::NothingToChange | Rejection::Privacy(PrivacyRejection::RetentionRuns { .. }),
        )) if was_cut => (seen.view, Repeat::First),
        done => done?,
    };
    finish(app, id).await?;
    Ok((view, repeat))
}

/// Notes it in the journal and does it, in this order: see [`super::unanswered`].
async fn write(app: &App, request: Request, seen: &Dossier, how: How) -> Done {
    let id = seen.view.row.case;
    let deed = erase_one::deed(seen, how.ground, how.complainant);
    let under_way = journal::under_way(app).await?;
    if !asked_before(app, &request).await? {
        must_be_fresh(&request, &seen.view.row)?;
        // What a rule forbids must not be noted: a restored backup would do it.
        refuse_early(app, &request, seen, how).await?;
        under_way.note(deed)?;
    }
    let (worker, asked) = (app.clone(), request.clone());
    let done = app
        .store()
        .write(Lane::Acts, move |db| {
            survivor::claim_before(db, id)?;
            let row = cases::claim(db, id, &request.caller.sight)?;
            admitted((db, &worker), &request, row, Door::OfRestriction, |row| {
                let row = carry_out(db, &worker, row, request.caller.actor, how)?;
                leftovers::ask_scrub(db)?;
                Ok(row)
            })
        })
        .await;
    if let Err(AppError::Stale(_) | AppError::NotFound | AppError::Rejected(_)) = done {
        under_way.take_back(deed)?;
    }
    if let Err(AppError::Rejected(Rejection::Privacy(PrivacyRejection::RetentionRuns { until, .. }))) = &done
        && how.restricts()
        && let Some(case) = seen.case().filter(|case| case.privacy.restriction.is_none())
    {
        restrict(app, &asked, &case, Some(*until)).await?;
    }
    done
}

/// Erases what may go of a case whose time is over, as the program itself; its last
/// entry then. Whoever does this to many has the traces overwritten in the end.
pub(crate) async fn erase_by_schedule(app: &App, id: CaseId) -> Result<Seq, AppError> {
    let deed = Deed::Erased(id, ErasureGround::RetentionEnded);
    let under_way = journal::under_way(app).await?;
    under_way.note(deed)?;
    let worker = app.clone();
    let write = move |db: &Db| {
        let row = cases::claim(db, id, &Sight::All)?.ok_or(AppError::NotFound)?;
        carry_out(db, &worker, row, Actor::System, How::now(ErasureGround::RetentionEnded, None))
    };
    let done = app.store().write(Lane::Bulk, write).await;
    if let Err(AppError::NotFound | AppError::Rejected(_)) = done {
        under_way.take_back(deed)?;
    }
    let row = done?;
    if let Err(error) = remove_files(app, id).await {
        tracing::error!(case = id, %error, "the next sweep removes what is left of the files");
    }
    Ok(row.seq)
}

/// The erasure of a case, or of one of those who complain in it, on a ground, as it would
/// be asked for now; `last_day` is that of what was booked.
pub(crate) fn erasure_of(
    dossier: &Dossier,
    ground: ErasureGround,
    complainant: Option<i64>,
    last_day: Option<Date>,
) -> Order {
    order(dossier, How::now(ground, complainant), last_day)
}

/// The last day of what was booked, as far as it is known.
pub(super) async fn last_day_of(app: &App, dossier: &Dossier) -> Result<Option<Date>, AppError> {
    let dossier = dossier.clone();
    app.store().read(move |db| erasure::last_day_of(db, &dossier)).await
}

/// The last erasure of a case up to the state that is shown.
pub async fn erasure_until(app: &App, view: &CaseView) -> Result<Option<ContentsErased>, AppError> {
    let (case, seq) = (view.row.case, view.row.seq);
    let (_, events) = app.store().read(move |db| replay::load(db, case, seq)).await?;
    Ok(events.into_iter().rev().find_map(|event| match event.fact {
        Fact::Privacy(PrivacyFact::ContentsErased(erased)) => Some(erased),
        _ => None,
    }))
}

/// The last erasure of a case, also of one under restriction: it names nobody.
pub async fn last_erasure(app: &App, caller: &Caller, number: String) -> Result<Option<ContentsErased>, AppError> {
    caller.must(Scope::PrivacyWrite)?;
    let dossier = crate::read::behind_restriction(app, caller, number).await?;
    Ok(dossier.entries.into_iter().rev().find_map(|entry| match entry.event.fact {
        Fact::Privacy(PrivacyFact::ContentsErased(erased)) => Some(erased),
        _ => None,
    }))
}

/// Refuses what a rule forbids altogether. A person whose wish is refused is put
/// under restriction first.
async fn refuse_early(app: &App, request: &Request, seen: &Dossier, how: How) -> Result<(), AppError> {
    let case = seen.case().ok_or(AppError::NotFound)?;
    let now = app.clock().now().max(case.updated_at);
    let policies = app.policies();
    let moment = DecisionContext { now, actor: request.caller.actor, policies: &policies };
    let last_day = last_day_of(app, seen).await?;
    let judged = decide(&case, order(seen, how, last_day).command, &moment);
    let Err(rejection @ Rejection::Privacy(PrivacyRejection::OnHold | PrivacyRejection::RetentionRuns { .. })) = judged
    else {
        return Ok(());
    };
    if rejection != Rejection::Privacy(PrivacyRejection::OnHold) && !case.connections.passed_on.is_empty() {
        // Something of it may go elsewhere.
        return Ok(());
    }
    if how.restricts() && case.privacy.restriction.is_none() {
        let until = if let Rejection::Privacy(PrivacyRejection::RetentionRuns { until, .. }) = &rejection {
            Some(*until)
        } else {
            None
        };
        restrict(app, request, &case, until).await?;
    }
    Err(rejection.into())
}

async fn restrict(app: &App, request: &Request, case: &Case, until: Option<Timestamp>) -> Result<(), AppError> {
    let id = crate::ground::request::id_of(&request.number)?;
    let ground = RestrictionGround::ErasureRefused;
    journal::note(&app.options().journal_path(), Deed::Restricted(id, ground, until))?;
    let command = Command::Privacy(PrivacyCommand::Restriction(Restricting::Put { ground, until, words: None }));
    let request = Request { if_match: Some(case.seq), key: None, ..request.clone() };
    match execute::execute(app, request, Order::new(command, Vec::new())).await {
        Ok(_) | Err(AppError::Rejected(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Does again what a journal says, on a database restored from before it. Each
/// is done once more at most. Tells how many cases it changed.
pub async fn replay(app: &App, journal: &str) -> Result<u64, AppError> {
    let mut changed = 0;
    for deed in journal::noted(journal)? {
        let done = match deed {
            Deed::Erased(id, ground) => erase_again(app, id, How::again(ground, None), None).await?,
            Deed::ErasedOne(id, ground, one) => {
                erase_again(app, id, How::again(ground, Some(one.place)), Some(one)).await?
            }
            Deed::Restricted(id, ground, until) => {
                command_again(
                    app,
                    id,
                    Command::Privacy(PrivacyCommand::Restriction(Restricting::Put { ground, until, words: None })),
                )
                .await?
            }
            Deed::Lifted(id) => {
                command_again(app, id, Command::Privacy(PrivacyCommand::Restriction(Restricting::Lift { words: None })))
                    .await?
            }
            Deed::Corrected(id, wrong) => {
                let worker = app.clone();
                let done = replay_one(app, id, move |db, row| erase_wrong::again(db, &worker, row, wrong)).await?;
                if done {
                    remove_files(app, id).await?;
                }
                done
            }
            Deed::CustomerRestricted(..) | Deed::CustomerLifted(_) => restrict_customer::again(app, deed).await?,
            Deed::CustomerErased(id, ground) => erase_customer::again(app, id, ground).await?,
        };
        changed += u64::from(done);
    }
    scrub::scrub_due(app).await?;
    Ok(changed)
}

/// Erases a case again, or one of those who complain in it, as long as it is the same one.
async fn erase_again(app: &App, id: CaseId, how: How, one: Option<OneOfGroup>) -> Result<bool, AppError> {
    let worker = app.clone();
    let again = move |db: &Db, row: Claimed| {
        if let Some(one) = one {
            erase_one::must_be_the_same(&crate::read::dossier_of(db, (*row).clone())?, one)?;
        }
        carry_out(db, &worker, row, Actor::System, how)
    };
    let done = replay_one(app, id, again).await?;
    if done {
        remove_files(app, id).await?;
        remove_files_elsewhere(app, id).await?;
    }
    Ok(done)
}

async fn command_again(app: &App, id: CaseId, command: Command) -> Result<bool, AppError> {
    let worker = app.clone();
    let order = Order::new(command, Vec::new());
    replay_one(app, id, move |db, row| {
        let row = follow_rules::carry_out(db, &worker, row, Actor::System, &order)?;
        merged::reindex_elsewhere(db, row.case)?;
        Ok(row)
    })
    .await
}

async fn replay_one(
    app: &App,
    id: CaseId,
    again: impl Fn(&Db, Claimed) -> Result<Claimed, AppError> + Send + Sync + 'static,
) -> Result<bool, AppError> {
    let done = app
        .store()
        .write(Lane::Bulk, move |db| {
            survivor::claim_before(db, id)?;
            match cases::claim(db, id, &Sight::All)? {
                None => Err(AppError::NotFound),
                Some(row) => {
                    let row = again(db, row)?;
                    leftovers::ask_scrub(db)?;
                    Ok(row)
                }
            }
        })
        .await;
    match done {
        Ok(_) => Ok(true),
        // Done before the backup was made, or taken in after it.
        Err(
            AppError::Rejected(Rejection::NothingToChange | Rejection::Privacy(PrivacyRejection::RetentionRuns { .. }))
            | AppError::NotFound,
        ) => Ok(false),
        Err(error) => Err(error),
    }
}

/// On what ground, whose data, and whether it is done again on a restored backup.
#[derive(Clone, Copy)]
struct How {
    ground: ErasureGround,
    /// Of several who complain; nobody where it is the whole case.
    complainant: Option<i64>,
    again: bool,
}

impl How {
    const fn now(ground: ErasureGround, complainant: Option<i64>) -> Self {
        Self { ground, complainant, again: false }
    }

    const fn again(ground: ErasureGround, complainant: Option<i64>) -> Self {
        Self { ground, complainant, again: true }
    }

    /// Whether what has to stay is restricted; the complaint of others is not (GDPR 18(2)).
    fn restricts(self) -> bool {
        decide::is_asked_by_person(self.ground) && self.complainant.is_none()
    }
}

/// Erases what may go of a case, and what was said to it in others while it was merged.
fn carry_out(db: &Db, app: &App, row: Claimed, actor: Actor, how: How) -> Result<Claimed, AppError> {
    let mut elsewhere = false;
    for told in survivor::told_elsewhere(db, row.case)? {
        elsewhere |= carry_out_there(db, app, &row.number, told, actor, how)?;
    }
    let done = match carry_out_here(db, app, row.clone(), actor, how) {
        Err(AppError::Rejected(Rejection::NothingToChange)) if elsewhere => Ok(row),
        Err(AppError::Rejected(Rejection::Privacy(PrivacyRejection::RetentionRuns { until, .. }))) if elsewhere => {
            if !how.restricts() || row.restricted {
                return Ok(row);
            }
            let (ground, until) = (RestrictionGround::ErasureRefused, Some(until));
            let put = Command::Privacy(PrivacyCommand::Restriction(Restricting::Put { ground, until, words: None }));
            follow_rules::carry_out(db, app, row, actor, &Order::new(put, Vec::new()))
        }
        done => done,
    };
    // What stays of it elsewhere is found by nobody any more.
    let row = done?;
    if row.restricted {
        merged::reindex_elsewhere(db, row.case)?;
    }
    Ok(row)
}

/// Erases entries of another case that were said to a merged one; tells whether
/// anything went. What has to stay there proves what was agreed.
fn carry_out_there(
    db: &Db,
    app: &App,
    merged: &str,
    (case, mut entries): (CaseId, Vec<Seq>),
    actor: Actor,
    how: How,
) -> Result<bool, AppError> {
    let Some(row) = cases::claim(db, case, &Sight::All)? else { return Ok(false) };
    let dossier = crate::read::dossier_of(db, (*row).clone())?;
    let booked = dossier.particulars().booking_reference.is_some();
    if let Some(complainant) = how.complainant {
        entries = erase_one::said_by(merged, &dossier, &entries, complainant);
    }
    let How { ground, again, .. } = how;
    let events = dossier.entries.iter().map(|entry| &entry.event);
    let only = Some(survivor::with_renderings(events, entries));
    let last_day = erasure::last_day_of(db, &dossier)?;
    let erasing = Erasing { booked, last_day, only, again, ..Erasing::on(ground) };
    let order = Order::new(Command::Privacy(PrivacyCommand::EraseContents(erasing)), Vec::new());
    match follow_rules::carry_out(db, app, row, actor, &order) {
        Ok(_) => Ok(true),
        Err(AppError::Rejected(
            Rejection::NothingToChange | Rejection::Privacy(PrivacyRejection::RetentionRuns { .. }),
        )) => Ok(false),
        Err(error) => Err(error),
    }
}

fn carry_out_here(db: &Db, app: &App, row: Claimed, actor: Actor, how: How) -> Result<Claimed, AppError> {
    let dossier = crate::read::dossier_of(db, (*row).clone())?;
    let order = order(&dossier, how, erasure::last_day_of(db, &dossier)?);
    follow_rules::carry_out(db, app, row, actor, &order)
}

/// The command, with an extract of each body that holds more than proves a
/// transaction.
fn order(dossier: &Dossier, how: How, last_day: Option<Date>) -> Order {
    let mut sealer = Sealer::default();
    let mut extracts = Vec::new();
    for entry in &dossier.entries {
        for (slot, text) in reduced(dossier, entry) {
            extracts.push(Extract { of: (entry.event.seq, slot), words: sealer.seal(text) });
        }
    }
    let booked = dossier.particulars().booking_reference.is_some();
    let of_one = how.complainant.and_then(|place| erase_one::of_one(dossier, place));
    let erasing = Erasing { booked, last_day, extracts, of_one, again: how.again, ..Erasing::on(how.ground) };
    Order::new(Command::Privacy(PrivacyCommand::EraseContents(erasing)), sealer.into_contents())
}

/// What would stay of persons and particulars that an entry tells: name and contact
/// of the parties, booking and reference.
fn reduced(dossier: &Dossier, entry: &Entry) -> Vec<(i64, String)> {
    let (persons, particulars): (Vec<ContentRef>, Option<ContentRef>) = match &entry.event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) => {
            (f.complainants.iter().filter_map(|one| one.person).collect(), f.particulars)
        }
        Fact::Intake(IntakeFact::MatterAdded(f)) => {
            let told = f.of_complainant.as_ref().and_then(|told| told.person);
            (told.into_iter().chain(f.joined.iter().filter_map(|one| one.person)).collect(), f.particulars)
        }
        Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) => (vec![f.person], None),
        // Of what was cut down when something wrong of it went, once more.
        Fact::Privacy(PrivacyFact::ContentsErased(f)) => {
            let told = f.extracts.iter().map(|extract| (extract.words, origin(dossier, extract.of)));
            let (persons, matters): (Vec<_>, Vec<_>) = told.partition(|(_, is_person)| *is_person);
            let persons = persons.into_iter().map(|(reference, _)| reference).collect();
            return cut_down(entry, persons, matters.into_iter().map(|(reference, _)| reference));
        }
        _ => return Vec::new(),
    };
    cut_down(entry, persons, particulars)
}

/// Whether what an extract was made of tells of a person, and not of the matter.
fn origin(dossier: &Dossier, (seq, slot): (Seq, i64)) -> bool {
    let Some(entry) = dossier.entry(seq) else { return false };
    let is_matter = |particulars: Option<ContentRef>| particulars.is_some_and(|reference| reference.slot == slot);
    match &entry.event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) => !is_matter(f.particulars),
        Fact::Intake(IntakeFact::MatterAdded(f)) => !is_matter(f.particulars),
        Fact::Privacy(PrivacyFact::ContentsErased(f)) => {
            let of = f.extracts.iter().find(|extract| extract.words.slot == slot);
            of.is_none_or(|extract| origin(dossier, extract.of))
        }
        _ => true,
    }
}

fn cut_down(
    entry: &Entry,
    persons: Vec<ContentRef>,
    matters: impl IntoIterator<Item = ContentRef>,
) -> Vec<(i64, String)> {
    let person = |reference: ContentRef| {
        let told: Person = serde_json::from_str(entry.words(reference)?).ok()?;
        let Person { name, phone, email, company, .. } = told.clone();
        cut(reference, &told, &Person { name, phone, email, company, ..Person::default() })
    };
    let matter = |reference: ContentRef| {
        let told: Particulars = serde_json::from_str(entry.words(reference)?).ok()?;
        let Particulars { booking_reference, external_reference, .. } = told.clone();
        cut(reference, &told, &Particulars { booking_reference, external_reference, ..Particulars::default() })
    };
    persons.into_iter().filter_map(person).chain(matters.into_iter().filter_map(matter)).collect()
}

fn cut<T: PartialEq + serde::Serialize>(reference: ContentRef, told: &T, cut: &T) -> Option<(i64, String)> {
    if told == cut { None } else { Some((reference.slot, serde_json::to_string(cut).ok()?)) }
}
