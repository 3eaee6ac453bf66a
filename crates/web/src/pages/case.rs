//! A case: what was told, its clocks, its timeline.

use super::frame::{Frame, PageError, page};
use super::session::SignedIn;
use super::timeline::{Line, Names, line};
use super::words::{ClockWords, category, name, time};
use crate::language::{Language, message};
use crate::state::Web;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use homeward_app::dossier::{Dossier, Told};
use homeward_app::duplicates::{self, Duplicate};
use homeward_app::read;
use homeward_app::{Scope, mask_email, mask_phone, people};

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    frame: Frame,
    heading: String,
    state: String,
    nature: Option<(String, String)>,
    statement: String,
    desired_outcome: Option<String>,
    facts: Vec<(String, String)>,
    co_complainants: Vec<Other>,
    clocks: Vec<ClockWords>,
    same_matter: Vec<SameMatter>,
    timeline: Vec<Line>,
}

/// One more of a group complaint.
struct Other {
    name: String,
    phone: Option<String>,
    desired_outcome: Option<String>,
}

/// A case that may be about the same matter, and why.
struct SameMatter {
    number: String,
    gist: String,
    why: String,
}

pub async fn case(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let dossier = read::dossier(&web.app, &signed_in.caller, number, 0).await.map_err(failed)?;
    let same_matter = duplicates::duplicates(&web.app, &signed_in.caller, dossier.view.row.number.clone()).await;
    let same_matter = same_matter.map_err(failed)?;
    let staff = people::staff(&web.app).await.map_err(failed)?;
    let staff = staff.into_iter().map(|s| (s.id, s.name)).collect();
    let row = &dossier.view.row;
    let frame = Frame::new(language, "queue-title", &uri, Some(signed_in.name));
    let frame = frame.titled(message(language, "case-title", &[("number", &row.number)]));
    let names = Names { frame: &frame, staff };
    let now = web.app.clock().now();
    let presses = row.nature != "general";
    page(&CasePage {
        heading: dossier.person().map_or_else(|| row.number.clone(), |p| format!("{} · {}", row.number, p.name)),
        state: name(language, "state", &row.state),
        nature: presses.then(|| (row.nature.clone(), name(language, "nature", &row.nature))),
        statement: dossier.statement().map_or_else(|| frame.t("erased"), str::to_owned),
        desired_outcome: dossier.desired_outcome().map(str::to_owned),
        facts: facts(&names, &dossier, signed_in.caller.may(Scope::CustomersRead)),
        co_complainants: others(&frame, &dossier, signed_in.caller.may(Scope::CustomersRead)),
        same_matter: same_matter.into_iter().map(|d| same_matter_line(&frame, d)).collect(),
        clocks: dossier.view.clocks_of_case().map(|clock| ClockWords::new(&frame, clock, now)).collect(),
        timeline: dossier.entries.iter().rev().map(|entry| line(&names, entry)).collect(),
        frame,
    })
}

fn facts(names: &Names, dossier: &Dossier, in_full: bool) -> Vec<(String, String)> {
    let (frame, row) = (names.frame, &dossier.view.row);
    let language = frame.language;
    let shown = |value: String, mask: fn(&str) -> String| if in_full { value } else { mask(&value) };
    let person = dossier.person().unwrap_or_default();
    let particulars = dossier.particulars();
    let owner = if row.owner == 0 { frame.t("case-owner-none") } else { names.of_staff(row.owner) };
    let all = [
        ("case-kind", Some(name(language, "kind", &row.kind))),
        ("case-channel", Some(name(language, "channel", &row.channel))),
        ("case-category", Some(&row.category).filter(|c| !c.is_empty()).map(|c| category(language, c))),
        ("case-phone", person.phone.map(|phone| shown(phone, mask_phone))),
        ("case-email", person.email.map(|email| shown(email, mask_email))),
        ("case-booking", particulars.booking_reference),
        ("case-place", particulars.place),
        ("case-external-reference", particulars.external_reference),
        ("case-owner", Some(owner)),
        ("case-received-at", Some(time(language, row.received_at))),
        ("case-created-at", Some(time(language, row.created_at))),
    ];
    all.into_iter().filter_map(|(key, value)| Some((frame.t(key), value?))).collect()
}

fn others(frame: &Frame, dossier: &Dossier, in_full: bool) -> Vec<Other> {
    let shown = |phone: String| if in_full { phone } else { mask_phone(&phone) };
    let other = |told: Told| Other {
        name: told.person.as_ref().map_or_else(|| frame.t("case-nameless"), |p| p.name.clone()),
        phone: told.person.and_then(|p| p.phone).map(shown),
        desired_outcome: told.desired_outcome,
    };
    dossier.complainants().into_iter().skip(1).map(other).collect()
}

fn same_matter_line(frame: &Frame, duplicate: Duplicate) -> SameMatter {
    let common: Vec<String> =
        duplicate.common.iter().map(|c| frame.t(&format!("same-matter-{}", c.as_str()))).collect();
    let separator = frame.t("list-separator");
    let likeness = duplicate.likeness.to_string();
    let words = [("common", common.join(&separator)), ("percent", likeness)];
    let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
    SameMatter {
        number: duplicate.view.row.number,
        gist: duplicate.view.row.gist.unwrap_or_default(),
        why: message(frame.language, "same-matter-why", &words),
    }
}
