//! What the company has set: shipped with the program, then kept in the database
//! in every version.

use crate::app::App;
use crate::error::AppError;
use crate::rules::Book;
use crate::settings::{self, Setting, access, grading, retention, terms};
use crate::{calendars, categories, promises, sops};
use homeward_domain::actor::Actor;
use homeward_domain::categories::{Categories, OwnCategory};
use homeward_domain::policies::Policies;
use homeward_domain::procedures;
use homeward_domain::promises::{Promise, pack};
use homeward_domain::sops::{Sop, Sops};
use homeward_domain::time::Timestamp;
use homeward_store::jobs::{self, Job};
use homeward_store::policies::{self, Definition, Policy};
use homeward_store::{Db, Lane, Store, StoreError, cases};
use serde::Serialize;
use serde::de::DeserializeOwned;

const PROMISES: &str = include_str!("../../../rules/promises.toml");
const PROCEDURES: &str = include_str!("../../../rules/procedures/cn.toml");
const CALENDARS: [&str; 1] = [include_str!("../../../rules/calendars/cn_office.toml")];

/// Adds what is shipped and missing, and reads everything in force.
pub(crate) fn load(store: &Store, now: Timestamp) -> Result<(i64, Policies, Book), AppError> {
    store.write_blocking(Lane::Acts, move |db| seed(db, now))?;
    Ok(store.read_blocking(read_all)?)
}

/// Everything that is kept in versions.
pub(crate) fn kinds() -> impl Iterator<Item = Policy> {
    let listed = [promises::KIND, calendars::KIND, sops::KIND, categories::KIND];
    listed.into_iter().chain(settings::ALL.into_iter().map(Setting::kind))
}

/// The job that brings open cases along.
const FOLLOW: &str = "follow_policies";

/// One version of something that the company has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// What it says.
    pub what: T,
    /// From 1.
    pub version: i64,
    /// Who wrote it.
    pub actor: String,
    /// When, in microseconds of UTC; 0 where it came with the program.
    pub at: i64,
}

impl<T> Written<T> {
    /// What came with the program, before anybody wrote another version.
    pub(crate) fn shipped(what: T) -> Self {
        Self { what, version: 1, actor: Actor::System.to_string(), at: 0 }
    }
}

/// Every version of everything of a kind, by name and version, read by `parse`.
pub(crate) async fn written<T: Send + 'static>(
    app: &App,
    policy: Policy,
    parse: fn(&str) -> Result<T, StoreError>,
) -> Result<Vec<Written<T>>, AppError> {
    let one =
        move |d: Definition| Ok(Written { what: parse(&d.text)?, version: d.version, actor: d.actor, at: d.added_at });
    let read = move |db: &Db| policies::all(db, policy)?.into_iter().map(one).collect::<Result<_, StoreError>>();
    Ok(app.store().read(read).await?)
}

/// Reads what was kept as JSON.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(StoreError::corrupt)
}

/// A definition as it is kept.
pub(crate) fn definition(
    (id, version): (&str, i64),
    what: &impl Serialize,
    actor: Actor,
    app: &App,
) -> Result<Definition, AppError> {
    let text = serde_json::to_string(what).map_err(StoreError::corrupt)?;
    Ok(Definition { id: id.to_owned(), version, text, actor: actor.to_string(), added_at: app.clock().now().0 })
}

/// Keeps a version, which counts for what comes from now on.
pub(crate) async fn write(app: &App, policy: Policy, definition: Definition) -> Result<(), AppError> {
    keep(app, policy, definition, |_, _| Ok(())).await
}

/// Keeps a version, and begins the job that brings open cases along.
pub(crate) async fn write_for_all(app: &App, policy: Policy, definition: Definition) -> Result<Job, AppError> {
    let begin = |db: &Db, written: &Definition| {
        jobs::begin(db, FOLLOW, &written.actor, cases::open_count(db)?, written.added_at)
    };
    keep(app, policy, definition, begin).await
}

/// Refused where another version was written meanwhile.
async fn keep<T: Send + 'static>(
    app: &App,
    policy: Policy,
    definition: Definition,
    then: fn(&Db, &Definition) -> Result<T, StoreError>,
) -> Result<T, AppError> {
    let write = move |db: &Db| {
        if policies::newest_version(db, policy, &definition.id)? >= definition.version {
            return Err(AppError::Stale(definition.version));
        }
        policies::add(db, policy, &definition)?;
        policies::changed(db)?;
        Ok(then(db, &definition)?)
    };
    let done = app.store().write(Lane::Acts, write).await?;
    refresh(app).await?;
    Ok(done)
}

/// Takes over what another copy of the program, or this one, has changed.
pub async fn refresh(app: &App) -> Result<(), AppError> {
    let generation = app.store().read(policies::generation).await?;
    if generation > app.policies_generation() {
        let (generation, policies, rules) = app.store().read(read_all).await?;
        app.set_access(app.store().read(|db| settings::read_in_force(db, &access::ACCESS)).await?);
        app.set_policies(generation, policies, rules);
    }
    Ok(())
}

fn seed(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    for promise in pack::promises(PROMISES).map_err(StoreError::corrupt)? {
        let text = serde_json::to_string(&promise).map_err(StoreError::corrupt)?;
        policies::add(db, promises::KIND, &shipped(promise.id, promise.version, text, now))?;
    }
    for text in CALENDARS {
        let calendar = pack::calendar(text).map_err(StoreError::corrupt)?;
        policies::add(db, calendars::KIND, &shipped(calendar.id, calendar.version, text.to_owned(), now))?;
    }
    terms::seed(db, now, Actor::System.to_string())
}

fn shipped(id: String, version: i64, text: String, now: Timestamp) -> Definition {
    Definition { id, version, text, actor: Actor::System.to_string(), added_at: now.0 }
}

fn read_all(db: &Db) -> Result<(i64, Policies, Book), StoreError> {
    let (generation, policies) = read(db)?;
    Ok((generation, policies, Book::read(db)?))
}

pub(crate) fn read(db: &Db) -> Result<(i64, Policies), StoreError> {
    let generation = policies::generation(db)?;
    let all = |policy| policies::all(db, policy);
    let promises = all(promises::KIND)?.iter().map(|d| parse::<Promise>(&d.text)).collect::<Result<_, _>>()?;
    let calendars = all(calendars::KIND)?
        .iter()
        .map(|d| pack::calendar(&d.text).map_err(StoreError::corrupt))
        .collect::<Result<_, _>>()?;
    // What a law says is not edited in the product, so it is read as shipped.
    let procedures = procedures::procedures(PROCEDURES).map_err(StoreError::corrupt)?;
    let own_sops = all(sops::KIND)?.iter().map(|d| parse::<Sop>(&d.text)).collect::<Result<Vec<_>, _>>()?;
    let sops = Sops::new(sops::shipped().iter().cloned().chain(own_sops).collect());
    let mut categories: Vec<OwnCategory> = Vec::new();
    for definition in all(categories::KIND)? {
        categories.retain(|older| older.id.as_str() != definition.id);
        categories.push(parse(&definition.text)?);
    }
    let policies = Policies::new(promises, calendars)
        .with_procedures(procedures)
        .with_grading(settings::read_in_force(db, &grading::GRADING)?)
        .with_terms(settings::read_in_force(db, &terms::TERMS)?)
        .with_retention(settings::read_in_force(db, &retention::RETENTION)?)
        .with_sops(sops)
        .with_categories(Categories::new(categories));
    Ok((generation, policies))
}
