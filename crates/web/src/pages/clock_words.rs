//! A clock as pages show it.

use crate::frame::Frame;
use crate::wording::{name, promise, span};
use homeward_app::view::ClockView;
use homeward_domain::time::Timestamp;

/// A clock as a page shows it.
pub struct ClockWords {
    /// The promise.
    pub promise: String,
    /// Where it stands.
    pub state: String,
    /// The badge: `kept`, `soon`, `late`, …
    pub badge: String,
    /// Due, done or paused until.
    pub when: String,
    /// Seconds of the due time, where a countdown runs.
    pub due_seconds: Option<i64>,
    /// The countdown as of now.
    pub left: String,
    /// The case in which it counts on.
    pub carried_to: Option<String>,
}

impl ClockWords {
    /// Words for a clock at a moment.
    pub fn new(frame: &Frame, clock: &ClockView, now: Timestamp) -> Self {
        let language = frame.language;
        let counts = clock.state == "running";
        let left = clock.due_at - now.0;
        let whole = (clock.due_at - clock.started_at).max(1);
        let badge = match clock.state.as_str() {
            "running" if left < 0 => "late",
            "running" if left < whole / 2 => "soon",
            state => state,
        };
        let when = match (clock.met_at, clock.paused_until) {
            (Some(at), _) => frame.t1("clock-met", "time", &frame.time(at)),
            (None, Some(until)) => frame.t1("clock-paused-until", "time", &frame.time(until)),
            (None, None) => frame.t1("clock-due", "time", &frame.time(clock.due_at)),
        };
        let when = if clock.carried_to.is_some() { frame.t("clock-counts-on") } else { when };
        let key = if left < 0 { "span-over" } else { "span-left" };
        Self {
            promise: promise(language, &clock.promise),
            // What somebody entered later and nobody has confirmed is not said to be kept.
            state: match (clock.state.as_str(), clock.proof.as_deref()) {
                ("entered_late", Some("entered_late")) => frame.t("clock-entered-late-unconfirmed"),
                (state, _) => name(language, "clock", state),
            },
            badge: badge.to_owned(),
            when,
            due_seconds: counts.then_some(clock.due_at / 1_000_000),
            carried_to: clock.carried_to.clone(),
            left: if counts { frame.t1(key, "span", &span(language, left)) } else { String::new() },
        }
    }
}
