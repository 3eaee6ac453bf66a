//! Who at the company does what: duties, procedure, usual measures, files;
//! members of staff.

use super::time;
use crate::language::Language;
use crate::wording::{name, step as step_words, usual_measure};
use homeward_app::dossier::{Dossier, Entry};
use homeward_app::pictures::{Pictures, Place};
use homeward_app::tokens::ListedToken;
use homeward_app::{Staff, languages, usual_measures};
use homeward_domain::case::event::{ConversationFact, Direction, FileFact, PlanFact};
use homeward_domain::case::team::duties;
use homeward_domain::case::team::steps::progress;
use homeward_domain::case::{Case, Event, Fact};
use homeward_domain::policies::Policies;
use serde::Serialize;
use utoipa::ToSchema;

/// Who at the company does what for a case.
#[derive(Default, Serialize, ToSchema)]
pub struct TeamBody {
    /// What the strategy asks for; empty before the case is graded.
    duties: Vec<DutyBody>,
    /// The procedure of its category.
    procedure: ProcedureBody,
    /// The usual measures of its handling type; empty before triage.
    usual_measures: Vec<UsualMeasureBody>,
    /// Messages in a language that the owner does not speak, without a translation.
    translations_needed: Vec<UnreadBody>,
    /// What members of staff answer for; null without the scope `decisions:write`.
    staff_responsibility: Option<Vec<StaffResponsibilityBody>>,
}

/// One duty.
#[derive(Serialize, ToSchema)]
struct DutyBody {
    /// Its name.
    #[schema(example = "daily_review")]
    duty: String,
    /// In words.
    #[schema(example = "每日复核")]
    text: String,
    /// Whether it should be done by now.
    due: bool,
    /// Whether it was done; a review as long as the next is not late.
    done: bool,
    /// Whether somebody said, with a reason, that it is not needed here.
    waived: bool,
    /// Who takes part by it, by number.
    staff: Vec<i64>,
}

/// A procedure with how far the case has come.
#[derive(Default, Serialize, ToSchema)]
struct ProcedureBody {
    /// Its name.
    #[schema(example = "safety")]
    id: String,
    /// The step that is next; null at the end.
    #[schema(example = "rescue")]
    current: Option<String>,
    /// Its steps.
    steps: Vec<ProcedureStepBody>,
}

/// One step of a procedure.
#[derive(Serialize, ToSchema)]
struct ProcedureStepBody {
    /// Its name.
    #[schema(example = "rescue")]
    step: String,
    /// In words.
    #[schema(example = "先救人")]
    text: String,
    /// The entry by which it was taken.
    entry: Option<i64>,
    /// When it was taken.
    taken_at: Option<String>,
}

/// One of the usual measures.
#[derive(Serialize, ToSchema)]
struct UsualMeasureBody {
    /// Its name, to be sent as `template`.
    #[schema(example = "service.stop")]
    template: String,
    /// In words.
    #[schema(example = "立即停止不当服务")]
    text: String,
    /// Whether the case has it.
    added: bool,
}

/// A message that the owner cannot read.
#[derive(Serialize, ToSchema)]
struct UnreadBody {
    /// Its entry.
    entry: i64,
    /// The language it is in.
    #[schema(example = "en")]
    language: String,
}

/// What a member of staff answers for.
#[derive(Serialize, ToSchema)]
struct StaffResponsibilityBody {
    /// By number.
    staff: i64,
    /// For what.
    text: String,
}

/// A file of a case.
#[derive(Serialize, ToSchema)]
pub struct FileBody {
    /// Its number in the case.
    file: i64,
    /// Its name; null after an erasure. Of an identity paper all but its ending is hidden
    /// from tokens that may not see contact points.
    #[schema(example = "大巴照片.jpg")]
    name: Option<String>,
    /// Whether it is the scan of an identity paper, which is open to tokens that may see
    /// contact points alone.
    is_paper: bool,
    /// Its type by its content.
    #[schema(example = "image/jpeg")]
    media_type: String,
    /// Its length.
    bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal; null after an erasure.
    sha256: Option<String>,
    /// The entry it belongs to.
    entry: Option<i64>,
    /// When it was attached.
    attached_at: String,
    /// Of a picture, whether there is a copy to show: `ready`; `waiting`, to be made
    /// when somebody asks for it or before; or why there is none: `format`, `too_large`,
    /// `damaged`, `not_made`. Null of what is no picture.
    #[schema(example = "ready")]
    copy: Option<String>,
    /// When a picture was taken by the clock of the camera, which may be wrong, with the
    /// zone behind it where the camera told it. Null where it is not known, and for
    /// whoever may not see the original.
    #[schema(example = "2026-10-03T14:22:05+08:00", format = "camera-time")]
    taken_at: Option<String>,
    /// Where a picture says that it was taken; null like `taken_at`.
    place: Option<PlaceBody>,
}

/// A place on earth, in degrees (WGS 84).
#[derive(Serialize, ToSchema)]
struct PlaceBody {
    /// North is positive.
    #[schema(example = 34.66, minimum = -90, maximum = 90)]
    latitude: f64,
    /// East is positive.
    #[schema(example = 112.47, minimum = -180, maximum = 180)]
    longitude: f64,
}

impl From<Place> for PlaceBody {
    fn from(place: Place) -> Self {
        let degrees = |millionths: i32| f64::from(millionths) / 1e6;
        Self { latitude: degrees(place.latitude), longitude: degrees(place.longitude) }
    }
}

impl TeamBody {
    /// What the record of a case tells.
    pub fn new(
        language: Language,
        (dossier, case): (&Dossier, &Case),
        policies: &Policies,
        owner: Option<&Staff>,
        may_know_staff: bool,
    ) -> Self {
        let duty = |standing: duties::DutyStanding| DutyBody {
            duty: standing.duty.as_str().into(),
            text: name(language, "duty", standing.duty.as_str()),
            due: standing.due,
            done: standing.done,
            waived: standing.waived,
            staff: standing.staff,
        };
        let handling = case.triage.decided.as_ref().map(|triage| triage.handling_type);
        let added = |template: &str| {
            let is_it = |fact: &Fact| matches!(fact, Fact::Plans(PlanFact::MeasureAdded(f)) if f.template.as_deref() == Some(template));
            dossier.entries.iter().any(|entry| is_it(&entry.event.fact))
        };
        let usual = |template: &&str| UsualMeasureBody {
            template: (*template).to_owned(),
            text: usual_measure(language, template),
            added: added(template),
        };
        let named = dossier.entries.iter().filter_map(Entry::staff_responsibility);
        let named = named.map(|named| StaffResponsibilityBody { staff: named.staff, text: named.text });
        Self {
            duties: duties::standing(case).into_iter().map(duty).collect(),
            procedure: procedure(language, policies, dossier, case),
            usual_measures: handling.map(|h| usual_measures::of(h).iter().map(usual).collect()).unwrap_or_default(),
            translations_needed: unread(dossier, owner),
            staff_responsibility: may_know_staff.then(|| named.collect()),
        }
    }
}

/// Messages in a language that their reader does not speak, as far as nobody
/// has translated them.
fn unread(dossier: &Dossier, owner: Option<&Staff>) -> Vec<UnreadBody> {
    let Some(owner) = owner.filter(|owner| !owner.languages.is_empty()) else { return Vec::new() };
    let translated = |seq: i64| {
        let of = |fact: &Fact| matches!(fact, Fact::Conversation(ConversationFact::TranslationAdded(f)) if f.of == seq);
        dossier.standing().any(|entry| of(&entry.event.fact))
    };
    let foreign = dossier.standing().filter_map(|entry| match &entry.event.fact {
        Fact::Conversation(ConversationFact::MessageRecorded(m)) if m.direction == Direction::In => {
            Some((entry.event.seq, m.language.clone()?))
        }
        _ => None,
    });
    let needed = foreign.filter(|(seq, language)| !languages::speaks(&owner.languages, language) && !translated(*seq));
    needed.map(|(entry, language)| UnreadBody { entry, language }).collect()
}

fn procedure(language: Language, policies: &Policies, dossier: &Dossier, case: &Case) -> ProcedureBody {
    let Some(sop) = policies.sops().of(case.triage.category.as_ref()) else { return ProcedureBody::default() };
    let events: Vec<&Event> = dossier.standing().map(|entry| &entry.event).collect();
    let progress = progress(sop, &events);
    let current = progress.iter().find(|one| one.taken.is_none()).map(|one| one.step.id.clone());
    let step = |one: homeward_domain::case::team::steps::Progress| ProcedureStepBody {
        step: one.step.id.clone(),
        text: step_words(language, policies.sops(), &one.step.id),
        entry: one.taken.map(|(seq, _)| seq),
        taken_at: one.taken.map(|(_, at)| at.to_rfc3339()),
    };
    ProcedureBody { id: sop.id.clone(), current, steps: progress.into_iter().map(step).collect() }
}

/// The files of a case, in order.
pub fn files(dossier: &Dossier, pictures: &Pictures) -> Vec<FileBody> {
    let papers = dossier.case().map(|case| case.files.papers).unwrap_or_default();
    let attached = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Files(FileFact::FileAttached(file)) => Some((entry, file)),
        _ => None,
    });
    let body = |(entry, file): (&Entry, &homeward_domain::case::event::FileAttached)| {
        let details = entry.file_details();
        let picture = pictures.all.get(&file.file);
        FileBody {
            file: file.file,
            name: details.as_ref().map(|details| details.name.clone()),
            is_paper: papers.contains(&file.file),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: details.map(|details| details.sha256.to_hex()),
            entry: file.about,
            attached_at: time(entry.event.effective_at.0),
            copy: picture.map(|picture| picture.stands.as_str().into()),
            taken_at: picture.and_then(|picture| picture.facts.taken_at.clone()),
            place: picture.and_then(|picture| picture.facts.place).map(PlaceBody::from),
        }
    };
    attached.map(body).collect()
}

/// A member of staff.
#[derive(Serialize, ToSchema)]
pub struct StaffBody {
    /// By number.
    id: i64,
    /// Name as colleagues see it.
    #[schema(example = "李娜")]
    name: String,
    /// E-mail address.
    #[schema(example = "lina@example.com")]
    email: String,
    /// `administrator`, `manager`, `lead`, `agent`, `auditor` or `on_site`.
    #[schema(example = "agent")]
    role: String,
    /// The unit whose cases they see; null for the whole company.
    unit: Option<String>,
    /// Languages they speak.
    #[schema(example = json!(["zh", "en"]))]
    languages: Vec<String>,
    /// Skills and certificates.
    #[schema(example = json!(["visa"]))]
    skills: Vec<String>,
    /// When they left.
    left_at: Option<String>,
}

impl From<&Staff> for StaffBody {
    fn from(staff: &Staff) -> Self {
        let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self {
            id: staff.id,
            name: staff.name.clone(),
            email: staff.email.clone(),
            role: staff.role.clone(),
            unit: Some(staff.unit.clone()).filter(|unit| !unit.is_empty()),
            languages: words(&staff.languages),
            skills: words(&staff.skills),
            left_at: staff.left_at.map(time),
        }
    }
}

/// Members of staff.
#[derive(Serialize, ToSchema)]
pub struct StaffPage {
    /// Everybody, by number.
    pub items: Vec<StaffBody>,
}

/// A member of staff.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewStaff {
    /// Name as colleagues see it.
    #[schema(example = "李娜")]
    name: String,
    /// E-mail address, unique among staff.
    #[schema(example = "lina@example.com")]
    email: String,
    /// `administrator`, `manager`, `lead`, `agent`, `auditor` or `on_site`.
    #[schema(example = "agent")]
    role: String,
    /// The unit they belong to, by its reference; they see its cases and those below it.
    #[schema(example = "SZ-01")]
    unit: Option<String>,
    /// Languages they speak, as BCP 47 tags.
    #[schema(example = json!(["zh", "en"]))]
    languages: Option<Vec<String>>,
    /// Skills and certificates, each one word.
    #[schema(example = json!(["visa"]))]
    skills: Option<Vec<String>>,
    /// Whether they have left.
    has_left: Option<bool>,
}

/// A one-time link.
#[derive(Serialize, ToSchema)]
pub struct SignInLink {
    /// Good once, within 24 hours.
    #[schema(example = "http://127.0.0.1:8080/sign-in/…")]
    pub url: String,
}

/// Tokens of programs.
#[derive(Serialize, ToSchema)]
pub struct TokenPage {
    /// All of them, the newest first.
    pub items: Vec<TokenBody>,
}

/// A token; its secret is stored nowhere.
#[derive(Serialize, ToSchema)]
pub struct TokenBody {
    /// Its number.
    id: i64,
    /// What it is for.
    name: String,
    /// What it may do.
    #[schema(example = json!(["cases:read"]))]
    scopes: Vec<String>,
    /// The unit whose cases it sees; null where it sees all.
    unit: Option<String>,
    /// When it was made.
    created_at: String,
    /// When it ends; null where it does not.
    expires_at: Option<String>,
    /// When it was last used, to the minute; null where it never was.
    used_at: Option<String>,
    /// When it was revoked; null while it is good.
    revoked_at: Option<String>,
}

impl From<&ListedToken> for TokenBody {
    fn from(listed: &ListedToken) -> Self {
        let token = &listed.token;
        Self {
            id: token.id,
            name: token.name.clone(),
            scopes: token.scopes.split(' ').map(str::to_owned).collect(),
            unit: Some(token.unit.clone()).filter(|unit| !unit.is_empty()),
            created_at: time(listed.created_at),
            expires_at: token.expires_at.map(time),
            used_at: listed.used_at.map(time),
            revoked_at: listed.revoked_at.map(time),
        }
    }
}

/// A token to make.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewToken {
    /// What it is for.
    #[schema(example = "importer")]
    name: String,
    /// What it may do.
    #[schema(example = json!(["cases:read"]))]
    scopes: Vec<String>,
    /// The unit whose cases it sees, with those below it.
    unit: Option<String>,
    /// When it ends; null where it does not.
    #[schema(example = "2027-11-20T15:00:00+08:00")]
    expires_at: Option<String>,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    /// Its number.
    pub id: i64,
    /// What a program sends as bearer; shown only now.
    #[schema(example = "hwt_…")]
    pub secret: String,
}
