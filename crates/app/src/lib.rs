//! The use cases of Homeward: one verb per file, shared by pages, API,
//! command line and background loops. [`execute`] is the only writer of events.

pub mod acts;
mod app;
pub mod backup;
pub mod caller;
pub mod clock;
pub mod clocks;
pub mod dossier;
pub mod duplicates;
mod error;
mod execute;
pub mod explain;
pub mod export;
pub mod figures;
pub mod form;
pub mod import;
pub mod intake;
mod mask;
pub mod notices;
pub mod people;
pub mod policies;
pub mod profiles;
mod project;
pub mod promises;
pub mod read;
pub mod record;
pub mod registers;
mod responsibility;
pub mod secrets;
mod take_in;
pub mod view;
mod words;

pub use app::{App, AppOptions};
pub use caller::{Caller, Scope};
pub use clock::Clock;
pub use error::{AppError, FieldError};
pub use execute::{Key, Repeat};
pub use homeward_store::cases::{Filter, Page, Sight, Sort};
pub use homeward_store::search::Query;
pub use homeward_store::{Lane, StoreError, StoreOptions, dialect::Location};
pub use mask::{mask_email, mask_phone};
pub use responsibility::{Proposed, proposed as proposed_responsibility};
pub use take_in::take_in;
