//! All SQL of Homeward, and the only user of the database drivers.
//!
//! Rules and SQL run as plain synchronous closures on the store's own threads:
//! `store.read(|db| …).await`, `store.write(Lane::Acts, |db| …).await`. One
//! SQL text per statement serves SQLite and PostgreSQL; the few true
//! differences live in [`dialect`].

pub mod apologies;
pub mod attendance;
pub mod audit;
pub mod cases;
pub mod checkpoints;
pub mod column_privacy;
pub mod commands;
pub mod contents;
pub mod counters;
pub mod credentials;
mod db;
pub mod dialect;
mod engine;
mod error;
pub mod events;
pub mod jobs;
pub mod leftovers;
pub mod looks;
pub mod notices;
pub mod people;
pub mod policies;
pub mod registers;
pub mod rereads;
pub mod results;
pub mod retention;
pub mod rules;
pub mod search;
pub mod serving;
pub mod sign_ins;
pub mod strays;
pub mod streams;
pub mod tallies;
pub mod tip;
pub mod tls;
mod value;
pub mod views;

pub use db::Db;
pub use engine::{Lane, Store, StoreOptions};
pub use error::StoreError;
pub use value::{Row, Value};
