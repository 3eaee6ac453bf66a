//! What goes over the API, as the description shows it. Requests are read
//! field by field in `homeward-app`; a test holds that both agree.

mod beyond;
pub mod calendars;
pub mod categories;
mod errands;
pub mod figures;
mod intake;
mod journey;
pub mod keeping;
pub mod looks;
mod matter;
pub mod registers;
pub mod retention;
pub mod rules;
pub mod settings;
pub mod sign_ins;
pub mod sops;
pub mod team;

use beyond::{ConnectionsBody, ProceedingBody, PublicationBody};
use errands::ErrandsBody;
pub use intake::NewCase;
use journey::JourneyBody;
use matter::MatterBody;
use team::{FileBody, TeamBody};

use crate::language::Language;
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::duplicates::Duplicate;
use homeward_app::pictures::Pictures;
use homeward_app::view::{CaseView, ClockView};
use homeward_app::{App, Caller, Proposed, Scope, Staff};
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ConversationFact, Told};
use homeward_domain::time::{Span, Timestamp};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// One clock of a case.
#[derive(Serialize, ToSchema)]
pub struct ClockBody {
    /// The promise, as `first_response`.
    #[schema(example = "first_response")]
    promise: String,
    /// When counting began.
    started_at: String,
    /// When it is, or was, due.
    #[schema(example = "2026-11-20T09:00:00Z")]
    due_at: String,
    /// `running`, `paused`, `kept`, `extended`, `breached`, `ended`; `carried_over` where it
    /// counts on in another case, which alone is judged by it; `entered_late` where
    /// it was broken and an entry made later says that it had been kept; `unproven` where
    /// it was met by an entry of an earlier program that said more than had happened.
    #[schema(example = "running")]
    state: String,
    /// The version of the promise.
    version: i64,
    /// Which time round.
    run: i64,
    /// The calendar that counts; wall time where there is none.
    calendar: Option<String>,
    /// The highest warning given: 0, 50 or 80 percent.
    warned: i64,
    /// When what was promised happened.
    met_at: Option<String>,
    /// `sent_elsewhere` where it rests on somebody's word to have sent something;
    /// `entered_late`, and `entered_late_confirmed` once somebody else confirmed it.
    proof: Option<String>,
    /// The case in which it counts on, where it was carried over.
    #[schema(example = "HW-2611-000123-7")]
    carried_to: Option<String>,
    /// When the present pause ends by itself.
    paused_until: Option<String>,
    /// Seconds spent in pauses.
    paused_seconds: i64,
    /// Seconds added by an extension.
    extended_seconds: i64,
}

impl From<&ClockView> for ClockBody {
    fn from(clock: &ClockView) -> Self {
        Self {
            promise: clock.promise.clone(),
            started_at: time(clock.started_at),
            due_at: time(clock.due_at),
            state: clock.state.clone(),
            version: clock.version,
            run: clock.run,
            calendar: clock.calendar.clone(),
            warned: clock.warned,
            met_at: clock.met_at.map(time),
            proof: clock.proof.clone(),
            carried_to: clock.carried_to.clone(),
            paused_until: clock.paused_until.map(time),
            paused_seconds: clock.paused / 1_000_000,
            extended_seconds: clock.extended / 1_000_000,
        }
    }
}

/// A case in lists and answers.
#[derive(Serialize, ToSchema)]
pub struct CaseBody {
    /// The number.
    #[schema(example = "HW-2611-000123-7")]
    number: String,
    /// The kind of matter.
    #[schema(example = "complaint")]
    kind: String,
    /// Where it stands.
    #[schema(example = "received")]
    state: String,
    /// The way in.
    #[schema(example = "phone")]
    channel: String,
    /// Category `main.sub`.
    category: Option<String>,
    /// How much it presses.
    #[schema(example = "general")]
    nature: String,
    /// Whether a person is in danger.
    danger: bool,
    /// Severity; none before a person graded it.
    grade: Option<String>,
    /// The owner, a member of staff by number.
    owner: Option<i64>,
    /// The unit that has it, by its reference.
    unit: Option<String>,
    /// When it was recorded.
    created_at: String,
    /// When it reached the company.
    received_at: String,
    /// When its last entry was recorded.
    updated_at: String,
    /// How many promises are broken and still not met.
    late: i64,
    /// When the next clock is due.
    next_due_at: Option<String>,
    /// The sender's own reference.
    external_reference: Option<String>,
    /// The representative's name.
    #[schema(example = "王芳")]
    complainant_name: Option<String>,
    /// One line of what it is about.
    gist: Option<String>,
    /// Its clocks.
    clocks: Vec<ClockBody>,
}

impl CaseBody {
    /// A case as the API shows it.
    pub fn new(view: &CaseView) -> Self {
        let row = &view.row;
        Self {
            number: row.number.clone(),
            kind: row.kind.clone(),
            state: row.state.clone(),
            channel: row.channel.clone(),
            category: Some(row.category.clone()).filter(|c| !c.is_empty()),
            nature: row.nature.clone(),
            danger: row.danger,
            grade: view.grade().map(str::to_owned),
            owner: Some(row.owner).filter(|owner| *owner != 0),
            created_at: time(row.created_at),
            received_at: time(row.received_at),
            updated_at: time(row.updated_at),
            late: row.late,
            next_due_at: view.next_due_at().map(Timestamp::to_rfc3339),
            external_reference: row.external_reference.clone(),
            complainant_name: row.person_name.clone(),
            gist: row.gist.clone(),
            unit: Some(row.unit.clone()).filter(|unit| !unit.is_empty()),
            clocks: view.clocks_of_case().map(ClockBody::from).collect(),
        }
    }
}

/// A case with the private link that this answer hands out, and no other does.
#[derive(Serialize, ToSchema)]
pub struct CaseWithLink {
    #[serde(flatten)]
    pub case: CaseBody,
    /// The private link: of the representative after an intake, of whom was asked
    /// for after `follow_links`. Whoever has it speaks as the complainant.
    #[schema(example = "https://desk.example.com/c/AAAAAAAAAHs…")]
    pub follow_url: String,
}

/// One page of cases.
#[derive(Serialize, ToSchema)]
pub struct CasePage {
    /// The cases.
    pub items: Vec<CaseBody>,
    /// Where the list goes on; null at its end.
    pub next: Option<String>,
}

/// A case that may be about the same matter.
#[derive(Serialize, ToSchema)]
pub struct DuplicateBody {
    /// The other case.
    case: CaseBody,
    /// How alike the words are, in percent.
    #[schema(example = 62)]
    likeness: i64,
    /// What both have: `phone`, `email`, `booking`.
    #[schema(example = json!(["phone"]))]
    common: Vec<String>,
}

impl DuplicateBody {
    /// A duplicate as the API shows it.
    pub fn new(duplicate: &Duplicate) -> Self {
        Self {
            case: CaseBody::new(&duplicate.view),
            likeness: duplicate.likeness,
            common: duplicate.common.iter().map(|c| c.as_str().to_owned()).collect(),
        }
    }
}

/// Cases that may be about the same matter.
#[derive(Serialize, ToSchema)]
pub struct DuplicatePage {
    /// The most alike first.
    pub items: Vec<DuplicateBody>,
}

/// A case as it was read for a caller.
pub struct Read {
    /// The case with its record.
    pub dossier: Dossier,
    /// Where a judgement of responsibility starts.
    pub start: Vec<Proposed>,
    /// Who owns it.
    pub owner: Option<Staff>,
    /// Its pictures, as the caller may know of them.
    pub pictures: Pictures,
}

/// One case with what was told at its receipt.
#[derive(Serialize, ToSchema)]
pub struct FullCase {
    #[serde(flatten)]
    case: CaseBody,
    #[serde(flatten)]
    matter: MatterBody,
    /// Where another system had brought it and what came out, for an imported case.
    history: Option<HistoryBody>,
    /// What handling has brought so far.
    journey: JourneyBody,
    /// What others were asked, what is looked at on site, what disappears.
    errands: ErrandsBody,
    /// Where a judgement of responsibility starts: from who contracted what was booked.
    responsibility_start: Vec<StartBody>,
    /// Who at the company does what for it.
    team: TeamBody,
    /// Its files, in order.
    files: Vec<FileBody>,
    /// How far up the chain it went: `lead` or `manager`.
    escalated: Option<String>,
    /// Where contact is restricted to writing: when that is looked at again.
    restricted_until_review: Option<String>,
    /// How it belongs to other cases.
    connections: ConnectionsBody,
    /// Procedures outside the company.
    proceedings: Vec<ProceedingBody>,
    /// How far the publication of its result has come; null where none was proposed.
    publication: Option<PublicationBody>,
    /// Whether nothing of it may be deleted.
    on_hold: bool,
    /// Whether it is kept and shown to nobody but who must; null where everybody who
    /// works on cases may see it.
    restriction: Option<keeping::RestrictionBody>,
    /// Until when the sealed file must be kept.
    keep_until: Option<String>,
}

/// One share that a lead may start from.
#[derive(Serialize, ToSchema)]
pub struct StartBody {
    /// Whose.
    #[schema(example = "supplier")]
    party: String,
    /// In whole percent.
    percent: i64,
    /// The items of the booking that it comes from.
    items: Vec<String>,
}

/// What another system had brought an imported case to.
#[derive(Serialize, ToSchema)]
pub struct HistoryBody {
    /// Where it stood.
    #[schema(example = "resolved")]
    state: String,
    /// When it ended.
    resolved_at: Option<String>,
    /// The result in words; null after an erasure.
    result: Option<String>,
}

impl HistoryBody {
    fn of(dossier: &Dossier) -> Option<Self> {
        let (history, result) = dossier.history()?;
        Some(Self {
            state: history.state.as_str().into(),
            resolved_at: history.ended_at.map(Timestamp::to_rfc3339),
            result: result.map(str::to_owned),
        })
    }
}

impl FullCase {
    /// A case with its words, as far as the caller may see them.
    pub fn new(app: &App, language: Language, read: &Read, caller: &Caller) -> Self {
        let Read { dossier, start, owner, pictures } = read;
        let owner = owner.as_ref();
        let may_know_staff = caller.may(Scope::DecisionsWrite);
        let case = dossier.case();
        Self {
            case: CaseBody::new(&dossier.view),
            matter: MatterBody::new(dossier.matter(), case.as_ref(), app.policies().terms(), caller),
            history: HistoryBody::of(dossier),
            journey: JourneyBody::new(language, dossier),
            errands: case.as_ref().map(|case| ErrandsBody::new(dossier, case)).unwrap_or_default(),
            team: case
                .as_ref()
                .map(|case| TeamBody::new(language, (dossier, case), &app.policies(), owner, may_know_staff))
                .unwrap_or_default(),
            files: team::files(dossier, pictures),
            responsibility_start: start.iter().map(StartBody::from).collect(),
            escalated: case.as_ref().and_then(|case| case.team.escalated).map(|level| level.as_str().into()),
            restricted_until_review: case
                .as_ref()
                .and_then(|case| case.conversation.restricted_until_review)
                .map(Timestamp::to_rfc3339),
            connections: case.as_ref().map(|case| ConnectionsBody::new(case, &dossier.closed)).unwrap_or_default(),
            proceedings: case.as_ref().map(|case| beyond::proceedings(dossier, case)).unwrap_or_default(),
            publication: case.as_ref().and_then(|case| beyond::publication(dossier, case)),
            on_hold: case.as_ref().is_some_and(|case| case.privacy.on_hold),
            restriction: keeping::restriction(dossier),
            keep_until: case.and_then(|case| case.closing.keep_until).map(Timestamp::to_rfc3339),
        }
    }
}

impl From<&Proposed> for StartBody {
    fn from(proposed: &Proposed) -> Self {
        let Proposed { party, percent, items } = proposed;
        Self { party: party.as_str().into(), percent: *percent, items: items.clone() }
    }
}

/// One entry of a case's record.
#[derive(Serialize, ToSchema)]
pub struct EventBody {
    /// Its place in the case.
    seq: i64,
    /// What happened.
    #[schema(example = "case_received")]
    kind: String,
    /// The version of the payload.
    version: i64,
    /// Who did it.
    #[schema(example = "token:1")]
    actor: String,
    /// When it was recorded.
    recorded_at: String,
    /// When it took effect.
    effective_at: String,
    /// The facts; words stand in `words`, by slot. In the place of the number of a case
    /// under restriction that the caller may not know stands null, beside `restricted: true`.
    payload: Value,
    /// Whether the words are kept and the caller may not see them: they came by way of a
    /// case under restriction.
    withheld: bool,
    /// Of words to the complainant, as the entry is read today: `on_page`, `by_voice`,
    /// `handed_over` or `sent_elsewhere`; null where that is not said.
    told: Option<String>,
    /// The words; null after an erasure and where they are withheld. Those of a person's
    /// contact points are left out here.
    words: Vec<WordsBody>,
    /// The entry that withdrew this one, because what it says did not happen, or because
    /// it rested on something that did not.
    withdrawn_by: Option<i64>,
    /// Hash of the entry before.
    previous: String,
    /// Hash of this entry.
    hash: String,
}

/// Words that belong to an entry.
#[derive(Serialize, ToSchema)]
pub struct WordsBody {
    /// The place named in the payload.
    slot: i64,
    /// The words; null after an erasure.
    text: Option<String>,
}

impl EventBody {
    /// An entry of a record as its reader may know it.
    pub fn new(dossier: &Dossier, entry: &Entry) -> Self {
        let stored = &entry.stored;
        let personal = entry.personal_slots();
        let words = entry.bodies.iter().filter(|(slot, _)| !personal.contains(slot));
        Self {
            seq: stored.seq,
            kind: stored.kind.clone(),
            version: stored.version,
            actor: stored.actor.clone(),
            recorded_at: time(stored.recorded_at),
            effective_at: time(stored.effective_at),
            payload: dossier.payload(entry),
            withheld: entry.withheld,
            told: told(entry).map(|told| told.as_str().to_owned()),
            words: words.map(|(slot, text)| WordsBody { slot: *slot, text: text.clone() }).collect(),
            withdrawn_by: entry.withdrawn.as_ref().map(|withdrawn| withdrawn.by),
            previous: stored.previous.to_hex(),
            hash: stored.hash.to_hex(),
        }
    }
}

fn told(entry: &Entry) -> Option<Told> {
    if let Fact::Conversation(ConversationFact::MessageRecorded(message)) = &entry.event.fact {
        message.told
    } else {
        None
    }
}

/// One page of a case's record.
#[derive(Serialize, ToSchema)]
pub struct EventPage {
    /// The entries, in order.
    pub items: Vec<EventBody>,
    /// The place after which the record goes on; null at its end.
    pub next: Option<i64>,
}

/// What a result notice may say.
#[derive(Serialize, ToSchema)]
pub struct ResultNotice {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

fn time(micros: i64) -> String {
    Timestamp(micros).to_rfc3339()
}

const fn seconds(span: Span) -> i64 {
    span.0 / 1_000_000
}
