//! What we have promised in public, as its complainant reads it.

use super::line::taken_up;
use crate::frame::Frame;
use crate::pages::clock_words::ClockWords;
use crate::state::Web;
use homeward_app::follow::Followed;
use homeward_app::view::ClockView;
use homeward_domain::promises::{Audience, MetBy};

/// The promises of a case: those of now, and those that were over when the case was
/// taken up again.
pub struct Promised {
    pub now: Vec<ClockWords>,
    pub former: Vec<ClockWords>,
}

impl Promised {
    /// The line over the former ones, which says how many they are.
    pub fn of_former(&self, frame: &Frame) -> String {
        frame.t1("follow-promise-former", "count", &self.former.len().to_string())
    }
}

/// What we promised in public to those who complain, and by when. What ended without
/// being owed any more is none of it.
pub fn promised(web: &Web, frame: &Frame, followed: &Followed) -> Promised {
    let (policies, now) = (web.app.policies(), web.app.clock().now());
    let dossier = followed.journey();
    let reopened = taken_up(&dossier.entries).map(|place| dossier.entries[place].event.effective_at);
    let is_theirs = |clock: &&ClockView| {
        let promise = policies.promise(&clock.promise, clock.version);
        let is_theirs = promise.is_some_and(|p| p.audience == Audience::Public && p.met_by != MetBy::Published);
        is_theirs && clock.state != "ended" && clock.carried_to.is_none()
    };
    let is_former = |clock: &ClockView| {
        let waits = matches!(clock.state.as_str(), "running" | "paused" | "breached") && clock.met_at.is_none();
        !waits && reopened.is_some_and(|reopened| clock.started_at <= reopened.0)
    };
    let of_part = followed.part().and_then(|part| Some(part.clocks(&dossier.case()?)));
    let own = of_part.map(|clocks| clocks.iter().map(ClockView::from).collect::<Vec<_>>());
    let shown = own.as_ref().unwrap_or(&dossier.view.clocks).iter().filter(is_theirs);
    let (former, current): (Vec<_>, Vec<_>) = shown.partition(|clock| is_former(clock));
    let words = |clocks: Vec<&ClockView>| {
        clocks.into_iter().map(|clock| ClockWords::new(frame, &as_agreed(clock), now)).collect()
    };
    Promised { now: words(current), former: words(former) }
}

/// A clock as nobody disputes it: what we wrote down later ourselves, and nobody has
/// confirmed, has not mended a promise for them.
fn as_agreed(clock: &ClockView) -> ClockView {
    if clock.proof.as_deref() != Some("entered_late") {
        return clock.clone();
    }
    ClockView { state: "breached".to_owned(), met_at: None, proof: None, ..clock.clone() }
}
