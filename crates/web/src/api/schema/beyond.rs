//! What reaches beyond a case: other cases, outside proceedings, publication,
//! how long it is kept.

use super::time;
use homeward_app::Closed;
use homeward_app::dossier::{Dossier, Entry};
use homeward_domain::case::event::{ProceedingFact, PublicationFact, PublicationProposed};
use homeward_domain::case::{Case, CaseStatus, Fact, Proceeding, Publication};
use homeward_domain::catalogue::LinkKind;
use homeward_domain::number::CaseNumber;
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// How a case belongs to others.
#[derive(Default, Serialize, ToSchema)]
pub struct ConnectionsBody {
    /// Cases that it is linked with.
    links: Vec<LinkBody>,
    /// The case that goes on with this one; null too where it is under restriction and the
    /// caller may not know which it is.
    merged_into: Option<String>,
    /// Whether that is so.
    merged_into_restricted: bool,
    /// Cases merged into this one.
    merged: Vec<String>,
    /// How many more there are, which are under restriction and closed to the caller.
    merged_restricted: usize,
    /// Cases that go on with parts of it.
    parts: Vec<String>,
    /// How many more there are, which are under restriction and closed to the caller.
    parts_restricted: usize,
}

/// A link.
#[derive(Serialize, ToSchema)]
struct LinkBody {
    /// The other case; null where it is under restriction and closed to the caller.
    number: Option<String>,
    /// Whether that is so.
    restricted: bool,
    /// `related`, `same_matter`, `same_incident`, `follow_up` or `split_from`.
    how: String,
}

/// A procedure outside the company.
#[derive(Serialize, ToSchema)]
pub struct ProceedingBody {
    /// Its number in the case.
    proceeding: i64,
    /// Whose procedure.
    #[schema(example = "authority")]
    body: String,
    /// Name of the body; null after an erasure.
    name: Option<String>,
    /// Their number.
    reference: Option<String>,
    /// The version of the law it follows.
    #[schema(example = "cn_tourism_complaint.2026")]
    law: Option<String>,
    /// When the notice reached us.
    received_at: String,
    /// Whether it still runs.
    runs: bool,
    /// Its dates; those that bind us stand in `clocks` too.
    dates: Vec<DateBody>,
    /// What happened in it.
    steps: Vec<StepBody>,
}

/// A date of a proceeding.
#[derive(Serialize, ToSchema)]
struct DateBody {
    /// `acceptance`, `answer` or `conclusion`.
    topic: String,
    /// The rule it rests on; `told` where a person told it.
    #[schema(example = "CN-TC26-07")]
    rule: String,
    /// The date; null where the figure was not yet checked, so that a person has to tell it.
    at: Option<String>,
}

/// A step of a proceeding.
#[derive(Serialize, ToSchema)]
struct StepBody {
    /// As `accepted`.
    step: String,
    /// Date of the document.
    at: String,
}

/// How far the publication of a result has come.
#[derive(Serialize, ToSchema)]
pub struct PublicationBody {
    /// `proposed`, `objected`, `approved`, `withheld`, `published` or `withdrawn`.
    state: String,
    /// What it was about.
    matter: Option<String>,
    /// How it ended.
    result: Option<String>,
    /// When a supplier concerned was told what is to be published, while it is approved.
    supplier_told_at: Option<String>,
    /// Since when the complainant knows of the decision to publish, from which their days
    /// to object run; absent while nobody has told them.
    #[serde(skip_serializing_if = "Option::is_none")]
    told_at: Option<String>,
    /// Since when it is public.
    published_at: Option<String>,
    /// Until when.
    published_until: Option<String>,
}

impl ConnectionsBody {
    /// What the record of a case tells, as far as its reader may know it.
    pub fn new(case: &Case, closed: &Closed) -> Self {
        let connections = &case.connections;
        let link = |(number, how): &(CaseNumber, LinkKind)| {
            let restricted = closed.has(*number);
            LinkBody { number: (!restricted).then(|| number.to_string()), restricted, how: how.as_str().into() }
        };
        let into = if let CaseStatus::Merged { into, .. } = &case.status { Some(*into) } else { None };
        let merged = connections.absorbed.iter().map(|one| one.other);
        let (merged, merged_restricted) = parted(merged, closed);
        let (parts, parts_restricted) = parted(connections.parts.iter().copied(), closed);
        Self {
            links: connections.links.iter().map(link).collect(),
            merged_into: into.filter(|into| !closed.has(*into)).map(|into| into.to_string()),
            merged_into_restricted: into.is_some_and(|into| closed.has(into)),
            merged,
            merged_restricted,
            parts,
            parts_restricted,
        }
    }
}

/// The numbers that a reader may know, and how many they may not.
fn parted(numbers: impl Iterator<Item = CaseNumber>, closed: &Closed) -> (Vec<String>, usize) {
    let (hidden, known): (Vec<CaseNumber>, Vec<CaseNumber>) = numbers.partition(|number| closed.has(*number));
    (known.iter().map(ToString::to_string).collect(), hidden.len())
}

/// The proceedings of a case.
pub fn proceedings(dossier: &Dossier, case: &Case) -> Vec<ProceedingBody> {
    case.proceedings.iter().map(|one| proceeding(dossier, one)).collect()
}

fn proceeding(dossier: &Dossier, one: &Proceeding) -> ProceedingBody {
    let opened = dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::Proceedings(ProceedingFact::ProceedingOpened(f)) if f.proceeding == one.number => Some((entry, f)),
        _ => None,
    });
    let date = |date: &homeward_domain::case::event::ExpectedDate| DateBody {
        topic: date.topic.as_str().into(),
        rule: date.rule.clone(),
        at: date.at.map(Timestamp::to_rfc3339),
    };
    ProceedingBody {
        proceeding: one.number,
        body: one.body.as_str().into(),
        name: opened.and_then(|(entry, f)| words(entry, f.name)),
        reference: opened.and_then(|(entry, f)| words(entry, f.reference?)),
        law: one.law.clone(),
        received_at: one.received_at.to_rfc3339(),
        runs: one.runs(),
        dates: one.dates.iter().map(date).collect(),
        steps: one.steps.iter().map(|(step, at)| StepBody { step: step.as_str().into(), at: time(at.0) }).collect(),
    }
}

/// The publication of a case, where one was proposed.
pub fn publication(dossier: &Dossier, case: &Case) -> Option<PublicationBody> {
    let state = case.publication?;
    let proposed: Option<(&Entry, &PublicationProposed)> =
        dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
            Fact::Publication(PublicationFact::PublicationProposed(f)) => Some((entry, f)),
            _ => None,
        });
    let (published_at, published_until) = match state {
        Publication::Published { at, until } => (Some(at.to_rfc3339()), Some(until.to_rfc3339())),
        _ => (None, None),
    };
    let told_at = match state {
        Publication::Approved { told: Some(at), .. } => Some(at.to_rfc3339()),
        _ => None,
    };
    let supplier_told_at = match state {
        Publication::Approved { supplier_told: Some(at), .. } => Some(at.to_rfc3339()),
        _ => None,
    };
    let state = match state {
        Publication::Proposed { objected: false, .. } => "proposed",
        Publication::Proposed { objected: true, .. } => "objected",
        Publication::Approved { .. } => "approved",
        Publication::Withheld => "withheld",
        Publication::Published { .. } => "published",
        Publication::Withdrawn => "withdrawn",
    };
    Some(PublicationBody {
        state: state.into(),
        matter: proposed.and_then(|(entry, f)| words(entry, f.matter)),
        result: proposed.and_then(|(entry, f)| words(entry, f.result)),
        supplier_told_at,
        told_at,
        published_at,
        published_until,
    })
}

fn words(entry: &Entry, reference: ContentRef) -> Option<String> {
    entry.words(reference).map(str::to_owned)
}
