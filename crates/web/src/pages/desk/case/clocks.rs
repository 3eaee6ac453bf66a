//! Every clock of a case with why it is due when it is.

use super::super::shell::Shell;
use crate::frame::{PageError, page};
use crate::language::Language;
use crate::pages::session::SignedIn;
use crate::pages::timeline::Names;
use crate::state::Web;
use crate::wording::{calendar, name, name_alone, promise as promise_words, span, time};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use homeward_app::explain::{self, Explanation};
use homeward_app::{people, read};
use homeward_domain::time::Timestamp;

#[derive(Template)]
#[template(path = "desk/clocks.html")]
struct ClocksPage {
    shell: Shell,
    number: String,
    clocks: Vec<Story>,
}

/// Why a clock is due when it is.
struct Story {
    promise: String,
    state: String,
    badge: String,
    lines: Vec<(String, String)>,
    /// The case in which it counts on.
    carried_to: Option<String>,
}

/// Every clock with why it is due when it is, and who held the case.
pub async fn clocks(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let dossier = read::dossier(&web.app, &signed_in.caller, number, 0).await.map_err(failed)?;
    let shell = Shell::new(&web, language, &uri, &signed_in, "clocks-title").await?;
    let staff = people::staff(&web.app).await.map_err(failed)?.into_iter().map(|s| (s.id, s.name)).collect();
    let people = crate::pages::group::people(shell.frame.language, &dossier);
    let names =
        Names { frame: &shell.frame, staff, people, policies: web.app.policies(), closed: dossier.closed.clone() };
    let explained = explain::explanations(&dossier, &web.app.policies(), web.app.clock().now());
    let clocks = explained.iter().map(|one| story(&names, one)).collect();
    page(&ClocksPage { number: dossier.view.row.number.clone(), clocks, shell })
}

fn story(names: &Names, one: &Explanation) -> Story {
    let (frame, language) = (names.frame, names.frame.language);
    let at = |moment: Timestamp| time(language, moment.0);
    let mut lines = vec![
        (frame.t("story-promise"), frame.t1("story-version", "version", &one.version.to_string())),
        (
            frame.t("column-audience"),
            one.audience.map(|a| name_alone(language, "audience", a.as_str())).unwrap_or_default(),
        ),
        (frame.t("story-start"), at(one.start)),
        (frame.t("story-limit"), span(language, one.limit.0)),
        (
            frame.t("story-calendar"),
            one.calendar.as_ref().map_or_else(|| frame.t("story-wall"), |(id, _)| calendar(language, id)),
        ),
    ];
    for (from, to, reason) in &one.pauses {
        let reason = reason.map(|reason| name(language, "pause", reason.as_str())).unwrap_or_default();
        lines.push((frame.t("story-pause"), format!("{} – {} {reason}", at(*from), at(*to))));
    }
    if let Some((added, reason)) = &one.extension {
        lines.push((
            frame.t("story-extension"),
            format!("{} · {}", span(language, added.0), name(language, "extension", reason.as_str())),
        ));
    }
    lines.push((frame.t("story-due"), at(one.due_at)));
    for (owner, held) in &one.held {
        let owner = owner.map_or_else(|| frame.t("case-owner-none"), |id| names.of_staff(id));
        lines.push((frame.t("story-held"), format!("{owner} · {}", span(language, held.0))));
    }
    Story {
        promise: promise_words(language, &one.clock.promise),
        state: name(language, "clock", one.state),
        badge: one.state.to_owned(),
        lines,
        carried_to: one.carried_to.map(|to| to.to_string()),
    }
}
