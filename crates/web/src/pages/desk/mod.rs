//! The console: every page that needs a sign-in.

mod acts;
mod bulk;
mod case;
mod intake;
mod notices;
mod now;
mod queue;
mod settings;
mod shell;

use crate::state::Web;
use axum::{Router, routing};

pub fn router() -> Router<Web> {
    Router::new()
        .route("/desk", routing::get(queue::queue))
        .route("/desk/bulk", routing::post(bulk::bulk))
        .route("/desk/now", routing::get(now::now))
        .route("/desk/new", routing::get(intake::form).post(intake::submit))
        .route("/desk/new/caller", routing::get(intake::caller))
        .route("/desk/notices", routing::get(notices::list))
        .route("/desk/notices/{id}", routing::post(notices::open))
        .route("/desk/cases/{number}", routing::get(case::case))
        .route(
            "/desk/cases/{number}/files",
            routing::post(case::attach).layer(axum::extract::DefaultBodyLimit::disable()),
        )
        .route("/desk/cases/{number}/files/{file}", routing::get(case::file))
        .route("/desk/cases/{number}/clocks", routing::get(case::clocks))
        .route("/desk/cases/{number}/acts/{act}", routing::get(acts::form).post(acts::submit))
        .route("/desk/settings", routing::get(settings::promises))
        .route("/desk/settings/rules", routing::get(settings::rules))
        .route("/desk/settings/staff", routing::get(settings::staff))
        .route("/desk/settings/units", routing::get(settings::units))
}
