//! "Same matter?": other cases of the same contact or booking whose words are
//! alike (journey §1). Only ever a question to staff; nothing is merged by it.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::request;
use crate::model::dossier::Dossier;
use crate::model::matter::{Particulars, Person};
use crate::model::view::CaseView;
use crate::read;
use homeward_domain::CaseId;
use homeward_domain::contact::phone_digits;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::cases::Sight;
use homeward_store::{Db, cases, search};

/// Receipts further apart are not asked about (journey §1: 30 days).
const APART_MAX: Span = Span::minutes(30 * 24 * 60);
/// Words less alike, in percent, tell of another matter.
const LIKENESS_MIN: i64 = 30;
/// The newest cases of one contact or booking that are compared.
const COMPARED_MAX: usize = 50;

/// What two cases have in common besides their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Common {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A booking.
    Booking,
}

impl Common {
    /// As spelled in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Booking => "booking",
        }
    }
}

/// A case that may be about the same matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// The other case.
    pub view: CaseView,
    /// How alike the words are, in percent.
    pub likeness: i64,
    /// What both have.
    pub common: Vec<Common>,
}

/// The cases that may be about the same matter as this one, the most alike first.
pub async fn duplicates(app: &App, caller: &Caller, number: String) -> Result<Vec<Duplicate>, AppError> {
    let (id, now, caller) = (request::id_of(&number)?, app.clock().now(), caller.clone());
    app.store()
        .read(move |db| {
            let row = read::visible(db, id, &number, &caller, now)?;
            of_matter(db, &caller.sight, &read::dossier_for(db, row, &caller, now)?)
        })
        .await
}

/// [`duplicates`] of a case that is read already.
pub(crate) fn of_matter(db: &Db, sight: &Sight, dossier: &Dossier) -> Result<Vec<Duplicate>, AppError> {
    let (matter, row) = (Matter::of(dossier), &dossier.view.row);
    let mut found = Vec::new();
    for other in candidates(db, sight, row.case, &matter, Timestamp(row.received_at))? {
        let dossier = read::dossier_of(db, other)?;
        let other = Matter::of(&dossier);
        let (common, likeness) = (matter.common(&other), search::likeness(&matter.text, &other.text));
        if !common.is_empty() && likeness >= LIKENESS_MIN {
            found.push(Duplicate { view: dossier.view, likeness, common });
        }
    }
    found.sort_by_key(|duplicate| -duplicate.likeness);
    Ok(found)
}

/// What makes two cases one matter.
struct Matter {
    phones: Vec<String>,
    emails: Vec<String>,
    booking: Option<String>,
    text: String,
}

impl Matter {
    fn of(dossier: &Dossier) -> Self {
        let persons: Vec<Person> = dossier.complainants().into_iter().filter_map(|told| told.person).collect();
        let Particulars { booking_reference, .. } = dossier.particulars();
        Self {
            phones: persons.iter().filter_map(|p| p.phone.as_deref()).map(phone_digits).collect(),
            emails: persons.iter().filter_map(|p| p.email.as_deref()).map(str::to_lowercase).collect(),
            booking: booking_reference.map(|reference| reference.to_lowercase()),
            text: dossier.statement().unwrap_or_default().to_owned(),
        }
    }

    fn common(&self, other: &Self) -> Vec<Common> {
        let shared = |ours: &[String], theirs: &[String]| ours.iter().any(|one| theirs.contains(one));
        let all = [
            (Common::Phone, shared(&self.phones, &other.phones)),
            (Common::Email, shared(&self.emails, &other.emails)),
            (Common::Booking, self.booking.is_some() && self.booking == other.booking),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(common, _)| common).collect()
    }

    fn keys(&self) -> impl Iterator<Item = &String> {
        self.phones.iter().chain(&self.emails).chain(&self.booking)
    }
}

/// The other cases, received not too far apart, in whose words a contact or
/// the booking stands.
fn candidates(
    db: &Db,
    sight: &Sight,
    id: CaseId,
    matter: &Matter,
    received_at: Timestamp,
) -> Result<Vec<cases::CaseRow>, AppError> {
    let mut ids: Vec<CaseId> = Vec::new();
    for key in matter.keys() {
        ids.extend(search::newest(db, sight, key, COMPARED_MAX)?);
    }
    ids.retain(|other| *other != id);
    ids.sort_unstable();
    ids.dedup();
    let mut rows = cases::of_ids(db, &ids)?;
    rows.retain(|row| (row.received_at - received_at.0).abs() <= APART_MAX.0);
    rows.truncate(COMPARED_MAX);
    Ok(rows)
}
