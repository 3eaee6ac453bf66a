//! What a complainant sees and does by their private link.

use crate::act::{self, Done};
use crate::app::App;
use crate::case::attach_files;
use crate::case::closing::record_satisfaction;
use crate::files::{self, Kept};
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, ErasedLink, FieldError};
use crate::ground::form;
use crate::ground::request::{self, Key, Request};
use crate::ground::secrets::Secrets;
use crate::ground::words::Sealer;
use crate::model::dossier::Dossier;
use crate::model::matter::Told;
use crate::model::view::CaseView;
use crate::read;
pub use crate::read::followed::Followed;
use crate::read::followed::url;
use crate::write::execute;
use crate::write::step::Order;
use homeward_domain::CaseId;
use homeward_domain::case::command::{AcceptanceCommand, ConversationCommand, PlanCommand, PublicationCommand, Words};
use homeward_domain::case::event::{ComplainantFact, Direction, PrivacyFact};
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::{Command, Fact};
use homeward_domain::catalogue::{AnswerWay, Channel, ObjectorKind, PlanAnswer};
use homeward_domain::contact;
use homeward_domain::time::Span;
use homeward_store::Db;
use homeward_store::cases::{self, Sight};
use serde_json::Value;

/// How long a case that was opened by number and telephone number stays open.
pub const READING_LIFE: Span = Span::minutes(30);

/// The code of the mistake that number and telephone number do not belong together.
pub const NOT_FOLLOWED: &str = "not_followed";

/// The private link that a case was just taken in with; nothing but the answer to
/// the intake may carry it.
pub fn first_url(app: &App, taken_in: &CaseView) -> String {
    url(app, taken_in.row.case, REPRESENTATIVE, taken_in.row.link_generation)
}

/// A token to read by, for whoever knows the number of their case and the telephone
/// number that they left. It is no private link: nothing can be done with it. A wrong
/// one of either is the same mistake.
pub async fn by_number(app: &App, body: &Value) -> Result<String, AppError> {
    let (number, phone) = form::read(body, |fields| {
        let number = fields.required("number", fields.short_text("number"));
        let phone = fields.required("phone", fields.checked_text("phone", "not_a_phone", contact::is_phone));
        Some((number?, phone?))
    })?;
    // Which of the two is wrong is not told, so it is a mistake of both.
    let wrong = |field| FieldError::new(field, NOT_FOLLOWED);
    let unknown = || AppError::Invalid(vec![wrong("number"), wrong("phone")]);
    let id = request::id_of(&number).map_err(|_| unknown())?;
    let dossier = read_whole(app, id).await?.ok_or_else(unknown)?;
    let digits = contact::phone_digits(&phone);
    let is_theirs = |told: &Told| {
        let own = told.person.as_ref().and_then(|person| person.phone.as_deref());
        own.is_some_and(|own| contact::phone_digits(own) == digits)
    };
    let place = dossier.complainants().iter().position(is_theirs).ok_or_else(unknown)?;
    let place = i64::try_from(place).unwrap_or(0) + REPRESENTATIVE;
    let generation = generation(&dossier, place).ok_or_else(unknown)?;
    Ok(app.secrets().reading_token(id, place, app.clock().now(), generation))
}

/// The case of a token to read by, as long as it is good: half an hour, and no longer
/// than the private link that was in force with it.
pub async fn read_only(app: &App, token: &str) -> Result<Followed, AppError> {
    let token = Secrets::read_reading_token(token).ok_or(AppError::NotFound)?;
    let age = app.clock().now() - token.at;
    let followed = read_followed(app, token.case, token.place).await?;
    let generation = generation(&followed.dossier, token.place).ok_or(AppError::NotFound)?;
    let is_good = (0..=READING_LIFE.0).contains(&age.0) && app.secrets().reads(&token, generation);
    match erased(&followed.dossier, token.place) {
        _ if !is_good => Err(AppError::OldLink),
        Some(erased) => Err(AppError::ErasedLink(erased)),
        None => Ok(followed),
    }
}

async fn read_whole(app: &App, case: CaseId) -> Result<Option<Dossier>, AppError> {
    let read = move |db: &Db| {
        let Some(row) = cases::find(db, case, &Sight::All)? else { return Ok(None) };
        read::dossier_of(db, row).map(Some)
    };
    app.store().read(read).await
}

/// A case with everything that stands beside it for one who complains there.
async fn read_followed(app: &App, case: CaseId, place: i64) -> Result<Followed, AppError> {
    let read = move |db: &Db| {
        let row = cases::find(db, case, &Sight::All)?.ok_or(AppError::NotFound)?;
        Followed::new(db, read::dossier_of(db, row)?, place)
    };
    app.store().read(read).await
}

/// Which private link of one who complains is in force.
fn generation(dossier: &Dossier, place: i64) -> Option<i64> {
    let links = dossier.case()?.complainants.link_generations;
    usize::try_from(place - REPRESENTATIVE).ok().and_then(|place| links.get(place)).copied()
}

/// When the data of one of several who complain went because they asked: their link opens
/// nothing of the group any more.
fn erased(dossier: &Dossier, place: i64) -> Option<ErasedLink> {
    dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Privacy(PrivacyFact::ContentsErased(f)) if f.complainant == Some(place) => {
            Some(ErasedLink { at: entry.event.recorded_at, until: f.kept.as_ref().map(|kept| kept.until) })
        }
        _ => None,
    })
}

/// Whether a private link was given since the last one was shut.
fn has_newer(dossier: &Dossier, place: i64) -> bool {
    let last = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Complainants(ComplainantFact::LinkRenewed(f)) => (f.complainant == place).then_some(true),
        Fact::Complainants(ComplainantFact::LinkHandedOut(f)) => (f.complainant == place).then_some(true),
        Fact::Complainants(ComplainantFact::RepresentationEnded(f)) => {
            shuts(dossier, f.representative, place).then_some(false)
        }
        _ => None,
    });
    last.unwrap_or(true)
}

/// Whether the link of one was shut with the right of somebody to act.
fn shuts(dossier: &Dossier, representative: i64, place: i64) -> bool {
    let acting = dossier.case().map(|case| case.complainants.representatives).unwrap_or_default();
    acting.iter().any(|one| one.number == representative && one.complainants.contains(&place))
}

/// The case of a link, for whoever holds it. A link that was good once says so.
pub async fn followed(app: &App, token: &str) -> Result<Followed, AppError> {
    let token = Secrets::read_follow_token(token).ok_or(AppError::NoSuchLink)?;
    let found = read_followed(app, token.case, token.place).await;
    let followed = found.map_err(|error| if let AppError::NotFound = error { AppError::NoSuchLink } else { error })?;
    let place = token.place;
    let links = followed.dossier.case().map(|case| case.complainants.link_generations).unwrap_or_default();
    let good = usize::try_from(place - 1).ok().and_then(|i| links.get(i)).copied().ok_or(AppError::NoSuchLink)?;
    if (1..=good).any(|generation| app.secrets().follows(&token, generation))
        && let Some(erased) = erased(&followed.dossier, place)
    {
        return Err(AppError::ErasedLink(erased));
    }
    if app.secrets().follows(&token, good) {
        return Ok(followed);
    }
    let was_good = (1..good).any(|generation| app.secrets().follows(&token, generation));
    Err(match was_good {
        true if has_newer(&followed.dossier, place) => AppError::OldLink,
        true => AppError::ShutLink,
        false => AppError::NoSuchLink,
    })
}

/// Puts on record what the holder of a link says to a plan. Body: `version`,
/// `answer`; `option` where it is accepted and the plan has several; `text`.
pub async fn answer_plan(app: &App, token: &str, key: Option<Key>, body: &Value) -> Done {
    let Followed { dossier, place, .. } = followed(app, token).await?;
    let mut sealer = Sealer::default();
    let command = form::read(body, |fields| {
        let version = fields.required("version", fields.number("version", 1, i64::MAX));
        let answer = fields.spelled("answer", PlanAnswer::parse, PlanAnswer::SPELLINGS);
        let answer = fields.required("answer", answer);
        let option = fields.number("option", 1, i64::MAX);
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        let (version, answer, way) = (version?, answer?, AnswerWay::Link);
        Some(Command::Plans(PlanCommand::AnswerPlan {
            version,
            complainant: place,
            answer,
            option,
            way,
            words,
            happened_at: None,
        }))
    })?;
    let number = dossier.view.row.number;
    let request = Request { caller: Caller::complainant(place), number, if_match: None, key };
    execute::execute(app, request, Order::new(command, sealer.into_contents())).await
}

/// Takes words in that the holder of a link has written. Body: `text`.
pub async fn write(app: &App, token: &str, key: Option<Key>, body: &Value) -> Done {
    let Followed { dossier, place, .. } = followed(app, token).await?;
    let mut sealer = Sealer::default();
    let command = form::read(body, |fields| {
        let text = fields.required("text", fields.long_text("text"))?;
        Some(Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
            direction: Direction::In,
            channel: Channel::Web,
            automatic: false,
            reached: None,
            told: None,
            tells: None,
            acts: None,
            received_at: None,
            happened_at: None,
            language: None,
            next_word_at: None,
            at_night: false,
            night: None,
            complainants: Vec::new(),
            despite: None,
            words: sealer.seal(text),
        }))))
    })?;
    let request = Request { caller: Caller::complainant(place), number: dossier.view.row.number, if_match: None, key };
    execute::execute(app, request, Order::new(command, sealer.into_contents())).await
}

/// Takes in whether the representative is content. Body: `content`; `rating`
/// from 1 to 5; `text`.
pub async fn rate(app: &App, token: &str, key: Option<Key>, body: &Value) -> Done {
    let Followed { dossier, place, .. } = followed(app, token).await?;
    // Of a group the representative speaks for all.
    if place != 1 {
        return Err(AppError::NotFound);
    }
    let request = Request { caller: Caller::complainant(place), number: dossier.view.row.number, if_match: None, key };
    act::permitted(app, &record_satisfaction::ACT, request, 1, body).await
}

/// Puts on record that the holder of a link objects to the publication of the
/// result. Body: `text`, why.
pub async fn object(app: &App, token: &str, key: Option<Key>, body: &Value) -> Done {
    let Followed { dossier, place, .. } = followed(app, token).await?;
    let mut sealer = Sealer::default();
    let command = form::read(body, |fields| {
        let text = fields.required("text", fields.long_text("text"))?;
        Some(Command::Publication(PublicationCommand::Object {
            by: ObjectorKind::Complainant,
            words: sealer.seal(text),
        }))
    })?;
    let request = Request { caller: Caller::complainant(place), number: dossier.view.row.number, if_match: None, key };
    execute::execute(app, request, Order::new(command, sealer.into_contents())).await
}

/// Puts on record that the holder of a link objects to the refusal of the case.
/// Body: `text`, why.
pub async fn object_to_refusal(app: &App, token: &str, key: Option<Key>, body: &Value) -> Done {
    let Followed { dossier, place, .. } = followed(app, token).await?;
    let mut sealer = Sealer::default();
    let command = form::read(body, |fields| {
        let text = fields.required("text", fields.long_text("text"))?;
        Some(Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant: place, words: sealer.seal(text) }))
    })?;
    let request = Request { caller: Caller::complainant(place), number: dossier.view.row.number, if_match: None, key };
    execute::execute(app, request, Order::new(command, sealer.into_contents())).await
}

/// Attaches files that the holder of a link has sent.
pub async fn attach(app: &App, token: &str, kept: Vec<Kept>) -> Done {
    let Followed { dossier, place, .. } = match followed(app, token).await {
        Ok(followed) => followed,
        Err(error) => {
            files::discard(app, &kept).await?;
            return Err(error);
        }
    };
    let caller = Caller::complainant(place);
    let request = Request { caller, number: dossier.view.row.number, if_match: None, key: None };
    attach_files(app, request, None, kept).await
}
