//! Promises, calendars and procedures: seeded from the shipped rule packs, then kept in
//! the database in every version.

use crate::app::App;
use crate::error::AppError;
use crate::rules::Book;
use homeward_domain::actor::Actor;
use homeward_domain::procedures;
use homeward_domain::promises::{Policies, Promise, pack};
use homeward_domain::time::Timestamp;
use homeward_store::policies::Definition;
use homeward_store::{Db, Lane, Store, StoreError, policies};

const PROMISES: &str = include_str!("../../../rules/promises.toml");
const PROCEDURES: &str = include_str!("../../../rules/procedures/cn.toml");
const CALENDARS: [&str; 1] = [include_str!("../../../rules/calendars/cn_office.toml")];

/// Adds what is shipped and missing, and reads everything in force.
pub(crate) fn load(store: &Store, now: Timestamp) -> Result<(i64, Policies, Book), AppError> {
    store.write_blocking(Lane::Acts, move |db| seed(db, now))?;
    Ok(store.read_blocking(read_all)?)
}

/// Takes over what another copy of the program, or this one, has changed.
pub async fn refresh(app: &App) -> Result<(), AppError> {
    let generation = app.store().read(policies::generation).await?;
    if generation > app.policies_generation() {
        let (generation, policies, rules) = app.store().read(read_all).await?;
        app.set_policies(generation, policies, rules);
    }
    Ok(())
}

fn seed(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    for promise in pack::promises(PROMISES).map_err(StoreError::corrupt)? {
        let text = serde_json::to_string(&promise).map_err(StoreError::corrupt)?;
        policies::add_promise(db, &shipped(promise.id, promise.version, text, now))?;
    }
    for text in CALENDARS {
        let calendar = pack::calendar(text).map_err(StoreError::corrupt)?;
        policies::add_calendar(db, &shipped(calendar.id, calendar.version, text.to_owned(), now))?;
    }
    Ok(())
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
    let promises = policies::promises(db)?
        .iter()
        .map(|d| serde_json::from_str::<Promise>(&d.text).map_err(StoreError::corrupt))
        .collect::<Result<_, _>>()?;
    let calendars = policies::calendars(db)?
        .iter()
        .map(|d| pack::calendar(&d.text).map_err(StoreError::corrupt))
        .collect::<Result<_, _>>()?;
    // What a law says is not edited in the product, so it is read as shipped.
    let procedures = procedures::procedures(PROCEDURES).map_err(StoreError::corrupt)?;
    Ok((generation, Policies::new(promises, calendars).with_procedures(procedures)))
}
