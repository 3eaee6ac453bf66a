//! What can be done to a case: one verb per file. Each reads its own fields
//! from the request body and carries out one command.

mod add_note;
mod assign;
mod correct_entry;
mod decide_acceptance;
mod erase;
mod extend;
mod pause;
mod record_message;
mod resume;
mod set_nature;

pub use crate::execute::Request;
pub use add_note::add_note;
pub use assign::assign;
pub use correct_entry::correct_entry;
pub use decide_acceptance::decide_acceptance;
pub use erase::{JOURNAL, erase, replay as replay_erasures};
pub use extend::extend;
pub use pause::pause;
pub use record_message::record_message;
pub use resume::resume;
pub use set_nature::set_nature;

use crate::app::App;
use crate::error::AppError;
use crate::execute::{self, Order, Repeat};
use crate::form::{self, Fields};
use crate::view::CaseView;
use crate::words::Sealer;
use homeward_domain::case::Command;
use serde_json::Value;

/// What every act gives: the case after it, and whether it was a repeat.
pub type Done = Result<(CaseView, Repeat), AppError>;

/// Reads the body, seals its words, carries out the command.
async fn act(
    app: &App,
    request: Request,
    body: &Value,
    read: impl FnOnce(&Fields, &mut Sealer) -> Option<Command>,
) -> Done {
    let mut sealer = Sealer::default();
    let command = form::read(body, |fields| read(fields, &mut sealer))?;
    execute::execute(app, request, Order { command, contents: sealer.into_contents() }).await
}
