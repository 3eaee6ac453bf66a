//! What the company has set: shipped with the program, then kept in the database
//! in every version.

use crate::app::App;
use crate::app::rule_book::Book;
use crate::ground::error::AppError;
use crate::settings::access::ACCESS;
use crate::settings::grading::GRADING;
use crate::settings::retention::RETENTION;
use crate::settings::setting::read_in_force;
use crate::settings::terms::{self, TERMS};
use crate::settings::versions::parse;
use homeward_domain::actor::Actor;
use homeward_domain::categories::{Categories, OwnCategory};
use homeward_domain::policies::Policies;
use homeward_domain::procedures;
use homeward_domain::promises::{Promise, pack};
use homeward_domain::sops::{self, Sop, Sops};
use homeward_domain::time::Timestamp;
use homeward_store::jobs::{self, Job};
use homeward_store::policies::{self, Definition, Policy};
use homeward_store::{Db, Lane, Store, StoreError, cases};
use std::sync::LazyLock;

const PROMISES: &str = include_str!("../../../../rules/promises.toml");
const PROCEDURES: &str = include_str!("../../../../rules/procedures/cn.toml");
const CALENDARS: [&str; 1] = [include_str!("../../../../rules/calendars/cn_office.toml")];

/// Under which the database keeps promises, as JSON.
pub(crate) const PROMISE: Policy = Policy("promise");
/// Under which it keeps working calendars, as TOML.
pub(crate) const CALENDAR: Policy = Policy("calendar");
/// Under which it keeps procedures, as JSON.
pub(crate) const SOP: Policy = Policy("sop");
/// Under which it keeps categories, as JSON.
pub(crate) const CATEGORY: Policy = Policy("category");

static SHIPPED_SOPS: LazyLock<Vec<Sop>> = LazyLock::new(|| {
    sops::sops(include_str!("../../../../rules/sops.toml")).expect("a shipped pack, which a test reads")
});

/// Every procedure that came with the program.
pub fn shipped_sops() -> &'static [Sop] {
    &SHIPPED_SOPS
}

/// Adds what is shipped and missing, and reads everything in force.
pub(crate) fn load(store: &Store, now: Timestamp) -> Result<(i64, Policies, Book), AppError> {
    store.write_blocking(Lane::Acts, move |db| seed(db, now))?;
    Ok(store.read_blocking(read_all)?)
}

/// The job that brings open cases along.
const FOLLOW: &str = "follow_policies";

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
        app.set_access(app.store().read(|db| read_in_force(db, &ACCESS)).await?);
        app.set_policies(generation, policies, rules);
    }
    Ok(())
}

fn seed(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    for promise in pack::promises(PROMISES).map_err(StoreError::corrupt)? {
        let text = serde_json::to_string(&promise).map_err(StoreError::corrupt)?;
        policies::add(db, PROMISE, &shipped(promise.id, promise.version, text, now))?;
    }
    for text in CALENDARS {
        let calendar = pack::calendar(text).map_err(StoreError::corrupt)?;
        policies::add(db, CALENDAR, &shipped(calendar.id, calendar.version, text.to_owned(), now))?;
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
    let promises = all(PROMISE)?.iter().map(|d| parse::<Promise>(&d.text)).collect::<Result<_, _>>()?;
    let calendars = all(CALENDAR)?
        .iter()
        .map(|d| pack::calendar(&d.text).map_err(StoreError::corrupt))
        .collect::<Result<_, _>>()?;
    // What a law says is not edited in the product, so it is read as shipped.
    let procedures = procedures::procedures(PROCEDURES).map_err(StoreError::corrupt)?;
    let own_sops = all(SOP)?.iter().map(|d| parse::<Sop>(&d.text)).collect::<Result<Vec<_>, _>>()?;
    let sops = Sops::new(shipped_sops().iter().cloned().chain(own_sops).collect());
    let mut categories: Vec<OwnCategory> = Vec::new();
    for definition in all(CATEGORY)? {
        categories.retain(|older| older.id.as_str() != definition.id);
        categories.push(parse(&definition.text)?);
    }
    let policies = Policies::new(promises, calendars)
        .with_procedures(procedures)
        .with_grading(read_in_force(db, &GRADING)?)
        .with_terms(read_in_force(db, &TERMS)?)
        .with_retention(read_in_force(db, &RETENTION)?)
        .with_sops(sops)
        .with_categories(Categories::new(categories));
    Ok((generation, policies))
}
