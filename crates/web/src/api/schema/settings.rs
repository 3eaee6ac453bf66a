//! Promises, jobs, notices, figures and explained clocks over the API.

use super::{seconds, time};
use crate::language::{Language, message};
use homeward_app::explain::Explanation;
use homeward_app::notices::Notice;
use homeward_app::promises::{Job, Preview};
use homeward_app::views::View;
use homeward_domain::profiles::{EverydayType, Profile};
use homeward_domain::promises::Promise;
use homeward_domain::time::{Span, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A promise in its newest version.
#[derive(Serialize, ToSchema)]
pub struct PromiseBody {
    /// Name.
    #[schema(example = "first_response")]
    id: String,
    /// Version, from 1.
    version: i64,
    /// What a clock of it is about.
    #[schema(example = "case")]
    subject: String,
    /// `public`, `partner` or `internal`.
    #[schema(example = "public")]
    audience: String,
    /// Where the figure comes from.
    source: String,
    /// The kinds of case it holds for.
    kinds: Vec<String>,
    /// What lets its clock begin.
    starts: String,
    /// What meets it.
    met_by: String,
    /// Minutes until it is due.
    #[schema(example = 120)]
    within_minutes: i64,
    /// Minutes where the case is urgent.
    urgent_within_minutes: Option<i64>,
    /// Minutes where a person is in danger.
    danger_within_minutes: Option<i64>,
    /// Minutes while we wait for others.
    waiting_within_minutes: Option<i64>,
    /// The working calendar that counts; wall time where there is none.
    calendar: Option<String>,
    /// Reasons for which it may pause.
    pausable_for: Vec<String>,
    /// Whether a lead may extend it once.
    extendable: bool,
}

impl From<&Promise> for PromiseBody {
    fn from(p: &Promise) -> Self {
        Self {
            id: p.id.clone(),
            version: p.version,
            subject: p.subject.as_str().into(),
            audience: p.audience.as_str().into(),
            source: p.source.clone(),
            kinds: p.kinds.iter().map(|kind| kind.as_str().into()).collect(),
            starts: p.starts.as_str().into(),
            met_by: p.met_by.as_str().into(),
            within_minutes: p.within_minutes,
            urgent_within_minutes: p.urgent_within_minutes,
            danger_within_minutes: p.danger_within_minutes,
            waiting_within_minutes: p.waiting_within_minutes,
            calendar: p.calendar.clone(),
            pausable_for: p.pausable_for.iter().map(|reason| reason.as_str().into()).collect(),
            extendable: p.extendable,
        }
    }
}

/// The promises in force.
#[derive(Serialize, ToSchema)]
pub struct PromisePage {
    /// The newest version of each.
    pub items: Vec<PromiseBody>,
}

/// What a company is.
#[derive(Serialize, ToSchema)]
pub struct ProfileBody {
    /// `agency`, `platform`, `hotel` or `desk`.
    #[schema(example = "agency")]
    id: String,
    /// Its name.
    #[schema(example = "旅行社")]
    name: String,
    /// Its everyday types of complaint.
    everyday: Vec<EverydayBody>,
}

/// A type of complaint that is told with one click.
#[derive(Serialize, ToSchema)]
struct EverydayBody {
    /// As it is sent in `everyday_type`.
    #[schema(example = "agency.forced_shopping")]
    id: String,
    /// Its name.
    #[schema(example = "强制购物")]
    name: String,
    /// Its main category.
    #[schema(example = "rights.forced_shopping")]
    category: String,
    /// How it is handled.
    #[schema(example = "service")]
    handling_type: String,
}

impl ProfileBody {
    /// A profile in the reader's language.
    pub fn new(language: Language, profile: &Profile) -> Self {
        let everyday = |one: &EverydayType| EverydayBody {
            id: format!("{}.{}", profile.id, one.id),
            name: message(language, &format!("everyday-{}-{}", profile.id, one.id.replace('_', "-")), &[]),
            category: one.category.to_string(),
            handling_type: one.handling_type.as_str().into(),
        };
        Self {
            id: profile.id.clone(),
            name: message(language, &format!("profile-{}", profile.id), &[]),
            everyday: profile.everyday.iter().map(everyday).collect(),
        }
    }
}

/// Every profile.
#[derive(Serialize, ToSchema)]
pub struct ProfilePage {
    /// In the order of the specification.
    pub items: Vec<ProfileBody>,
}

/// A unit's own promise.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewUnitPromise {
    /// The promise that the unit keeps within a stricter time.
    #[schema(example = "contact")]
    of: String,
    /// The unit by its reference.
    #[schema(example = "SZ-01")]
    unit: String,
    /// Minutes until it is due; not more than all promise.
    #[schema(example = 30)]
    within_minutes: i64,
    /// Minutes where the case is urgent.
    urgent_within_minutes: Option<i64>,
    /// Minutes where a person is in danger.
    danger_within_minutes: Option<i64>,
    /// The working calendar that counts.
    calendar: Option<String>,
}

/// What changes of a promise; what is left out stays.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewPromise {
    /// Minutes until it is due.
    #[schema(example = 90)]
    within_minutes: Option<i64>,
    /// Minutes where the case is urgent; null takes the limit away.
    urgent_within_minutes: Option<i64>,
    /// Minutes where a person is in danger; null takes the limit away.
    danger_within_minutes: Option<i64>,
    /// Minutes while we wait for others; null takes the limit away.
    waiting_within_minutes: Option<i64>,
    /// The working calendar that counts.
    calendar: Option<String>,
    /// Whether it counts wall time from now on.
    wall_time: Option<bool>,
    /// Reasons for which it may pause.
    pausable_for: Option<Vec<String>>,
    /// Whether a lead may extend it once.
    extendable: Option<bool>,
}

/// What a change would do to the clocks that run.
#[derive(Serialize, ToSchema)]
pub struct PreviewBody {
    /// Open cases on which it runs.
    cases: i64,
    /// Due earlier than now.
    earlier: i64,
    /// Due later than now.
    later: i64,
    /// Would be broken at once.
    late: i64,
}

impl From<Preview> for PreviewBody {
    fn from(p: Preview) -> Self {
        Self { cases: p.cases, earlier: p.earlier, later: p.later, late: p.late }
    }
}

/// A promise that was changed.
#[derive(Serialize, ToSchema)]
pub struct ChangedPromise {
    /// Its new version.
    pub promise: PromiseBody,
    /// The job that brings running clocks along.
    pub job: JobBody,
}

/// A job in the background.
#[derive(Serialize, ToSchema)]
pub struct JobBody {
    /// Its number.
    id: i64,
    /// What it does.
    #[schema(example = "follow_policies")]
    kind: String,
    /// `running`, `done` or `cancelled`.
    #[schema(example = "running")]
    state: String,
    /// Cases looked at.
    done: i64,
    /// Cases that it changed.
    changed: i64,
    /// Cases that were open when it began.
    total: i64,
    /// Who began it.
    actor: String,
    /// When it began.
    created_at: String,
}

impl From<&Job> for JobBody {
    fn from(job: &Job) -> Self {
        Self {
            id: job.id,
            kind: job.kind.clone(),
            state: job.state.clone(),
            done: job.done,
            changed: job.changed,
            total: job.total,
            actor: job.actor.clone(),
            created_at: time(job.created_at),
        }
    }
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub struct NoticeBody {
    /// Its number.
    id: i64,
    /// What it is about, as `clock_breached`.
    #[schema(example = "clock_breached")]
    kind: String,
    /// The case.
    number: String,
    /// The newest entry that it is about.
    seq: i64,
    /// Where the case stands now.
    #[schema(example = "investigating")]
    state: String,
    /// How often it was told since it was last read.
    times: i64,
    /// When it was told last.
    at: String,
    /// When it was read.
    read_at: Option<String>,
}

impl From<&Notice> for NoticeBody {
    fn from(notice: &Notice) -> Self {
        Self {
            id: notice.id,
            kind: notice.kind.clone(),
            number: notice.number.clone(),
            seq: notice.seq,
            state: notice.state.clone(),
            times: notice.times,
            at: time(notice.told_at),
            read_at: notice.read_at.map(time),
        }
    }
}

/// What a member of staff is told.
#[derive(Serialize, ToSchema)]
pub struct NoticePage {
    /// Those told last first.
    pub items: Vec<NoticeBody>,
}

/// A clock that explains its due time.
#[derive(Serialize, ToSchema)]
pub struct ExplainedClock {
    /// The promise.
    #[schema(example = "settle")]
    promise: String,
    /// Which time round.
    run: i64,
    /// As in `clocks` of a case.
    state: String,
    /// The case in which it counts on, where it was carried over.
    carried_to: Option<String>,
    /// The version of the promise.
    version: i64,
    /// Where the figure comes from.
    #[schema(example = "S1 §3.2")]
    source: String,
    /// `public`, `partner` or `internal`.
    audience: Option<String>,
    /// When counting began.
    started_at: String,
    /// The counting time allowed.
    limit_seconds: i64,
    /// The calendar that counts; wall time where there is none.
    calendar: Option<String>,
    /// Its version.
    calendar_version: Option<i64>,
    /// When it is, or was, due.
    due_at: String,
    /// When it did not count.
    pauses: Vec<PauseBody>,
    /// Counting time added by an extension.
    extended_seconds: Option<i64>,
    /// Why it was extended.
    extension_reason: Option<String>,
    /// When it got another target, and why.
    retargets: Vec<RetargetBody>,
    /// How long each owner held the case until it was due or met.
    held: Vec<HeldBody>,
}

/// A pause.
#[derive(Serialize, ToSchema)]
struct PauseBody {
    from: String,
    until: String,
    /// What we waited for.
    reason: Option<String>,
}

/// Another target.
#[derive(Serialize, ToSchema)]
struct RetargetBody {
    at: String,
    /// As `nature_set`, `promise_changed`, `merged`.
    cause: String,
}

/// A share of the time.
#[derive(Serialize, ToSchema)]
struct HeldBody {
    /// A member of staff by number; null for nobody.
    owner: Option<i64>,
    seconds: i64,
    /// Of the whole, in whole percent, rounded down.
    percent: i64,
}

/// The clocks of a case, explained.
#[derive(Serialize, ToSchema)]
pub struct ExplainedPage {
    /// In the order in which they started.
    pub items: Vec<ExplainedClock>,
}

impl From<&Explanation> for ExplainedClock {
    fn from(e: &Explanation) -> Self {
        let whole = e.held.iter().map(|(_, span)| span.0).sum::<i64>().max(1);
        let pause = |(from, until, reason): &(Timestamp, Timestamp, Option<_>)| PauseBody {
            from: from.to_rfc3339(),
            until: until.to_rfc3339(),
            reason: reason.map(|r: homeward_domain::catalogue::PauseReason| r.as_str().into()),
        };
        let share = |(owner, span): &(Option<i64>, Span)| HeldBody {
            owner: *owner,
            seconds: seconds(*span),
            percent: span.0 * 100 / whole,
        };
        Self {
            promise: e.clock.promise.clone(),
            run: e.clock.run,
            state: e.state.into(),
            carried_to: e.carried_to.map(|to| to.to_string()),
            version: e.version,
            source: e.source.clone(),
            audience: e.audience.map(|audience| audience.as_str().into()),
            started_at: e.start.to_rfc3339(),
            limit_seconds: seconds(e.limit),
            calendar: e.calendar.as_ref().map(|(id, _)| id.clone()),
            calendar_version: e.calendar.as_ref().map(|(_, version)| *version),
            due_at: e.due_at.to_rfc3339(),
            pauses: e.pauses.iter().map(pause).collect(),
            extended_seconds: e.extension.map(|(by, _)| seconds(by)),
            extension_reason: e.extension.map(|(_, reason)| reason.as_str().into()),
            retargets: e
                .retargets
                .iter()
                .map(|(at, cause)| RetargetBody { at: at.to_rfc3339(), cause: cause.as_str().into() })
                .collect(),
            held: e.held.iter().map(share).collect(),
        }
    }
}

/// A view of the queue.
#[derive(Serialize, ToSchema)]
pub struct ViewBody {
    /// Its number.
    #[schema(example = 1)]
    id: i64,
    /// Its name.
    #[schema(example = "本周到期的投诉")]
    name: String,
    /// What is asked of the queue, as the query of its address.
    #[schema(example = "view=soon&kind=complaint")]
    query: String,
    /// Whether everybody sees it.
    shared: bool,
}

impl From<View> for ViewBody {
    fn from(view: View) -> Self {
        Self { id: view.id, name: view.name, query: view.query, shared: view.owner == 0 }
    }
}

/// Views of the queue.
#[derive(Serialize, ToSchema)]
pub struct ViewPage {
    /// In the order in which they were made.
    pub items: Vec<ViewBody>,
}

/// A view as it is kept.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewView {
    /// Its name.
    #[schema(example = "本周到期的投诉")]
    name: String,
    /// What is asked of the queue, as the query of its address: `view`, `kind`, `grade`,
    /// `unit`, `sort`, `group`, `columns`. What was searched for is not kept.
    #[schema(example = "view=soon&kind=complaint")]
    query: String,
    /// Whether everybody sees it; a program keeps no other.
    shared: Option<bool>,
}
