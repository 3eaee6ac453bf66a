//! What a page of the console shows, read in one look at the database: its parts
//! agree with each other, and a page waits once.

pub mod duplicates;
pub mod explain;
pub mod figures;
pub mod kept;
pub mod views;

use crate::app::App;
use crate::desk::duplicates::Duplicate;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::request;
use crate::model::dossier::Dossier;
use crate::model::view::CaseView;
use crate::read;
use crate::read::looks::{at, unmask};
use crate::read::restriction::{self, GoesOn};
use crate::registers::{self, BOOKINGS, Noun, PHRASES, UNITS};
use crate::write::attendance::{self, Attendance};
use homeward_domain::CaseId;
use homeward_domain::time::Timestamp;
use homeward_store::cases::{Board, Filter, Page, Sort};
use homeward_store::people::{self, Staff};
use homeward_store::views::View;
use homeward_store::{cases, notices};
use std::collections::HashMap;

/// Unread notices are counted up to this.
const UNREAD_MAX: i64 = 100;
/// Cases of one's own that stand around every page.
const OWN_MAX: i64 = 3;
/// The most units that a filter offers.
const UNITS_MAX: i64 = 200;
/// The most phrases that are offered.
const PHRASES_MAX: i64 = 200;

/// What stands around every page.
pub struct Around {
    /// Notices that were not read, up to 100.
    pub unread: i64,
    /// Open cases of one's own, those due first.
    pub own: Vec<CaseView>,
}

/// What stands around every page of a member of staff.
pub async fn around(app: &App, caller: &Caller) -> Result<Around, AppError> {
    let (staff, caller, now) = (attendance::own(caller)?, caller.clone(), app.clock().now());
    let filter = Filter { open: true, owner: Some(staff), ..Filter::default() };
    let page = Page { sort: Sort::NextDue, descending: false, after: None, limit: OWN_MAX };
    app.store()
        .read(move |db| {
            let unread = notices::unread(db, staff, &caller.behind(), UNREAD_MAX)?;
            Ok(Around { unread, own: read::listed(db, &caller, &filter, page, now)? })
        })
        .await
}

/// Which cases a queue shows.
pub enum Asked {
    /// One page of a list; one more than the limit where there are more.
    List(Box<Filter>, Page),
    /// The best for some words, so many at most.
    Words(String, usize),
}

/// A page of the queue.
pub struct Queue {
    /// The cases.
    pub cases: Vec<CaseView>,
    /// Everybody on the staff.
    pub staff: Vec<Staff>,
    /// The units of the company.
    pub units: Vec<registers::View>,
    /// Who is at which case now.
    pub here: HashMap<CaseId, Vec<i64>>,
    /// Kept views: everybody's and one's own.
    pub views: Vec<View>,
}

/// A page of the queue for a member of staff.
pub async fn queue(app: &App, caller: &Caller, asked: Asked) -> Result<Queue, AppError> {
    let (staff, caller, now) = (views::own(caller), caller.clone(), app.clock().now());
    app.store()
        .read(move |db| {
            let cases = match &asked {
                Asked::List(filter, page) => read::listed(db, &caller, filter, *page, now)?,
                Asked::Words(words, limit) => read::found(db, &caller, words, *limit, now)?,
            };
            Ok(Queue {
                cases,
                staff: people::all_staff(db)?,
                units: registers::first_in(db, &UNITS, UNITS_MAX)?,
                here: attendance::everywhere(db, now)?,
                views: homeward_store::views::of(db, staff)?,
            })
        })
        .await
}

/// A case with what stands beside it.
pub struct Desk {
    /// The case and its whole record.
    pub dossier: Dossier,
    /// Cases that may be about the same matter.
    pub same_matter: Vec<Duplicate>,
    /// The newest other cases of who complains.
    pub theirs: Vec<CaseView>,
    /// The booking that it names, where we have it and it is the reader's.
    pub booking: Option<registers::View>,
    /// Whether the contact points are open to the reader.
    pub is_open: bool,
    /// Whether there are any.
    pub has_contacts: bool,
    /// The customer who complains, by reference, where their file is the reader's.
    pub customer: Option<String>,
    /// The names of all staff by their numbers, those who left included.
    pub staff: HashMap<i64, String>,
    /// Who else is at it, and drafts.
    pub attendance: Attendance,
    /// Phrases for an answer.
    pub phrases: Vec<registers::View>,
    /// The case in which a merged one goes on.
    pub goes_on: GoesOn,
}

/// A case with what stands beside it, for a member of staff who may see it. That its
/// contact points were open to them is in the log before they see it.
pub async fn case(app: &App, caller: &Caller, number: String) -> Result<Desk, AppError> {
    let (id, sight) = (request::id_of(&number)?, caller.sight.clone());
    let (staff, now) = (attendance::own(caller)?, app.clock().now());
    let (secrets, reader) = (app.secrets().clone(), caller.clone());
    let (desk, looks, of_restriction) = app
        .store()
        .read(move |db| {
            let dossier = read::dossier_for(db, read::visible(db, id, &number, &reader, now)?, &reader, now)?;
            let of_restriction = restriction::looks(db, &secrets, &reader, &dossier, now)?;
            let relation = at::of_case(db, &reader, &dossier)?;
            let at = at::at_case(db, &secrets, &dossier)?;
            let noted = at.as_ref().zip(relation).map(|(at, by)| at.by_relation(db, reader.actor, by, now));
            let booking = dossier.particulars().booking_reference;
            let find = |reference: String| registers::find_in(db, &BOOKINGS, &reference);
            let booking = booking.map(find).transpose()?.flatten();
            let booking = registers::unless_restricted(db, &BOOKINGS, booking)?;
            let booking = match booking {
                Some(found) if registers::is_theirs(db, &secrets, &reader, &BOOKINGS, &found)? => Some(found),
                _ => None,
            };
            let mut desk = Desk {
                is_open: relation.is_some(),
                has_contacts: at.is_some(),
                customer: at::customer_of(db, &secrets, &reader, &dossier)?,
                same_matter: duplicates::of_matter(db, &sight, &dossier)?,
                theirs: read::of_person(db, &sight, &dossier)?,
                booking,
                goes_on: restriction::goes_on(db, &reader, &dossier.view.row, now)?,
                staff: people::all_staff(db)?.into_iter().map(|one| (one.id, one.name)).collect(),
                attendance: attendance::at_case(db, id, staff, now)?,
                phrases: registers::first_in(db, &PHRASES, PHRASES_MAX)?,
                dossier,
            };
            if !desk.is_open {
                desk.dossier.mask_papers();
            }
            Ok::<_, AppError>((desk, noted.transpose()?.unwrap_or_default(), of_restriction))
        })
        .await?;
    restriction::note(app, of_restriction).await?;
    at::note(app, looks).await;
    Ok(desk)
}

/// A record with how much of it is open to a member of staff.
pub struct Opened {
    /// The record, in full.
    pub view: registers::View,
    /// Whether its contact points are open to the reader.
    pub is_open: bool,
    /// Whether it has any.
    pub has_contacts: bool,
}

/// A record that is the reader's. That its contact points were open to them is in the
/// log before they see it.
pub async fn record(app: &App, caller: &Caller, noun: Noun, reference: String) -> Result<Opened, AppError> {
    let (secrets, reader, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    let (opened, looks) = app
        .store()
        .read(move |db| {
            let view = registers::theirs(db, &secrets, &reader, noun, &reference, now)?;
            let Some(at) = at::at_record(db, noun, &view)? else {
                return Ok((Opened { view, is_open: true, has_contacts: false }, Vec::new()));
            };
            let relation = unmask::of_record(db, &reader, noun, &view)?;
            let noted = relation.map(|by| at.by_relation(db, reader.actor, by, now)).transpose()?;
            let opened = Opened { view, is_open: relation.is_some(), has_contacts: true };
            Ok::<_, AppError>((opened, noted.unwrap_or_default()))
        })
        .await?;
    at::note(app, looks).await;
    Ok(opened)
}

/// What needs somebody now.
pub struct Now {
    /// The open cases by what they need.
    pub board: Board,
    /// Who works here, and how many open cases each has.
    pub loads: Vec<(Staff, i64)>,
    /// The cases that are due first.
    pub first: Vec<CaseView>,
}

/// The board of the open cases that the caller may see: those due until a time
/// count as due soon; so many of those due first.
pub async fn now(app: &App, caller: &Caller, until: Timestamp, first: i64) -> Result<Now, AppError> {
    let (caller, now) = (caller.clone(), app.clock().now());
    let filter = Filter { open: true, ..Filter::default() };
    let page = Page { sort: Sort::NextDue, descending: false, after: None, limit: first };
    app.store()
        .read(move |db| {
            let staff: Vec<Staff> = people::all_staff(db)?.into_iter().filter(|s| s.left_at.is_none()).collect();
            let behind = caller.behind();
            let ids: Vec<i64> = staff.iter().map(|one| one.id).collect();
            let counts = if ids.is_empty() { Vec::new() } else { cases::open_by_owner(db, &ids, Some(&behind))? };
            let counts: HashMap<i64, i64> = counts.into_iter().collect();
            let load = |one: Staff| {
                let count = counts.get(&one.id).copied().unwrap_or(0);
                (one, count)
            };
            Ok(Now {
                board: cases::board(db, &caller.sight, &behind, until.0)?,
                loads: staff.into_iter().map(load).collect(),
                first: read::listed(db, &caller, &filter, page, now)?,
            })
        })
        .await
}
