//! The use cases of Homeward: one verb a file, shared by pages, API, command line and
//! background loops.
//!
//! The folders stand in layers; each knows those above it in this list and no other, and no
//! two files know each other in a ring (`cargo xtask tidy` refuses both):
//!
//! - `ground`: who asks, fields and bodies, what can go wrong, keys, clock; knows nothing else
//! - `model`: a case as its record tells it: replayed, with its words, as a row
//! - `app`: [`App`] and what it holds: store, files, rule book, policies in force
//! - `registers`, `settings`: what the company keeps and has set beside its cases
//! - `read`: cases for whoever may see them, and what is noted of a look
//! - `write`: the one way into the record: admission, step, append, projections, rules
//! - `act`: what an act is and the one way to do it; `files`: files and pictures of cases
//! - `record`: the record as a whole, proven; `privacy`: what is erased and restricted
//! - `case`: the acts, a room for each capability of a case
//! - `desk`, `doors`, `person`, `staff`, `rules`, `import`, `export`, `upkeep`: what people
//!   and programs come for; `start.rs`: the start of it all, known to nobody

pub mod act;
mod app;
pub mod case;
pub mod desk;
mod doors;
pub mod export;
pub mod files;
mod ground;
pub mod import;
mod model;
pub mod person;
pub mod privacy;
pub mod read;
pub mod record;
pub mod registers;
pub mod rules;
pub mod settings;
pub mod staff;
mod start;
mod upkeep;
mod write;

pub use app::{App, AppOptions, room};
pub use desk::{duplicates, explain, figures, kept, views};
pub use doors::{follow, forms, on_site};
pub use export::{backup, restore};
pub use files::pictures;
pub use ground::caller::{Caller, Scope};
pub use ground::clock::Clock;
pub use ground::error::{AppError, Earlier, ErasedLink, FieldError, Restricted, SEEN_FOR};
pub use ground::mask::{mask_email, mask_phone};
pub use ground::request::{Key, Repeat};
pub use ground::secrets::form_key;
pub use ground::{caller, field, form, json, languages, profiles, secrets};
pub use homeward_store::cases::{Board, CaseRow, Filter, Page, Sight, Sort};
pub use homeward_store::people::Staff;
pub use homeward_store::search::Query;
pub use homeward_store::{Lane, StoreError, StoreOptions, dialect::Location};
pub use model::dossier::Closed;
pub use model::{dossier, letter, matter, view};
pub use read::responsibility::{Proposed, proposed as proposed_responsibility};
pub use read::restriction::GoesOn;
pub use read::{looks, named, papers, quiet, stream};
pub use registers::company;
pub use settings::{calendars, categories, policies, promises, sops, usual_measures, versions};
pub use staff::{people, sign_in, tallies, tokens};
pub use upkeep::{clocks, follow_policies, leftovers, retention};
pub use write::take_in::take_in;
pub use write::{attendance, intake, notices, results};
