//! What an erasure would come to, told before anybody presses: what goes, what stays
//! until when, by the rule that the erasure itself goes by.

use super::erase::{erasure_of, last_day_of};
use super::erase_one;
use crate::app::App;
use crate::ground::error::AppError;
use crate::model::dossier::{Dossier, Entry};
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::event::{
    ComplainantFact, ContentsErased, ConversationFact, FileFact, IntakeFact, Kept, PrivacyFact,
};
use homeward_domain::case::privacy::of_one::OfOne;
use homeward_domain::case::privacy::proofs::{is_document, tells_of_remedy};
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::{Case, DecisionContext, Fact, Rejection, decide};
use homeward_domain::catalogue::ErasureGround;
use homeward_domain::record::ContentRef;
use jiff::civil::Date;

/// A part of what is kept of a case, as people speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Who complains and who acts for them.
    Person,
    /// What is told of them beyond name, contact points and booking.
    Beyond,
    /// What happened, in their words.
    Statement,
    /// What they want.
    Demand,
    /// Booking, place and references.
    Booking,
    /// Words that went to and fro.
    Messages,
    /// Words of colleagues to each other.
    Notes,
    /// Plans, measures, answers and results.
    Remedy,
    /// Tickets, receipts, contracts.
    Papers,
    /// Scans of identity papers.
    Identity,
    /// Pictures, films and recordings.
    Media,
    /// Findings, reasons and other words of the handling.
    Handling,
}

impl Part {
    /// As words are found for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Beyond => "beyond",
            Self::Statement => "statement",
            Self::Demand => "demand",
            Self::Booking => "booking",
            Self::Messages => "messages",
            Self::Notes => "notes",
            Self::Remedy => "remedy",
            Self::Papers => "papers",
            Self::Identity => "identity",
            Self::Media => "media",
            Self::Handling => "handling",
        }
    }
}

/// What an erasure on some grounds would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// The grounds on which it would.
    pub grounds: Vec<ErasureGround>,
    /// Whose data, of several who complain; nobody where it is the whole case.
    pub complainant: Option<i64>,
    /// Whether what happened stays, as they told it, since the complaint of others rests
    /// on it.
    pub keeps_account: bool,
    /// What would go; nothing where it is refused.
    pub goes: Vec<Part>,
    /// What would stay.
    pub stays: Vec<Part>,
    /// Until when and on what ground.
    pub kept: Option<Kept>,
    /// Why nothing would go.
    pub refused: Option<Rejection>,
    /// Whether the case would be under restriction from then on.
    pub restricts: bool,
}

/// What an erasure of a case would come to now, on each ground that there is; grounds
/// on which it comes to the same stand together. Of several who complain, for each of
/// those who are named where it is a person who asks.
pub async fn foresee_erasure(
    app: &App,
    actor: Actor,
    dossier: &Dossier,
    named: &[i64],
) -> Result<Vec<Foreseen>, AppError> {
    let case = dossier.case().ok_or(AppError::NotFound)?;
    let last_day = last_day_of(app, dossier).await?;
    let policies = app.policies();
    let moment = DecisionContext { now: app.clock().now().max(case.updated_at), actor, policies: &policies };
    let mut all: Vec<Foreseen> = Vec::new();
    let is_group = case.complainants.stances.len() > 1;
    let asked = ErasureGround::OF_CASES.into_iter().flat_map(|ground| {
        let of_one = is_group && decide::is_asked_by_person(ground);
        let places: Vec<_> = if of_one { named.iter().copied().map(Some).collect() } else { vec![None] };
        places.into_iter().map(move |place| (ground, place))
    });
    for (ground, told) in asked {
        let whose = told.map_or(Ok(None), |place| erase_one::whose(dossier, ground, Some(place)))?;
        let one = Foreseen { complainant: told, ..of_ground((dossier, last_day), &case, (ground, whose), &moment) };
        let same = |other: &&mut Foreseen| Foreseen { grounds: one.grounds.clone(), ..(**other).clone() } == one;
        match all.iter_mut().find(same) {
            Some(other) => other.grounds.push(ground),
            None => all.push(one),
        }
    }
    Ok(all)
}

fn of_ground(
    (dossier, last_day): (&Dossier, Option<Date>),
    case: &Case,
    (ground, complainant): (ErasureGround, Option<i64>),
    moment: &DecisionContext,
) -> Foreseen {
    let of_one = complainant.and_then(|place| erase_one::of_one(dossier, place));
    let account = dossier.entries.first().and_then(|entry| match &entry.event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) => Some((entry.event.seq, f.statement.slot)),
        _ => None,
    });
    let is_account_left =
        account.is_some_and(|(_, slot)| case.entries.first().is_some_and(|e| e.slots.contains(&slot)));
    let keeps_account = complainant == Some(REPRESENTATIVE)
        && is_account_left
        && of_one.as_ref().zip(account).is_some_and(|(one, account)| !one.bodies.contains(&account));
    let mut foreseen = Foreseen {
        grounds: vec![ground],
        complainant,
        keeps_account,
        goes: vec![],
        stays: vec![],
        kept: None,
        refused: None,
        restricts: false,
    };
    match decide(case, erasure_of(dossier, ground, complainant, last_day).command, moment) {
        Ok(new) => {
            for event in new {
                match event.fact {
                    Fact::Privacy(PrivacyFact::ContentsErased(erased)) => {
                        (foreseen.goes, foreseen.stays) = parted(dossier, case, &erased, of_one.as_ref());
                        foreseen.kept = erased.kept;
                    }
                    Fact::Privacy(PrivacyFact::ProcessingRestricted(_)) => foreseen.restricts = true,
                    _ => {}
                }
            }
        }
        Err(rejection @ Rejection::Privacy(PrivacyRejection::OnHold | PrivacyRejection::RetentionRuns { .. })) => {
            foreseen.restricts =
                decide::is_asked_by_person(ground) && complainant.is_none() && case.privacy.restriction.is_none();
            foreseen.refused = Some(rejection);
        }
        Err(rejection) => foreseen.refused = Some(rejection),
    }
    foreseen
}

/// What goes and what stays, each part once; of one of several who complain what is theirs.
fn parted(dossier: &Dossier, case: &Case, erased: &ContentsErased, of_one: Option<&OfOne>) -> (Vec<Part>, Vec<Part>) {
    let (mut goes, mut stays) = (Vec::new(), Vec::new());
    for (entry, left) in dossier.entries.iter().zip(&case.entries) {
        for slot in &left.slots {
            let body = (entry.event.seq, *slot);
            if of_one.is_some_and(|one| !one.bodies.contains(&body)) {
                continue;
            }
            let part = part(dossier, case, entry, *slot);
            match (erased.bodies.contains(&body), erased.extracts.iter().any(|extract| extract.of == body)) {
                (true, true) => {
                    goes.push(Part::Beyond);
                    stays.push(part);
                }
                (true, false) => goes.push(part),
                (false, _) => stays.push(part),
            }
        }
    }
    (each_once(goes), each_once(stays))
}

fn each_once(mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// What one body of an entry tells of.
fn part(dossier: &Dossier, case: &Case, entry: &Entry, slot: i64) -> Part {
    let is = |reference: Option<ContentRef>| reference.is_some_and(|reference| reference.slot == slot);
    match &entry.event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) if f.statement.slot == slot => Part::Statement,
        Fact::Intake(IntakeFact::MatterAdded(f)) if is(f.statement) => Part::Statement,
        Fact::Intake(IntakeFact::CaseReceived(f)) if is(f.particulars) => Part::Booking,
        Fact::Intake(IntakeFact::MatterAdded(f)) if is(f.particulars) => Part::Booking,
        Fact::Intake(IntakeFact::CaseReceived(f)) if f.history.as_ref().is_some_and(|history| is(history.result)) => {
            Part::Remedy
        }
        Fact::Intake(IntakeFact::CaseReceived(_) | IntakeFact::MatterAdded(_))
            if entry.personal_slots().contains(&slot) =>
        {
            Part::Person
        }
        Fact::Intake(IntakeFact::CaseReceived(_) | IntakeFact::MatterAdded(_)) => Part::Demand,
        Fact::Complainants(ComplainantFact::RepresentativeNamed(_) | ComplainantFact::RepresentationEnded(_)) => {
            Part::Person
        }
        Fact::Privacy(PrivacyFact::ContentsErased(f)) => of_extract(dossier, case, f, slot),
        Fact::Conversation(ConversationFact::MessageRecorded(_) | ConversationFact::TranslationAdded(_)) => {
            Part::Messages
        }
        Fact::Conversation(ConversationFact::NoteAdded(_)) => Part::Notes,
        Fact::Files(FileFact::FileAttached(f)) if case.files.papers.contains(&f.file) => Part::Identity,
        Fact::Files(FileFact::FileAttached(f)) if is_document(f) => Part::Papers,
        Fact::Files(FileFact::FileAttached(_)) => Part::Media,
        fact if tells_of_remedy(fact) => Part::Remedy,
        _ => Part::Handling,
    }
}

/// What an extract tells of: that of which it was made.
fn of_extract(dossier: &Dossier, case: &Case, erased: &ContentsErased, slot: i64) -> Part {
    let of: Option<(Seq, i64)> =
        erased.extracts.iter().find(|extract| extract.words.slot == slot).map(|extract| extract.of);
    let origin = of.and_then(|(seq, slot)| Some((dossier.entry(seq)?, slot)));
    origin.map_or(Part::Person, |(entry, slot)| part(dossier, case, entry, slot))
}
