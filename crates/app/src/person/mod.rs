//! Everything that is kept of one person, as one file for them (trust, "Privacy";
//! 个保法 44–45, 50; GDPR 15, 20): their record, bookings and cases, their own words and
//! what was told to them, their files, who was shown their contact points. Nothing of
//! others, no note for colleagues, nothing that was found out about anybody.

mod archive;
mod data;
mod gather;
mod theirs;
mod who;

pub use archive::stream;
pub use data::{
    Booking, Case, Covers, Customer, Details, File, Given, Link, Look, Option_, PersonData, Plan, Protection, Words,
};
use homeward_domain::case::command::PrivacyCommand;

use crate::app::App;
use crate::doors::follow;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::form;
use crate::ground::request::Request;
use crate::model::dossier::Dossier;
use crate::read::{self, papers};
use crate::registers;
use crate::write::execute;
use crate::write::step::Order;
use homeward_domain::case::Command;
use homeward_domain::case::event::{PersonDataGiven, PersonOfCase};
use homeward_domain::catalogue::GivingGround;
use serde_json::Value;
use who::Subject;

/// What is kept of a person, with where their files lie.
pub struct Copy {
    /// What the file says.
    pub data: PersonData,
    /// The key of each file in the store, with its path in the copy.
    pub(crate) files: Vec<(String, String)>,
    /// The zone in which they read times, by name, where it is known.
    pub zone: Option<String>,
    /// The identity papers among them, by case and number.
    papers: Vec<(Dossier, Vec<i64>)>,
}

fn ground(body: &Value) -> Result<GivingGround, AppError> {
    form::read(body, |fields| {
        fields.required("ground", fields.spelled("ground", GivingGround::parse, GivingGround::SPELLINGS))
    })
}

/// What is kept of a customer, also of one under restriction. That it was handed out
/// is on record before. Body: `ground`.
pub async fn of_customer(app: &App, caller: &Caller, reference: String, body: &Value) -> Result<Copy, AppError> {
    // Whoever does not see the customer does not hear what the request lacks.
    registers::is_restricted(app, caller, reference.clone()).await?;
    let ground = ground(body)?;
    let view = registers::behind(app, caller, reference.clone()).await?;
    must_be_givable(app, caller, Subject::of_customer(view), ground).await?;
    let view = registers::note_given(app, caller, reference, ground.as_str()).await?;
    note_papers(app, caller, gather::everything(app, caller, Subject::of_customer(view), ground).await?).await
}

/// What is kept of a person of a case, also of one under restriction: here, and where
/// the same person stands elsewhere. That it was handed out is on record before.
/// Body: `ground`.
pub async fn of_case(
    app: &App,
    caller: &Caller,
    number: String,
    whose: PersonOfCase,
    body: &Value,
) -> Result<Copy, AppError> {
    caller.must(Scope::PrivacyWrite)?;
    let dossier = read::behind_restriction(app, caller, number.clone()).await?;
    let ground = ground(body)?;
    must_be_givable(app, caller, Subject::of_case(&dossier, whose), ground).await?;
    let dossier = given(app, caller, number, PersonDataGiven { whose, ground }).await?;
    note_papers(app, caller, gather::everything(app, caller, Subject::of_case(&dossier, whose), ground).await?).await
}

/// Refuses whoever may not see an identity paper that would go out, before anything is on
/// record. The papers are the person's; who hands them out sees them all the same.
async fn must_be_givable(app: &App, caller: &Caller, subject: Subject, ground: GivingGround) -> Result<(), AppError> {
    if caller.may(Scope::ContactsRead) {
        return Ok(());
    }
    let copy = gather::everything(app, caller, subject, ground).await?;
    for (dossier, _) in &copy.papers {
        papers::must_be_givable(app, caller, dossier).await?;
    }
    Ok(())
}

/// Notes a look at each identity paper of a copy; gives the copy.
async fn note_papers(app: &App, caller: &Caller, copy: Copy) -> Result<Copy, AppError> {
    for (dossier, files) in &copy.papers {
        papers::note_given(app, caller, dossier, files).await?;
    }
    Ok(copy)
}

/// What one case holds of who has its private link: the link proves the person for
/// this case, and for no other.
pub async fn of_link(app: &App, token: &str) -> Result<Copy, AppError> {
    let followed = follow::followed(app, token).await?;
    let whose = PersonOfCase::Complainant(followed.place);
    let ground = GivingGround::PersonRequest;
    let (caller, number) = (Caller::complainant(followed.place), followed.dossier.view.row.number);
    let dossier = given(app, &caller, number, PersonDataGiven { whose, ground }).await?;
    gather::of_one_case(app, &dossier, whose, ground).await
}

/// Puts on record that a copy goes out; gives the case after it.
async fn given(app: &App, caller: &Caller, number: String, given: PersonDataGiven) -> Result<Dossier, AppError> {
    let command = Command::Privacy(PrivacyCommand::GivePersonData(given));
    let request = Request { caller: caller.clone(), number: number.clone(), if_match: None, key: None };
    execute::execute(app, request, Order::new(command, Vec::new())).await?;
    read::behind_restriction(app, caller, number).await
}

/// Who of a case can be given a copy, by name; also of one under restriction.
pub async fn persons(
    app: &App,
    caller: &Caller,
    number: String,
) -> Result<(String, Vec<(PersonOfCase, String)>), AppError> {
    caller.must(Scope::PrivacyWrite)?;
    let dossier = read::behind_restriction(app, caller, number).await?;
    Ok((dossier.view.row.number.clone(), who::persons(&dossier)))
}
