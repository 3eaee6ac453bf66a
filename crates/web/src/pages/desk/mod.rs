//! The console: every page that needs a sign-in.

mod acts;
mod allowed;
mod bulk;
mod case;
mod contacts;
mod editor;
mod erasing;
mod intake;
mod listing;
mod looks;
mod me;
mod notices;
mod now;
mod onsite;
mod palette;
mod papers;
mod person;
mod queue;
mod registers;
mod restricted;
mod said;
mod settings;
mod shell;
mod short_calendars;
mod start;
mod tabs;
mod unseen;
mod visit;

use super::session::SignedIn;
use crate::frame::PageError;
use crate::language::Language;
use crate::live::{self, Proof};
use crate::routes::Routes;
use crate::state::Web;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use axum::routing;
use registers::privacy::Act;
pub use shell::right_of;
pub use unseen::framed;

pub fn router() -> Routes {
    Routes::new()
        .route("/desk", routing::get(queue::queue))
        .route("/desk/views", routing::post(queue::keep))
        .route("/desk/views/{id}/removal", routing::post(queue::remove))
        .route("/desk/stream", routing::get(stream))
        .route("/desk/bulk", routing::post(bulk::bulk))
        .route("/desk/now", routing::get(now::now))
        .route("/desk/new", routing::get(intake::form).post(intake::submit))
        .route("/desk/new/caller", routing::get(intake::caller))
        .route("/desk/notices", routing::get(notices::list))
        .route("/desk/notices/reading", routing::post(notices::read_all))
        .route("/desk/notices/{id}", routing::post(notices::open))
        .route("/desk/cases/{number}", routing::get(case::case))
        .route(
            "/desk/cases/{number}/files",
            routing::post(case::attach).layer(axum::extract::DefaultBodyLimit::max(crate::upload::REQUEST_BYTES_MAX)),
        )
        .route("/desk/cases/{number}/files/{file}", routing::get(case::file))
        .route("/desk/cases/{number}/files/{file}/copy", routing::get(case::copy))
        .route("/desk/cases/{number}/files/{file}/look", routing::get(papers::ask).post(papers::look))
        .route("/desk/cases/{number}/presence", routing::post(case::attend))
        .route("/desk/cases/{number}/drafts/{staff}", routing::get(case::draft).post(case::keep_draft))
        .route("/desk/cases/{number}/clocks", routing::get(case::clocks))
        .route("/desk/cases/{number}/contacts", contacts::of_case())
        .route("/desk/cases/{number}/data", person::of_case())
        .route("/desk/cases/{number}/looks", routing::get(looks::of_case))
        .route("/desk/cases/{number}/acts/{act}", routing::get(acts::form).post(acts::submit))
        .route("/onsite", routing::get(onsite::onsite))
        .route(
            "/onsite/reports",
            routing::post(onsite::report).layer(axum::extract::DefaultBodyLimit::max(crate::upload::REQUEST_BYTES_MAX)),
        )
        .route("/desk/palette", routing::get(palette::cases))
        .route("/desk/me", routing::get(me::me))
        .route("/desk/me/password", routing::post(me::password))
        .route("/desk/me/factor", routing::post(me::factor_on))
        .route("/desk/me/factor/off", routing::post(me::factor_off))
        .route("/desk/me/sessions/{id}", routing::post(me::end_session))
        .route("/desk/start", routing::get(start::name).post(start::name_company))
        .route("/desk/start/people", routing::get(start::people).post(start::add_person))
        .route("/desk/start/promises", routing::get(start::promises))
        .route("/desk/start/ready", routing::get(start::ready))
        .route("/desk/customers/{id}/looks", routing::get(looks::of_customer))
        .route("/desk/customers/{id}/data", person::of_customer())
        .route("/desk/customers/{id}/restriction", registers::privacy::of_customer(Act::Restrict))
        .route("/desk/customers/{id}/erasure", registers::privacy::of_customer(Act::Erase))
        .route("/desk/customers/{id}/restriction_release", registers::privacy::of_customer(Act::Lift))
        .route("/desk/customers/{id}/restriction_looks", registers::privacy::of_customer(Act::See))
        .merge(registers::router())
        .merge(settings::router())
}

/// Changes of the cases that one may see, as they happen.
async fn stream(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let proof = Proof::Session(signed_in.secret);
    let stream = live::stream(&web.app, &web.live, signed_in.caller, proof, &headers)
        .await
        .map_err(|e| PageError::new(language, &e))?;
    Ok(stream.into_response())
}
